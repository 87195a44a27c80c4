#include "edge/gateway/hj212/forwarder.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "edge/gateway/hj212/forward_wire.h"
#include "edge/gateway/hj212/opened.h"

namespace qs::gateway::hj212 {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kIdle{500};    // between two looks into the log when nothing wakes us
constexpr milliseconds kListen{100};  // one wait for answers

Instant now() {
  return std::chrono::floor<Millis>(std::chrono::system_clock::now());
}

}  // namespace

// A frame of the batch that is not answered yet.
struct Forwarder::Pending {
  ForwardFrame frame;
  int sends = 0;  // on this line
  int lines = 0;  // that were lost without its answer, though others were answered
  steady_clock::time_point sent_at{};
};

// What the forwarder's thread owns: the line and the batch.
class Forwarder::Run {
 public:
  Run(Forwarder& owner, ForwardProgress progress)
      : owner_(owner), progress_(std::move(progress)), next_seq_(progress_.seq) {}

  // Another target: what was composed for the old one is composed again.
  void restart() {
    wire_.close();
    cutter_ = FrameCutter();
    batch_.clear();
    next_seq_ = progress_.seq;
    back_off_ = kFirstBackOff;
    note([](ForwardStatus& s) {
      s.connected = false;
      s.last_error.clear();
    });
  }

  void step() {
    // More is read while an unanswered frame waits: the answers to others tell that the line lives.
    if (batch_.empty() || (batch_.size() < kForwardWindow && owner_.take_news())) load();
    if (batch_.empty()) return next_seq_ == progress_.seq ? owner_.rest(kIdle, true) : advance();
    if (owner_.target_.paused) return owner_.rest(kIdle, false);
    if (!wire_.open() && !connect()) return;
    auto done = send().and_then([this] { return listen(); });
    if (!done) return hang_up(done.error().message());
    if (batch_.empty()) advance();
  }

 private:
  void load() {
    auto page = owner_.source_(next_seq_, kForwardBatch);
    if (!page) return note([&](ForwardStatus& s) { s.last_error = page.error().message(); });
    if (page->last == next_seq_) return;
    next_seq_ = page->last;
    last_qn_ = std::max(now(), last_qn_ + Millis{1});
    auto frames = compose_forward(page->values, owner_.target_, last_qn_);
    last_qn_ += Millis{frames.size()};
    for (auto& frame : frames) batch_.push_back({std::move(frame)});
    note([&](ForwardStatus& s) {
      s.queued = batch_.size();
      if (frames.empty()) return;
      for (const auto& value : page->values)
        s.oldest =
            std::min(s.oldest.value_or(from_ms(value.sample.time)), from_ms(value.sample.time));
    });
  }

  void advance() {
    auto next = progress_;
    next.seq = next_seq_;
    auto saved = save_progress(owner_.progress_file_, next);
    if (!saved) {
      note([&](ForwardStatus& s) { s.last_error = saved.error().message(); });
      owner_.rest(kIdle, false);
      return;  // the next step tries again; nothing is sent twice for it
    }
    progress_ = std::move(next);
    note([&](ForwardStatus& s) {
      s.progress = progress_;
      s.queued = 0;
      s.oldest.reset();
    });
  }

  bool connect() {
    auto done = wire_.connect(owner_.target_.host, owner_.target_.port, owner_.target_.over_time);
    note([&](ForwardStatus& s) {
      s.connected = done.has_value();
      if (done)
        ++s.connects;
      else
        s.last_error = done.error().message();
    });
    if (done) return true;
    owner_.rest(back_off_, false);
    back_off_ = std::min<milliseconds>(back_off_ * 2, kLastBackOff);
    return false;
  }

  void hang_up(std::string why) {
    wire_.close();
    cutter_ = FrameCutter();
    for (auto& pending : batch_) {
      if (answered_ && pending.sends > owner_.target_.re_count) ++pending.lines;
      pending.sends = 0;  // the next line gets them all
    }
    answered_ = false;
    set_aside();
    note([&](ForwardStatus& s) {
      s.connected = false;
      s.queued = batch_.size();
      s.last_error = std::move(why);
    });
    owner_.rest(back_off_, false);
    back_off_ = std::min<milliseconds>(back_off_ * 2, kLastBackOff);
  }

  // The frames that this platform never answers go to a file of their own and are counted.
  void set_aside() {
    auto hopeless = std::stable_partition(
        batch_.begin(), batch_.end(), [](const Pending& p) { return p.lines < kForwardLines; });
    if (hopeless == batch_.end()) return;
    std::ofstream file(owner_.progress_file_.string() + ".aside", std::ios::app);
    for (auto p = hopeless; p != batch_.end(); ++p) file << p->frame.bytes;
    if (!file.flush()) return;  // tried again when the next line is lost
    progress_.set_aside += static_cast<uint64_t>(batch_.end() - hopeless);
    batch_.erase(hopeless, batch_.end());
  }

  // The first frames of the batch, and again those without an answer in time.
  Result<void> send() {
    auto at = steady_clock::now();
    const auto& target = owner_.target_;
    for (size_t i = 0; i < std::min(batch_.size(), kForwardWindow); ++i) {
      auto& pending = batch_[i];
      if (pending.sends > 0 && at - pending.sent_at < target.over_time) continue;
      if (pending.sends > target.re_count)
        return fail(
            fmt::format("no answer to {} after {} re-sends", pending.frame.qn, target.re_count));
      if (auto sent = wire_.send(pending.frame.bytes, target.over_time); !sent) return sent;
      bool again = pending.sends++ > 0;
      pending.sent_at = at;
      note([&](ForwardStatus& s) { ++(again ? s.resent : s.sent); });
    }
    return {};
  }

