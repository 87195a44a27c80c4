#include "app/plan/yield_rating.h"

#include <fmt/format.h>

#include <sstream>

#include "app/all_records.h"
#include "app/plan/yield_json.h"
#include "base/json.h"
#include "kernel/ledger/board.h"

namespace qs::app {

using ledger::Op;
using ledger::Record;
using ledger::Write;
using service::Reason;
using service::YieldYear;

namespace {

constexpr std::string_view kPublished = "published";

tl::unexpected<service::Refusal> refuse(Reason reason, Error error) {
  return tl::unexpected(service::Refusal{reason, std::move(error)});
}

std::vector<std::string> words_in(const std::string& list) {
  std::istringstream words(list);
  return {std::istream_iterator<std::string>(words), {}};
}

std::vector<plan::YieldFirm> firms_of(const plan::YieldRules& rules,
                                      const std::vector<Record>& records) {
  std::vector<plan::YieldFirm> out;
  for (const auto& record : records) {
    plan::YieldFirm firm{.id = record.id, .figures = {}, .vetoes = {}};
    for (const auto& criterion : rules.criteria)
      for (const auto& field : {criterion.of, criterion.per})
        if (auto value = record.number(field)) firm.figures[field] = *value;
    out.push_back(std::move(firm));
  }
  return out;
}

// What was published of each is what these standings say.
bool agree(const std::vector<plan::YieldStanding>& standings, const std::vector<Record>& records) {
  return std::ranges::all_of(standings, [&](const plan::YieldStanding& standing) {
    auto record = std::ranges::find(records, standing.id, &Record::id);
    return record != records.end() && record->number("score") == standing.score &&
           record->text("class") == standing.class_id;
  });
}

// Records of the year whose day, or year, this is.
std::vector<ledger::Filter> of_year(const ledger::Field& on, int year) {
  if (on.type == ledger::FieldType::integer) return {{.field = on.name, .value = int64_t{year}}};
  return {{.field = on.name, .op = Op::greater_equal, .value = fmt::format("{}-01-01", year)},
          {.field = on.name, .op = Op::less, .value = fmt::format("{}-01-01", year + 1)}};
}

}  // namespace

Result<std::map<std::string, std::vector<std::string>>> YieldRating::vetoes(int year) const {
  std::map<std::string, std::vector<std::string>> out;
  for (const auto& veto : pack_.planning.yield.vetoes) {
    auto kind = records_.kind(veto.kind);
    auto on = kind ? kind->field(veto.on) : nullptr;
    if (!on) return fail("what it looks at is gone", veto.id);
    auto where = ledger::filters_of(*kind, veto.where);
    for (auto& filter : of_year(*on, year)) where.push_back(std::move(filter));
    auto found = all_records(records_, veto.kind, where);
    if (!found) return tl::unexpected(found.error());
    for (const auto& record : *found) {
      auto& mine = out[record.text(veto.through)];
      if (std::ranges::find(mine, veto.id) == mine.end()) mine.push_back(veto.id);
    }
  }
  return out;
}

Result<YieldYear> YieldRating::year(int year) const {
  const auto& law = pack_.planning.yield;
  YieldYear out{.rules = law.rules, .clause = law.clause, .confidence = law.confidence};
  for (const auto& veto : law.vetoes) out.vetoes[veto.id] = veto.name_zh;
  auto found = all_records(records_, std::string(service::kYieldKind),
                           {{.field = "year", .value = int64_t{year}}});
  if (!found) return tl::unexpected(found.error());
  out.records = std::move(*found);
  auto vetoed = vetoes(year);
  if (!vetoed) return tl::unexpected(vetoed.error());
  auto firms = firms_of(law.rules, out.records);
  for (size_t i = 0; i < firms.size(); ++i)
    firms[i].vetoes = (*vetoed)[out.records[i].text("firm")];
  out.standings = plan::rated(law.rules, firms);
  auto issue = records_.get(service::kYieldIssueKind, fmt::format("yield-{}", year));
  if (!issue) return tl::unexpected(issue.error());
  if (!*issue) return out;
  out.issue = std::move(**issue);
  std::erase_if(out.records, [](const Record& r) { return r.text("state") != kPublished; });
  auto kept = yield_rules_of(out.issue->text("law"));
  if (!kept) return tl::unexpected(kept.error());
  auto before = firms_of(*kept, out.records);
  for (size_t i = 0; i < before.size(); ++i)
    before[i].vetoes = words_in(out.records[i].text("vetoes"));
  auto again = plan::rated(*kept, before);
  out.frozen = agree(again, out.records);
  out.same = agree(out.standings, out.records);
  out.rules = std::move(*kept);
  out.standings = std::move(again);
  return out;
}

service::Outcome<std::vector<Write>> YieldRating::publish(int year,
                                                          const service::Doing& doing) const {
  auto today = day_of(doing.at);
  if (static_cast<int>(today.year()) <= year)
    return refuse(Reason::invalid, {"the year is not over", "year"});
  auto now = this->year(year);
  if (!now) return refuse(Reason::failed, now.error());
  if (now->issue) return refuse(Reason::conflict, {"conflict: this year is published", "year"});
  if (now->standings.empty()) return refuse(Reason::invalid, {"nobody is to be rated", "year"});
  std::vector<Write> out{{.kind = std::string(service::kYieldIssueKind),
                          .id = fmt::format("yield-{}", year),
                          .fields = {{"name", fmt::format("{} 年亩均综合评价", year)},
                                     {"year", int64_t{year}},
                                     {"at", to_ms(doing.at)},
                                     {"who", doing.actor.user},
                                     {"law", yield_text(pack_.planning.yield)},
                                     {"made_of", Json{{"rules", pack_.planning.yield.version},
                                                      {"ledger_commit", records_.last_commit()}}
                                                     .dump()}},
                          .expected_revision = 0}};
  for (const auto& standing : now->standings) {
    auto record = std::ranges::find(now->records, standing.id, &Record::id);
    auto fields = record->fields;
    fields["score"] = ledger::kept(standing.score);
    fields["class"] = ledger::kept(standing.class_id);
    fields["rank"] =
        standing.rank ? ledger::Value(static_cast<int64_t>(*standing.rank)) : ledger::Value();
    fields["parts"] = parts_text(now->rules, standing);
    fields["vetoes"] = ledger::kept(fmt::format("{}", fmt::join(standing.vetoes, " ")));
    fields["policies"] = ledger::kept(policies_zh(now->rules, standing.class_id));
    fields["published_on"] = iso(today);
    fields["state"] = std::string(kPublished);
    out.push_back({.kind = record->kind,
                   .id = record->id,
                   .fields = std::move(fields),
                   .expected_revision = record->revision});
  }
  return out;
}

}  // namespace qs::app
