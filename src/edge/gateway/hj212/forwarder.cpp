#include "edge/gateway/hj212/forwarder.h"

#include <fmt/format.h>

#include <algorithm>

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
  int sends = 0;
  steady_clock::time_point sent_at{};
};

// What the forwarder's thread owns: the line and the batch.
class Forwarder::Run {
 public:
  explicit Run(Forwarder& owner, observe::Seq cursor) : owner_(owner), cursor_(cursor) {}

  void step() {
    if (batch_.empty() && !load()) return;
    if (batch_.empty()) return advance();
    if (!wire_.open() && !connect()) return;
    auto done = send().and_then([this] { return listen(); });
    if (!done) return hang_up(done.error().message());
    if (batch_.empty()) advance();
  }

 private:
  // False: nothing new, or the log cannot be read.
  bool load() {
    auto page = owner_.source_(cursor_, kForwardBatch);
    if (!page) {
      note([&](ForwardStatus& s) { s.last_error = page.error().message(); });
      owner_.rest(kIdle, false);
      return false;
    }
    if (page->last == cursor_) {
      owner_.rest(kIdle, true);
      return false;
    }
    next_cursor_ = page->last;
    last_qn_ = std::max(now(), last_qn_ + Millis{1});
    auto frames = compose_forward(page->values, owner_.target_, last_qn_);
    last_qn_ += Millis{frames.size()};
    for (auto& frame : frames) batch_.push_back({std::move(frame), 0, {}});
    note([&](ForwardStatus& s) {
      s.queued = batch_.size();
      s.oldest.reset();
      for (const auto& value : page->values)
        s.oldest =
            std::min(s.oldest.value_or(from_ms(value.sample.time)), from_ms(value.sample.time));
    });
    return true;
  }

  void advance() {
    auto saved = save_cursor(owner_.cursor_file_, next_cursor_);
    if (!saved) {
      note([&](ForwardStatus& s) { s.last_error = saved.error().message(); });
      owner_.rest(kIdle, false);
      return;  // the next step tries again; nothing is sent twice for it
    }
    cursor_ = next_cursor_;
    note([&](ForwardStatus& s) {
      s.cursor = cursor_;
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
    for (auto& pending : batch_) pending.sends = 0;  // the next line gets them all
    note([&](ForwardStatus& s) {
      s.connected = false;
      s.last_error = std::move(why);
    });
    owner_.rest(back_off_, false);
    back_off_ = std::min<milliseconds>(back_off_ * 2, kLastBackOff);
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
    if (segment.command() == 9014) {
      auto at = std::find_if(batch_.begin(), batch_.end(), [&](const Pending& p) {
        return p.sends > 0 && p.frame.qn == segment.qn.value_or("");
      });
      if (at == batch_.end()) return {};
      note([&](ForwardStatus& s) {
        ++s.acked;
        s.acked_values += at->frame.values;
        s.queued = batch_.size() - 1;
      });
      batch_.erase(at);
      back_off_ = kFirstBackOff;
      return {};
    }
    // Commands from above are not passed on to our devices.
    if (!segment.flags().answer() || segment.command() > 9000) return {};
    return wire_.send(compose({.qn = std::string(segment.qn.value_or("")),
                               .st = "91",
                               .cn = "9011",
                               .pw = owner_.target_.password,
                               .mn = std::string(segment.mn.value_or("")),
                               .dialect = owner_.target_.dialect,
                               .cp = "QnRtn=2"}),
                      owner_.target_.over_time);
  }

  template <class Change>
  void note(Change&& change) {
    std::lock_guard lock(owner_.mutex_);
    change(owner_.status_);
  }

  Forwarder& owner_;
  observe::Seq cursor_, next_cursor_ = 0;
  std::vector<Pending> batch_;
  Wire wire_;
  FrameCutter cutter_;
  Opened opened_;
  Instant last_qn_{};
  milliseconds back_off_{kFirstBackOff};
};

Forwarder::Forwarder(ForwardTarget target, ForwardSource source, std::filesystem::path cursor_file)
    : target_(std::move(target)), source_(std::move(source)), cursor_file_(std::move(cursor_file)) {
  status_.id = target_.id;
  status_.name = target_.name;
  status_.dialect = name(target_.dialect);
}

Forwarder::~Forwarder() {
  stop();
}

Result<void> Forwarder::start() {
  auto cursor = load_cursor(cursor_file_);
  if (!cursor) return tl::unexpected(cursor.error());
  status_.cursor = *cursor;
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

void Forwarder::rest(milliseconds time, bool until_news) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return stopping_ || (until_news && news_); });
  if (until_news) news_ = false;
}

void Forwarder::run() {
  Run run(*this, status().cursor);
  for (;;) {
    {
      std::lock_guard lock(mutex_);
      if (stopping_) return;
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
  line("connects_total", s.connects);
  line("cursor", s.cursor);
}

}  // namespace qs::gateway::hj212
