#include "app/outlet_marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "app/all_records.h"
#include "app/table_rows.h"
#include "base/json.h"

namespace qs::app {

using ledger::Op;
using ledger::Record;
using observe::Mark;

namespace {

constexpr std::string_view kLetterRule = "outlet.mark.letter";

std::vector<std::string> words_in(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

Span span_of_mark(const Record& mark) {
  return {mark.instant("from_at").value_or(Instant::max()),
          mark.instant("until_at").value_or(Instant::min())};
}

bool overlaps(Span a, Span b) {
  return a.from < b.until && b.from < a.until;
}

}  // namespace

bool Imposed::concerns(std::string_view factor) const {
  return factors.empty() || std::ranges::find(factors, factor) != factors.end();
}

Result<std::vector<JudgedCheck>> judged_checks(const ledger::RecordLog& records,
                                               const standard::Library& library,
                                               const std::string& station) {
  std::vector<JudgedCheck> out;
  if (!records.kind(kOutletCheckKind)) return out;
  auto found =
      all_records(records, std::string(kOutletCheckKind), {{.field = "station", .value = station}});
  if (!found) return tl::unexpected(found.error());
  std::ranges::sort(*found, {}, [](const Record& r) { return r.instant("checked_at"); });
  for (auto& record : *found) {
    JudgedCheck check{.record = std::move(record), .drifts = {}};
    auto day = day_of(check.record.instant("checked_at").value_or(Instant{}));
    for (const auto& row : table_rows(check.record, "results")) {
      JudgedDrift drift{
          row.value("item", ""), row.value("factor", ""), row.value("drift", 0.0), {}};
      if (auto verdict = observe::judge_drift(library, drift.item, drift.drift, day))
        drift.verdict = *verdict;
      check.drifts.push_back(std::move(drift));
    }
    out.push_back(std::move(check));
  }
  return out;
}

std::map<std::string, std::vector<Span>> lost_control(const std::vector<JudgedCheck>& checks,
                                                      Instant now) {
  std::map<std::string, std::vector<observe::ControlCheck>> by_factor;
  for (const auto& check : checks) {
    std::map<std::string, bool> out;
    for (const auto& drift : check.drifts)
      out[drift.factor] |= drift.verdict == observe::Drift::out;
    for (const auto& [factor, is_out] : out)
      by_factor[factor].push_back({check.record.instant("checked_at").value_or(Instant{}), is_out});
  }
  std::map<std::string, std::vector<Span>> spans;
  for (const auto& [factor, of_factor] : by_factor)
    if (auto lost = observe::out_of_control(of_factor, now); !lost.empty()) spans[factor] = lost;
  return spans;
}

Result<std::vector<Imposed>> imposed_at(const ledger::RecordLog& records,
                                        const standard::Library& library,
                                        const std::string& station, Span span, Instant now) {
  std::vector<Imposed> out;
  if (!records.kind(kOutletMarkKind)) return out;
  auto marks = all_records(records, std::string(kOutletMarkKind),
                           {{.field = "station", .value = station},
                            {.field = "state", .value = std::string("accepted")}});
  if (!marks) return tl::unexpected(marks.error());
  for (const auto& mark : *marks) {
    auto of_mark = span_of_mark(mark);
    if (!overlaps(of_mark, span)) continue;
    auto letter = library.rule(kLetterRule, day_of(of_mark.from), mark.text("kind"));
    out.push_back({fmt::format("{}/{}", kOutletMarkKind, mark.id), of_mark,
                   letter ? observe::mark_of(letter->value) : Mark::invalid,
                   words_in(mark.text("factors"))});
  }
  auto checks = judged_checks(records, library, station);
  if (!checks) return tl::unexpected(checks.error());
  for (const auto& [factor, spans] : lost_control(*checks, now))
    for (auto lost : spans)
      if (overlaps(lost, span))
        out.push_back({std::string(kOutletCheckKind), lost, Mark::invalid, {factor}});
  return out;
}

std::optional<Mark> mark_imposed(const std::vector<Imposed>& imposed, std::string_view factor,
                                 Span value, Millis least) {
  Millis most{0}, all{0};
  std::optional<Mark> mark;
  for (const auto& one : imposed) {
    if (!one.concerns(factor) || !overlaps(one.span, value)) continue;
    auto covered = std::min(one.span.until, value.until) - std::max(one.span.from, value.from);
    all += covered;
    if (covered <= most) continue;
    most = covered;
    mark = one.mark;
  }
  return (value.until - value.from) - all < least ? mark : std::nullopt;
}

}  // namespace qs::app