  Result<void> listen() {
    auto bytes = wire_.receive(kListen);
    if (!bytes) return tl::unexpected(bytes.error());
    cutter_.feed(*bytes);
    while (auto cut = cutter_.next()) {
      if (cut->kind != CutKind::frame) continue;
      open_frame(*cut, nullptr, opened_);
      if (opened_.crc == CrcVariant::wrong) continue;
      if (auto done = heard(opened_.segment); !done) return done;
    }
    return {};
  }

  Result<void> heard(const Segment& segment) {
    int command = segment.command();
    auto ours = std::find_if(batch_.begin(), batch_.end(), [&](const Pending& p) {
      return p.sends > 0 && p.frame.qn == segment.qn.value_or("");
    });
    if (command == 9014) {
      if (ours != batch_.end()) acknowledged(ours);
      return {};
    }
    if ((command == 9011 || command == 9012) && ours != batch_.end()) refused(segment);
    // Commands from above are not passed on to our devices.
    if (!segment.flags().answer() || command > 9000) return {};
    return wire_.send(compose({.qn = std::string(segment.qn.value_or("")),
                               .st = "91",
                               .cn = "9011",
                               .pw = owner_.target_.password,
                               .mn = std::string(segment.mn.value_or("")),
                               .dialect = owner_.target_.dialect,
                               .cp = "QnRtn=2"}),
                      owner_.target_.over_time);
  }

  void acknowledged(std::vector<Pending>::iterator at) {
    ++progress_.frames;
    progress_.values += at->frame.values;
    progress_.last_qn = at->frame.qn;
    progress_.last_delivered = now();
    note([&](ForwardStatus& s) {
      ++s.acked;
      s.acked_values += at->frame.values;
      s.queued = batch_.size() - 1;
      s.last_error.clear();
    });
    batch_.erase(at);
    answered_ = true;
    back_off_ = kFirstBackOff;
  }

  // An upload has no answer but 9014; some platforms say why they do not take one.
  void refused(const Segment& segment) {
    for (const auto& pair : segment.pairs)
      if ((pair.key == "QnRtn" || pair.key == "ExeRtn") && pair.value != "1")
        note([&](ForwardStatus& s) {
          ++s.refused;
          s.last_error = fmt::format("{}={} to {}", pair.key, pair.value,
                                     segment.qn.value_or("a frame without QN"));
        });
  }

  template <class Change>
  void note(Change&& change) {
    std::lock_guard lock(owner_.mutex_);
    change(owner_.status_);
  }

  Forwarder& owner_;
  ForwardProgress progress_;
  observe::Seq next_seq_;  // up to here the log is read; the batch holds what is not answered
  bool answered_ = false;  // this line brought an acknowledgement
  std::vector<Pending> batch_;
  Wire wire_;
  FrameCutter cutter_;
  Opened opened_;
  Instant last_qn_{};
  milliseconds back_off_{kFirstBackOff};
};

Forwarder::Forwarder(ForwardTarget target, ForwardSource source,
                     std::filesystem::path progress_file)
    : target_(std::move(target)),
      source_(std::move(source)),
      progress_file_(std::move(progress_file)) {
  status_.id = target_.id;
  status_.name = target_.name;
  status_.dialect = name(target_.dialect);
  status_.paused = target_.paused;
}

Forwarder::~Forwarder() {
  stop();
}

Result<void> Forwarder::start() {
  auto progress = load_progress(progress_file_);
  if (!progress) return tl::unexpected(progress.error());
  status_.progress = std::move(*progress);
  stopping_ = false;
  thread_ = std::thread([this] { run(); });
  return {};
}

void Forwarder::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Forwarder::wake() {
  {
    std::lock_guard lock(mutex_);
    news_ = true;
  }
  changed_.notify_all();
}

void Forwarder::retarget(ForwardTarget fresh) {
  {
    std::lock_guard lock(mutex_);
    status_.name = fresh.name;
    status_.dialect = name(fresh.dialect);
    status_.paused = fresh.paused;
    fresh_ = std::move(fresh);
  }
  changed_.notify_all();
}

void Forwarder::rest(milliseconds time, bool until_news) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return stopping_ || fresh_ || (until_news && news_); });
  if (until_news) news_ = false;
}

bool Forwarder::take_news() {
  std::lock_guard lock(mutex_);
  return std::exchange(news_, false);
}

void Forwarder::run() {
  Run run(*this, status().progress);
  for (;;) {
    std::optional<ForwardTarget> fresh;
    {
      std::lock_guard lock(mutex_);
      if (stopping_) return;
      fresh = std::exchange(fresh_, std::nullopt);
    }
    if (fresh && *fresh != target_) {
      target_ = std::move(*fresh);
      run.restart();
    }
    run.step();
  }
}

ForwardStatus Forwarder::status() const {
  std::lock_guard lock(mutex_);
  return status_;
}

void Forwarder::metrics(std::string& prometheus) const {
  auto s = status();
  auto line = [&](std::string_view what, uint64_t value) {
    prometheus += fmt::format("qingshan_hj212_forward_{}{{target=\"{}\"}} {}\n", what, s.id, value);
  };
  line("connected", s.connected ? 1 : 0);
  line("queued", s.queued);
  line("sent_total", s.sent);
  line("resent_total", s.resent);
  line("acked_total", s.acked);
  line("acked_values_total", s.acked_values);
  line("refused_total", s.refused);
  line("set_aside_total", s.progress.set_aside);
  line("connects_total", s.connects);
  line("cursor", s.progress.seq);
}

}  // namespace qs::gateway::hj212
