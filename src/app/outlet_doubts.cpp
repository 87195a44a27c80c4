#include "app/outlet_doubts.h"

#include <fmt/format.h>

#include "kernel/observe/percentile.h"
#include "kernel/observe/unit_doubt.h"
#include "kernel/observe/values.h"

namespace qs::app {

using observe::Statistic;

namespace {

constexpr std::chrono::days kHistory{30};
constexpr size_t kLeastHistory = 24;  // hours
constexpr std::string_view kRule = "outlet.unit.factor";

}  // namespace

Result<std::optional<double>> OutletDoubts::usual(const observe::SeriesKey& key,
                                                  Instant before) const {
  auto id = series_.find(key);
  if (!id) return std::nullopt;
  auto samples = series_.scan(std::span(&*id, 1), {before - kHistory, before});
  if (!samples) return tl::unexpected(samples.error());
  auto values = observe::tally(*samples).values;
  std::erase_if(values, [](double v) { return v <= 0; });
  if (values.size() < kLeastHistory) return std::nullopt;
  return observe::percentile(values, 50);
}

Result<std::optional<ledger::Write>> OutletDoubts::ask(const Site& site,
                                                       const Statistic& hour) const {
  std::optional<ledger::Write> none;
  auto at = hour.period.begin;
  auto rule = library_.rule(kRule, day_of(at));
  auto factor = library_.factor(hour.factor);
  if (!rule || !factor) return none;
  auto median = usual(*observe::series_of(hour), at);
  if (!median) return tl::unexpected(median.error());
  if (!*median) return none;
  auto ratio =
      observe::unit_doubt(*hour.value, **median, rule->number(), factor->low, factor->high);
  if (!ratio) return none;
  auto waiting = records_.count({.kind = std::string(kUnitQuestionKind),
                                 .where = {{.field = "station", .value = site.id},
                                           {.field = "factor", .value = hour.factor},
                                           {.field = "state", .value = std::string("asked")}}});
  if (!waiting) return tl::unexpected(waiting.error());
  auto id = fmt::format("{}-{}-{}", site.id, hour.factor, compact(at).substr(0, 10));
  auto known = records_.get(kUnitQuestionKind, id);
  if (!known) return tl::unexpected(known.error());
  if (*waiting > 0 || *known) return none;
  ledger::Fields fields{
      {"station", site.id},           {"factor", hour.factor}, {"hour", to_ms(at)},
      {"value", *hour.value},         {"usual", **median},     {"ratio", *ratio},
      {"state", std::string("asked")}};
  if (!site.street.empty()) fields["street"] = site.street;
  if (site.simulated) fields["simulated"] = true;
  return std::optional(ledger::Write{.kind = std::string(kUnitQuestionKind),
                                     .id = std::move(id),
                                     .fields = std::move(fields),
                                     .expected_revision = 0});
}

Result<std::vector<ledger::Write>> OutletDoubts::look(const std::vector<Statistic>& hours) {
  std::vector<ledger::Write> questions;
  if (!records_.kind(kUnitQuestionKind)) return questions;
  for (const auto& hour : hours) {
    auto site = sites_.find(hour.site);
    if (!site || site->kind != "outlet" || hour.statistic != observe::kHour || !hour.value)
      continue;
    auto [known, first] = last_.try_emplace({hour.site, hour.factor}, *hour.value);
    auto before = std::exchange(known->second, *hour.value);
    constexpr double kMoved = 10;  // less is no other unit
    bool moved = first || *hour.value > before * kMoved || *hour.value * kMoved < before;
    if (!moved) continue;
    auto question = ask(*site, hour);
    if (!question) return tl::unexpected(question.error());
    if (*question) questions.push_back(std::move(**question));
  }
  return questions;
}

}  // namespace qs::app
