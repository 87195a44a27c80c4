#include "kernel/report/join.h"

namespace qs::report {

std::optional<Filed> filed_of(const ledger::Record& complaint) {
  auto place = Geometry::of(complaint.text("place"));
  if (!place) return std::nullopt;
  auto at = complaint.instant("received_at");
  if (!at)
    if (auto day = parse_day(complaint.text("received_on"))) at = start_of(*day);
  return Filed{complaint.id, complaint.text("kind"), complaint.text("state"),
               at.value_or(Instant{}), place->middle()};
}

Kinship kinship(const Filed& report, std::span<const Filed> others, const Rules& rules) {
  Kinship out;
  double nearest = rules.join_metres;
  Instant newest{};
  for (const auto& other : others) {
    if (other.id == report.id || other.kind != report.kind || other.at > report.at) continue;
    auto metres = metres_between(other.place, report.place);
    if (metres > rules.join_metres) continue;
    bool same_event = other.open() && report.at - other.at <= std::chrono::hours(rules.join_hours);
    // What was joined itself has no case of its own to join.
    if (same_event && other.state != kJoined && metres <= nearest) {
      nearest = metres;
      out.joins = other.id;
    }
    bool earlier = !same_event && other.state != kJoined && other.at >= newest &&
                   report.at - other.at <= std::chrono::days(rules.repeat_days);
    if (earlier) {
      newest = other.at;
      out.repeats = other.id;
    }
  }
  return out;
}

}  // namespace qs::report
