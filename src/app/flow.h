// 主流程: the whole life of an observation on one screen. The only writer of both memories; runs on
// one thread, is given the time, and does what is due.
#pragma once

#include <chrono>
#include <set>
#include <vector>

#include "app/assessor.h"
#include "app/calibrator.h"
#include "app/closer.h"
#include "app/consequences.h"
#include "app/device_book.h"
#include "app/dispatcher.h"
#include "app/event_hub.h"
#include "app/outlet_doubts.h"
#include "app/outlet_marker.h"
#include "app/sites.h"
#include "app/warner.h"

namespace qs::app {

// How long after its end a period is closed: the last values of an hour come a little later.
inline constexpr std::chrono::minutes kGrace{2};
// Periods before are closed only when touched.
inline constexpr std::chrono::hours kLongestGap{72};

class Flow {
 public:
  struct House {
    observe::SeriesLog& series;
    ledger::RecordLog& records;
    const standard::Library& library;
    Sites& sites;
    DeviceBook& devices;
    EventHub& hub;
  };
  Flow(House house, std::vector<alert::Rule> rules, Dispatcher::Law law);

  // Takes up where the last run ended: what came after its mark is looked at again.
  Result<void> recover(Instant now);

  // Keeps what the gateways brought, then tells each whether it is durable.
  void take(std::vector<observe::Delivery>& deliveries, Instant now);
  // Keeps a batch of people or imports (audit, POST /data).
  Result<observe::Receipt> keep(observe::Batch& batch);

  // Works through what is due, oldest first, until all is done (true) or `enough` passed (false).
  Result<bool> judge(Instant now, std::chrono::steady_clock::time_point enough);

  // One commit of what a person asked for, with what follows from it and the cases that all these
  // records open.
  Result<void> write(std::string_view who, std::string_view why, Instant now,
                     std::vector<ledger::Write> writes);
  // One commit; tells the pages.
  Result<void> commit(std::string_view who, std::string_view why, Instant now,
                      std::vector<ledger::Write> writes);
  Dispatcher& dispatcher() { return dispatcher_; }
  const Consequences& consequences() const { return consequences_; }
  Warner& warner() { return warner_; }
  const OutletLimits& outlet_limits() const { return outlet_limits_; }

 private:
  void remember(std::span<const observe::Sample> samples);
  Result<void> recall(const ledger::Record& mark);
  Result<void> look_again_after(std::string_view kind, const std::string& id);
  void make_due();
  Result<void> close(Instant end, const std::vector<Due>& dues, Instant now);
  Result<void> calibrate(Instant now, std::chrono::steady_clock::time_point enough);
  Result<void> look_live(Instant now);
  Result<void> watch(Instant now);
  Result<void> act_on(std::vector<Warning>&& warnings, std::string_view why, Instant now,
                      std::vector<ledger::Write> besides = {});
  Result<void> save_mark(Instant now);
  void tell(std::span<const observe::Sample> samples);
  void look_at(observe::SeriesId series, int64_t time);

  House house_;
  OutletLimits outlet_limits_;
  OutletMarker outlet_marker_;
  OutletDoubts outlet_doubts_;
  Closer closer_;
  Calibrator calibrator_;
  Assessor assessor_;
  Warner warner_;
  Consequences consequences_;
  Dispatcher dispatcher_;

  std::map<Instant, std::set<Due>> due_;  // by the instant at which the period ends
  using Hours = std::set<std::pair<observe::SeriesId, int64_t>>;
  Hours touched_, refitted_;        // refitted_: that a new fit corrects, to be touched
  std::vector<int64_t> last_hour_;  // by SeriesId: hour touched last
  using Moments = std::map<Instant, std::set<std::string>>;       // sites
  std::map<std::pair<Instant, observe::Cadence>, Moments> live_;  // by hour: what came below it
  Instant marked_until_{};
  Instant closed_until_{};  // periods that ended up to here were closed by the clock
  Instant next_watch_{};
  observe::Seq marked_seq_ = 0, seen_seq_ = 0;
};

// The mark of what needs no judging any more: values up to `seq`, periods up to `closed_until`,
// registers up to `commit`.
ledger::Write judged_up_to(observe::Seq seq, Instant closed_until, uint64_t commit);

}  // namespace qs::app
