#include "app/demo_assessments.h"

#include <fmt/format.h>

#include "app/dice.h"
#include "app/plan/sheet_record.h"
#include "base/json.h"
#include "edge/service/assessing.h"
#include "edge/service/compensating.h"
#include "edge/service/yield_rating.h"

namespace qs::app {
namespace {

using ledger::Record;
using ledger::Write;

constexpr std::string_view kScheme = "streets";
constexpr double kLeastTold = 0.75;  // share of an item's points
constexpr std::chrono::days kTellingFor{14};

// A sheet as told and reviewed: what is told is granted for the most part.
void fill(const plan::Scheme& scheme, Dice& dice, Write& write) {
  Record record{write.kind, write.id, 0, write.fields};
  auto sheet = sheet_of(record);
  for (const auto& item : scheme.items) {
    if (item.way != plan::Way::told) continue;
    auto told = item.kind == plan::ItemKind::base
                    ? std::round(item.points * dice.within(kLeastTold, 1))
                    : 0;
    bool cut = told > 1 && dice.happens(0.3);
    (void)plan::tell(scheme, sheet, {item.id, told, "模拟自评：按要求开展", {}});
    (void)plan::review(scheme, sheet,
                       {item.id, cut ? told - 1 : told, cut ? "模拟复核：依据不全" : "", {}});
  }
  lay_sheet(scheme, sheet, write.fields);
  write.fields["state"] = std::string(plan::name(plan::Stage::final));
}

// The first sheet's appeal about its first told item, granted.
Write appeal_against(const plan::Scheme& scheme, Write& write, Day on) {
  Record record{write.kind, write.id, 0, write.fields};
  auto sheet = sheet_of(record);
  auto item = std::ranges::find(scheme.items, plan::Way::told, &plan::ScoreItem::way);
  auto before = plan::counted(*sheet.row(item->id));
  (void)plan::grant(scheme, sheet, item->id, item->points);
  lay_sheet(scheme, sheet, write.fields);
  return {.kind = std::string(service::kAppealKind),
          .id = fmt::format("{}-{}", write.id, item->id),
          .fields = {{"name", fmt::format("{}：{}", record.text("name"), item->name_zh)},
                     {"sheet", write.id},
                     {"item", item->id},
                     {"street", ledger::kept(record.text("street"))},
                     {"grounds", std::string("模拟申诉：补交巡查台账")},
                     {"filed_on", iso(on)},
                     {"before", ledger::kept(before)},
                     {"after", item->points},
                     {"answer", std::string("模拟答复：台账属实，予以改定")},
                     {"decided_on", iso(on)},
                     {"state", std::string("granted")}},
          .expected_revision = 0};
}

void close_year(const Pack& pack, std::vector<Write>& writes, Day on) {
  auto scheme = pack.planning.assessment(kScheme)->scheme;
  Dice dice(pack.fill_seed, "demo_assessments");
  auto& head = writes.front().fields;
  head["state"] = std::string(plan::name(plan::Stage::final));
  head["published_on"] = iso(on);
  head["appeal_until"] = iso(Day{std::chrono::sys_days{on} + std::chrono::days{7}});
  for (size_t i = 1; i < writes.size(); ++i) fill(scheme, dice, writes[i]);
  writes.push_back(appeal_against(scheme, writes[1], on));
}

}  // namespace

Result<void> found_demo_assessments(const Pack& pack, const service::Planning& planning,
                                    ledger::RecordLog& records, Instant now) {
  auto known = records.count({.kind = std::string(service::kAssessmentKind), .where = {}});
  if (!known) return tl::unexpected(known.error());
  if (*known > 0 || !pack.planning.assessment(kScheme) || pack.streets.empty()) return {};
  auto this_year = static_cast<int>(day_of(now).year());
  Day closed = std::chrono::year{this_year} / 1 / 20;
  auto open = [&](int year, Day until, Instant at) {
    return planning.assessing().open(std::string(kScheme), year, until,
                                     {.actor = {.user = "pack"}, .at = at, .why = {}});
  };
  auto last = open(this_year - 1, std::chrono::year{this_year - 1} / 12 / 25, start_of(closed));
  if (!last) return tl::unexpected(last.error().error);
  auto running = open(this_year, std::chrono::sys_days{day_of(now)} + kTellingFor, now);
  if (!running) return tl::unexpected(running.error().error);
  close_year(pack, *last, closed);
  for (auto& write : *running)
    write.fields["state"] = std::string(plan::name(plan::Stage::telling));
  std::ranges::move(*running, std::back_inserter(*last));
  for (auto& write : *last) write.fields["simulated"] = true;
  auto kept = records.commit({.who = "pack",
                              .why = "assessments for trying it out",
                              .when = now,
                              .writes = std::move(*last)});
  if (!kept) return tl::unexpected(kept.error());
  return {};
}

Result<void> found_demo_accounts(const Pack& pack, const service::Planning& planning,
                                 ledger::RecordLog& records, Instant now) {
  auto known = records.count({.kind = std::string(service::kCompensationKind), .where = {}});
  if (!known) return tl::unexpected(known.error());
  if (*known > 0) return {};
  service::Doing doing{.actor = {.user = "pack"}, .at = now, .why = "模拟：按月计算"};
  std::vector<Write> writes;
  auto month = day_of(Period::of(PeriodKind::month, now).previous().begin);
  for (const auto& law : pack.planning.money) {
    auto made = planning.compensating().compute(law.rule.id, month, doing);
    if (!made) return tl::unexpected(made.error().error);
    for (auto& write : *made) {
      write.fields["simulated"] = true;
      writes.push_back(std::move(write));
    }
  }
  auto last_year = static_cast<int>(day_of(now).year()) - 1;
  auto rated = planning.yield().publish(last_year, doing);
  if (rated) std::ranges::move(*rated, std::back_inserter(writes));
  auto kept = records.commit({.who = "pack",
                              .why = "accounts for trying it out",
                              .when = now,
                              .writes = std::move(writes)});
  if (!kept) return tl::unexpected(kept.error());
  return {};
}

}  // namespace qs::app
