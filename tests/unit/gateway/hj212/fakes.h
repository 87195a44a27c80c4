// A device book and a flow for tests, and a client that speaks over a real socket.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "edge/gateway/hj212/opened.h"
#include "kernel/observe/reading.h"

namespace qs::gateway::hj212 {

class FakeBook : public observe::DeviceBook {
 public:
  void admit(const std::string& mn, std::string password = "123456", std::string key = {},
             std::string switches = {}) {
    std::lock_guard lock(mutex_);
    profiles_[mn] = {mn,  "site-" + mn, std::move(password), std::move(key), std::move(switches),
                     true};
    ++version_;
  }
  std::optional<observe::DeviceProfile> device(std::string_view mn) const override {
    std::lock_guard lock(mutex_);
    auto at = profiles_.find(std::string(mn));
    return at == profiles_.end() ? std::nullopt : std::optional(at->second);
  }
  uint64_t version() const override { return version_; }
  Result<observe::Channel> channel(const observe::DeviceProfile& device, std::string_view factor,
                                   observe::Cadence cadence, observe::Measure measure) override {
    if (factor.starts_with("zz")) return fail("unknown factor");
    std::lock_guard lock(mutex_);
    auto name = fmt::format("{}/{}/{}/{}", device.id, factor, observe::name(cadence),
                            observe::name(measure));
    auto [at, fresh] =
        series_.try_emplace(name, static_cast<observe::SeriesId>(series_.size() + 1));
    names_[at->second] = name;
    return observe::Channel{at->second, 1, 0};
  }
  void quarantine(std::string_view mn, std::string_view, std::string_view,
                  std::string_view) override {
    std::lock_guard lock(mutex_);
    quarantined_.insert(std::string(mn));
  }
  void remember_switches(std::string_view mn, std::string_view text) override {
    std::lock_guard lock(mutex_);
    switches_[std::string(mn)] = text;
  }
  std::string name(observe::SeriesId id) const {
    std::lock_guard lock(mutex_);
    auto at = names_.find(id);
    return at == names_.end() ? "" : at->second;
  }

  Result<void> offer_key(std::string_view mn, std::string_view key) override {
    std::lock_guard lock(mutex_);
    profiles_[std::string(mn)].next_sm4_key = key;
    ++version_;
    return {};
  }
  void key_spoken(std::string_view mn) override {
    std::lock_guard lock(mutex_);
    auto& profile = profiles_[std::string(mn)];
    profile.sm4_key = std::exchange(profile.next_sm4_key, "");
    ++version_;
  }

  bool is_quarantined(const std::string& mn) const {
    std::lock_guard lock(mutex_);
    return quarantined_.contains(mn);
  }
  std::string switches(const std::string& mn) {
    std::lock_guard lock(mutex_);
    return switches_[mn];
  }

 private:
  mutable std::mutex mutex_;
  std::set<std::string> quarantined_;
  std::map<std::string, std::string> switches_;
  std::atomic<uint64_t> version_{1};
  std::map<std::string, observe::DeviceProfile> profiles_;
  std::map<std::string, observe::SeriesId> series_;
  std::map<observe::SeriesId, std::string> names_;
};

// Keeps values by (series, time) as a SeriesLog would; `hold` keeps deliveries undone.
class FakeIntake : public observe::Intake {
 public:
  explicit FakeIntake(const FakeBook& book) : book_(book) {}
  bool offer(observe::Delivery&& delivery) override {
    std::unique_lock lock(mutex_);
    if (full) return false;
    if (hold) {
      held_.push_back(std::move(delivery));
      return true;
    }
    finish(delivery, lock);
    return true;
  }
  void release() {
    std::unique_lock lock(mutex_);
    hold = false;
    while (!held_.empty()) {
      auto delivery = std::move(held_.front());
      held_.pop_front();
      finish(delivery, lock);
    }
  }
  std::map<std::string, observe::Sample> values() const {  // "MN/factor/cadence/measure@compact"
    std::lock_guard lock(mutex_);
    std::map<std::string, observe::Sample> out;
    for (const auto& [key, sample] : kept_)
      out[book_.name(key.first) + "@" + compact(from_ms(key.second))] = sample;
    return out;
  }
  std::vector<observe::Note> notes() const {
    std::lock_guard lock(mutex_);
    return notes_;
  }
  size_t frames() const {
    std::lock_guard lock(mutex_);
    return frames_;
  }

  std::atomic<bool> hold{false}, full{false}, broken{false};

 private:
  void finish(observe::Delivery& delivery, std::unique_lock<std::mutex>& lock) {
    Result<observe::Receipt> result = observe::Receipt{};
    if (broken) {
      result = fail("disk full");
    } else {
      ++frames_;
      for (const auto& sample : delivery.samples) {
        auto [at, fresh] = kept_.try_emplace({sample.series, sample.time}, sample);
        bool same = at->second.value == sample.value && at->second.mark == sample.mark;
        ++(fresh ? result->kept : same ? result->repeated : result->revised);
        at->second = sample;
      }
      notes_.insert(notes_.end(), delivery.notes.begin(), delivery.notes.end());
    }
    lock.unlock();
    if (delivery.done) delivery.done(result);
    lock.lock();
  }

  const FakeBook& book_;
  mutable std::mutex mutex_;
  std::deque<observe::Delivery> held_;
  std::map<std::pair<observe::SeriesId, int64_t>, observe::Sample> kept_;
  std::vector<observe::Note> notes_;
  size_t frames_ = 0;
};

// A frame as a client sees it.
struct Heard {
  std::string qn, st, cn, mn, flag, cp;
};

class Client {
 public:
  explicit Client(uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~Client() { ::close(fd_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
  }
  void end() { ::shutdown(fd_, SHUT_WR); }
  // The next frame, or nullopt when nothing comes in time.
  std::optional<Heard> hear(int timeout_ms = 2000) {
    for (;;) {
      if (auto cut = cutter_.next()) {
        if (cut->kind != CutKind::frame) continue;
        Opened frame;
        open_frame(*cut, nullptr, frame);
        const auto& s = frame.segment;
        auto text = [](const std::optional<std::string_view>& f) {
          return std::string(f.value_or(""));
        };
        return Heard{text(s.qn), text(s.st),   text(s.cn),
                     text(s.mn), text(s.flag), std::string(s.cp)};
      }
      if (!fill(timeout_ms)) return std::nullopt;
    }
  }
  bool closed_by_peer(int timeout_ms = 3000) {
    while (fill(timeout_ms)) {
    }
    return eof_;
  }

 private:
  bool fill(int timeout_ms) {
    pollfd poll{fd_, POLLIN, 0};
    if (::poll(&poll, 1, timeout_ms) <= 0) return false;
    char room[4096];
    auto size = ::recv(fd_, room, sizeof room, 0);
    if (size <= 0) eof_ = true;
    if (size <= 0) return false;
    cutter_.feed({room, static_cast<size_t>(size)});
    return true;
  }
  int fd_;
  bool connected_ = false, eof_ = false;
  FrameCutter cutter_;
};

inline bool eventually(const std::function<bool()>& condition, int timeout_ms = 3000) {
  for (int waited = 0; waited < timeout_ms; waited += 5) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return condition();
}

}  // namespace qs::gateway::hj212
