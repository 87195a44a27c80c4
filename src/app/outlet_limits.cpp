#include "app/outlet_limits.h"

#include "app/all_records.h"
#include "kernel/evaluate/condition.h"

namespace qs::app {

const standard::Limit* OutletLimits::limit_of(const ledger::Record& r) {
  auto upper = r.number("upper");
  if (!upper || r.text("factor").empty()) return nullptr;
  auto [kept, fresh] = figures_.try_emplace({r.id, r.revision});
  if (!fresh) return &kept->second;
  auto& limit = kept->second;
  limit.id = std::string(kOutletLimitKind) + "/" + r.id;
  limit.factor = library_.canonical_code(r.text("factor"));
  limit.statistic = r.text("statistic");
  limit.upper = upper;
  auto factor = library_.factor(limit.factor);
  limit.unit = r.text("unit").empty() && factor ? factor->unit : r.text("unit");
  auto permit = r.text("permit").empty()
                    ? std::nullopt
                    : records_.get("permit", r.text("permit")).value_or(std::nullopt);
  limit.source.standard = permit                        ? permit->text("code")
                          : r.text("basis") == "permit" ? "排污许可证"
                                                        : "地方规定";
  limit.source.clause = r.text("clause");
  limit.source.from = day_of(r.instant("from_at").value_or(Instant{}));
  limit.source.confidence = r.flag("simulated") ? "practice" : "verified";
  return &limit;
}

Result<void> OutletLimits::refresh() {
  if (!records_.kind(kOutletLimitKind)) return {};
  auto records = all_records(records_, std::string(kOutletLimitKind));
  if (!records) return tl::unexpected(records.error());
  std::lock_guard lock(mutex_);
  rows_.clear();
  for (const auto& r : *records) {
    Span span{r.instant("from_at").value_or(Instant::max()),
              r.instant("until_at").value_or(Instant::max())};
    Row row{span, r.text("standard"), r.text("scope"), limit_of(r)};
    if (row.limit || !row.standard.empty()) rows_[r.text("station")].push_back(std::move(row));
  }
  return {};
}

std::vector<const standard::Limit*> OutletLimits::rows(std::string_view station,
                                                       std::string_view factor,
                                                       std::string_view statistic,
                                                       Instant at) const {
  std::lock_guard lock(mutex_);
  std::vector<const standard::Limit*> out;
  auto of_station = rows_.find(station);
  if (of_station == rows_.end()) return out;
  for (const auto& row : of_station->second) {
    if (!row.in_force.contains(at)) continue;
    if (row.limit) {
      if (row.limit->factor == factor && row.limit->statistic == statistic)
        out.push_back(row.limit);
      continue;
    }
    auto rows = library_.limits(row.standard, factor, day_of(at));
    if (auto limit = evaluate::binding(rows, statistic, row.scope, {})) out.push_back(limit);
  }
  return out;
}

}  // namespace qs::app
