#include "app/plan/sheet_record.h"

#include <fmt/format.h>

#include <sstream>

#include "base/json.h"

namespace qs::app {
namespace {

std::optional<double> number(const Json& row, const char* key) {
  auto at = row.find(key);
  if (at == row.end() || !at->is_number()) return std::nullopt;
  return at->get<double>();
}

std::string text(const Json& row, const char* key) {
  auto at = row.find(key);
  return at != row.end() && at->is_string() ? at->get<std::string>() : std::string();
}

Json item_json(const plan::ScoreItem& item) {
  return {{"id", item.id},
          {"name_zh", item.name_zh},
          {"name_en", item.name_en},
          {"unit", item.unit},
          {"part", plan::name(item.kind)},
          {"way", plan::name(item.way)},
          {"missing", plan::name(item.missing)},
          {"points", item.points},
          {"full", item.full},
          {"none", item.none},
          {"each", item.each},
          {"fewest", item.fewest},
          {"clause", item.clause},
          {"confidence", item.confidence}};
}

plan::ScoreItem item_of(const Json& row) {
  return {.id = text(row, "id"),
          .name_zh = text(row, "name_zh"),
          .name_en = text(row, "name_en"),
          .unit = text(row, "unit"),
          .kind = plan::item_kind(text(row, "part")).value_or(plan::ItemKind::base),
          .way = plan::way(text(row, "way")).value_or(plan::Way::told),
          .missing = plan::missing(text(row, "missing")).value_or(plan::Missing::spared),
          .points = number(row, "points").value_or(0),
          .full = number(row, "full").value_or(0),
          .none = number(row, "none").value_or(0),
          .each = number(row, "each").value_or(0),
          .fewest = static_cast<size_t>(number(row, "fewest").value_or(0)),
          .clause = text(row, "clause"),
          .confidence = text(row, "confidence")};
}

std::vector<std::string> ids_in(const std::string& list) {
  std::istringstream words(list);
  return {std::istream_iterator<std::string>(words), {}};
}

// Absent figures and empty texts stay away, as a table's row has it.
Json row_json(const plan::ScoreItem& item, const plan::SheetRow& row) {
  Json out{{"item", item.id}, {"name", item.name_zh}, {"most", item.points}};
  auto lay = [&](const char* key, const std::optional<double>& value) {
    if (value) out[key] = *value;
  };
  auto say = [&](const char* key, std::string_view words) {
    if (!words.empty()) out[key] = words;
  };
  lay("figure", row.fact.figure);
  if (row.fact.goal) {
    out["goal"] = row.fact.goal->value;
    out["goal_low"] = row.fact.goal->low;
  }
  if (row.fact.values) out["values"] = *row.fact.values;
  say("made", row.fact.words);
  lay("computed", row.computed.points);
  say("fault", plan::name(row.computed.fault));
  lay("told", row.told);
  say("told_words", row.told_words);
  say("evidence", fmt::format("{}", fmt::join(row.evidence, " ")));
  lay("reviewed", row.reviewed);
  say("review_words", row.review_words);
  lay("granted", row.granted);
  lay("final", plan::counted(row));
  return out;
}

}  // namespace

std::string law_text(const AssessmentLaw& law) {
  auto items = Json::array(), grades = Json::array();
  for (const auto& item : law.scheme.items) items.push_back(item_json(item));
  for (const auto& grade : law.scheme.grades)
    grades.push_back({{"id", grade.id},
                      {"name_zh", grade.name_zh},
                      {"name_en", grade.name_en},
                      {"least", grade.least}});
  return Json{{"id", law.id},
              {"version", law.version},
              {"clause", law.clause},
              {"confidence", law.confidence},
              {"quote", law.quote},
              {"quote_place", law.quote_place},
              {"appeal_days", law.appeal_days},
              {"items", items},
              {"grades", grades}}
      .dump();
}

Result<plan::Scheme> scheme_of(const std::string& law) {
  auto json = Json::parse(law, nullptr, false);
  if (!json.is_object() || !json.contains("items") || !json["items"].is_array())
    return fail("is no scheme", "law");
  plan::Scheme out;
  for (const auto& row : json["items"]) out.items.push_back(item_of(row));
  for (const auto& row : json.value("grades", Json::array()))
    out.grades.push_back({.id = text(row, "id"),
                          .name_zh = text(row, "name_zh"),
                          .name_en = text(row, "name_en"),
                          .least = number(row, "least").value_or(0)});
  if (auto fine = plan::check_scheme(out); !fine) return tl::unexpected(fine.error());
  return out;
}

plan::Sheet sheet_of(const ledger::Record& record) {
  plan::Sheet out;
  auto rows = Json::parse(record.text("items"), nullptr, false);
  if (!rows.is_array()) return out;
  for (const auto& row : rows) {
    plan::SheetRow one;
    one.item = text(row, "item");
    one.fact.figure = number(row, "figure");
    if (auto goal = number(row, "goal"))
      one.fact.goal = plan::Goal{*goal, row.value("goal_low", true)};
    if (auto values = number(row, "values")) one.fact.values = static_cast<size_t>(*values);
    one.fact.words = text(row, "made");
    one.computed.points = number(row, "computed");
    one.computed.fault = plan::score_fault(text(row, "fault")).value_or(plan::ScoreFault::none);
    one.told = number(row, "told");
    one.told_words = text(row, "told_words");
    one.evidence = ids_in(text(row, "evidence"));
    one.reviewed = number(row, "reviewed");
    one.review_words = text(row, "review_words");
    one.granted = number(row, "granted");
    out.rows.push_back(std::move(one));
  }
  return out;
}

void lay_sheet(const plan::Scheme& scheme, const plan::Sheet& sheet, ledger::Fields& fields) {
  auto rows = Json::array();
  for (const auto& row : sheet.rows)
    if (auto item = scheme.item(row.item)) rows.push_back(row_json(*item, row));
  auto total = plan::total_of(scheme, sheet);
  fields["items"] = rows.dump();
  fields["base"] = total.base;
  fields["bonus"] = total.bonus;
  fields["deduction"] = total.deduction;
  fields["total"] = total.total;
  fields["grade"] = ledger::kept(total.grade);
}

}  // namespace qs::app
