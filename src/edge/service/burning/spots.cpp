#include "edge/service/burning/spots.h"

#include <algorithm>

#include "edge/service/answers/places.h"
#include "edge/service/ask.h"
#include "edge/service/room.h"
#include "kernel/casework/case.h"

namespace qs::service {
namespace {

using ledger::Op;
using ledger::Record;

constexpr std::string_view kGridKind = "grid", kPersonKind = "person_in_charge";
constexpr size_t kPerQuestion = 500, kMostAbove = 8, kMostGrids = 50;
constexpr double kMinutesPerHour = 60, kHere = 1;  // m

burning::SpotFact::State state_of(const Record& spot) {
  using State = burning::SpotFact::State;
  auto state = spot.text("state");
  if (state == "confirmed" || state == "closed") return State::confirmed;
  return state == "refuted" ? State::refuted : State::waiting;
}

// Records of a kind whose field is one of these values, asked for in pieces.
Maybe<std::vector<Record>> with_values(const Service::Room& room, std::string_view kind,
                                       std::string_view field,
                                       const std::vector<std::string>& values) {
  std::vector<Record> out;
  for (size_t from = 0; from < values.size(); from += kPerQuestion) {
    ledger::Filter among{std::string(field), Op::in, {}, {}};
    for (size_t i = from; i < std::min(values.size(), from + kPerQuestion); ++i)
      among.values.emplace_back(values[i]);
    auto found =
        query(room, {.kind = std::string(kind), .where = {among}, .limit = ledger::kMaxPage});
    if (!found) return tl::unexpected(found.error());
    std::move(found->begin(), found->end(), std::back_inserter(out));
  }
  return out;
}

// 到场用时: the first stay of each fire's case, which ends with a word from the spot.
Maybe<void> time_arrivals(const Service::Room& room, Instant now, std::vector<Fire>& fires) {
  std::vector<std::string> subjects;
  for (const auto& fire : fires)
    subjects.push_back(fmt::format("{}/{}", fire.record.kind, fire.record.id));
  auto cases = with_values(room, casework::kCaseKind, "subject", subjects);
  if (!cases) return tl::unexpected(cases.error());
  std::map<std::string, Record> by_subject;
  std::vector<std::string> ids;
  for (auto& file : *cases) {
    ids.push_back(file.id);
    by_subject.try_emplace(file.text("subject"), file);
  }
  auto stays = with_values(room, casework::kStepKind, "case", ids);
  if (!stays) return tl::unexpected(stays.error());
  std::map<std::string, const Record*> first;
  for (const auto& stay : *stays) {
    auto& known = first[stay.text("case")];
    if (!known || stay.instant("entered_at") < known->instant("entered_at")) known = &stay;
  }
  for (size_t i = 0; i < fires.size(); ++i) {
    auto file = by_subject.find(subjects[i]);
    if (file == by_subject.end()) continue;
    fires[i].case_id = file->second.id;
    auto stay = first.find(file->second.id);
    if (stay == first.end()) {
      fires[i].fact.late = file->second.instant("due_at").value_or(now) < now;
      continue;
    }
    fires[i].fact.minutes = stay->second->number("hours").value_or(0) * kMinutesPerHour;
    fires[i].fact.late = !stay->second->flag("on_time");
  }
  return {};
}

// 四级责任: the chiefs of a grid and of those above it, the highest first.
class Chain {
 public:
  explicit Chain(const Service::Room& room) : room_(room) {}

  Maybe<std::string> of(const std::string& grid) {
    if (auto known = told_.find(grid); known != told_.end()) return known->second;
    std::string out;
    auto next = grid;
    for (size_t i = 0; i < kMostAbove && !next.empty(); ++i) {
      auto record = lift(room_.seams.records.get(kGridKind, next));
      if (!record) return tl::unexpected(record.error());
      if (!*record) break;
      auto chief = lift(room_.seams.records.get(kPersonKind, (*record)->text("chief")));
      if (!chief) return tl::unexpected(chief.error());
      if (*chief) {
        auto level = room_.seams.records.kind(kGridKind)->field("level");
        auto choice = level ? level->choice((*record)->text("level")) : nullptr;
        auto one = fmt::format("{} {}", choice ? choice->zh : "", (*chief)->text("name"));
        out = out.empty() ? one : one + "；" + out;
      }
      next = (*record)->text("parent");
    }
    return told_[grid] = out;
  }

 private:
  const Service::Room& room_;
  std::map<std::string, std::string> told_;
};

}  // namespace

Maybe<std::vector<Fire>> fires_within(const Service::Room& room, Span span, Instant now) {
  auto found = query(
      room, {.kind = std::string(burning::kSpotKind),
             .where = {{.field = "found_at", .op = Op::greater_equal, .value = to_ms(span.from)},
                       {.field = "found_at", .op = Op::less, .value = to_ms(span.until)}},
             .order_by = "found_at",
             .descending = true,
             .limit = kMostFires + 1});
  if (!found) return tl::unexpected(found.error());
  if (found->size() > kMostFires)
    return refuse(422, fmt::format("more than {} fires in this period", kMostFires), "period");
  std::vector<Fire> fires;
  Chain chain(room);
  for (auto& record : *found) {
    auto chiefs = chain.of(record.text("grid"));
    if (!chiefs) return tl::unexpected(chiefs.error());
    burning::SpotFact fact{.id = record.id,
                           .street = record.text("street"),
                           .state = state_of(record),
                           .found = record.instant("found_at").value_or(Instant{}),
                           .area_m2 = record.number("area_m2").value_or(0),
                           .chiefs = *chiefs};
    fires.push_back({std::move(record), std::move(fact), {}});
  }
  if (auto timed = time_arrivals(room, now, fires); !timed) return tl::unexpected(timed.error());
  return fires;
}

Maybe<std::optional<Record>> grid_at(const Service::Room& room, LonLat place) {
  auto kind = room.seams.records.kind(kGridKind);
  auto level = kind ? kind->field("level") : nullptr;
  if (!level) return std::nullopt;
  auto found = query(room, {.kind = std::string(kGridKind),
                            .where = {},
                            .near = ledger::Near{place, kHere},
                            .order_by = "",
                            .limit = kMostGrids});
  if (!found) return tl::unexpected(found.error());
  // The choices of a level go from the district down.
  auto depth = [&](const Record& grid) {
    auto at = std::find_if(level->choices.begin(), level->choices.end(),
                           [&](const auto& c) { return c.value == grid.text("level"); });
    return at - level->choices.begin();
  };
  std::optional<Record> finest;
  for (auto& grid : *found) {
    auto shape = geometry_of(*kind, grid);
    if (!shape || !shape->holds(place)) continue;
    if (!finest || depth(grid) > depth(*finest)) finest = std::move(grid);
  }
  return finest;
}

}  // namespace qs::service
