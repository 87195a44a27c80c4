#include "app/casefile/law_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/casefile/read_json.h"
#include "base/decimal.h"

namespace qs::app {
namespace {

constexpr std::array<std::string_view, 3> kComparisons{"at_most", "at_least", "within"};
constexpr size_t kMostRows = 5'000;  // of one table
constexpr int kMostDecimals = 9;
constexpr double kMostRule = 1e6;

Json source_json(const standard::Source& source) {
  return {{"standard", source.standard},
          {"clause", source.clause},
          {"from", iso(source.from)},
          {"until", source.until ? Json(iso(*source.until)) : Json()},
          {"confidence", source.confidence},
          {"note", source.note}};
}

Result<standard::Source> source_of(const Json& row) {
  auto it = row.is_object() ? row.find("source") : row.end();
  if (it == row.end()) return fail("a row names no source", "law.json");
  auto from = parse_day(text_at(*it, "from"));
  if (!from) return fail("a source has no day", "law.json");
  standard::Source out{.standard = text_at(*it, "standard"),
                       .clause = text_at(*it, "clause"),
                       .from = *from,
                       .until = {},
                       .confidence = text_at(*it, "confidence"),
                       .note = text_at(*it, "note"),
                       .place = "law.json"};
  if (auto until = text_at(*it, "until"); !until.empty()) {
    auto day = parse_day(until);
    if (!day) return fail("a source ends on no day", "law.json");
    out.until = *day;
  }
  return out;
}

standard::Unit unit_of(const Json& row) {
  return {.id = text_at(row, "id"),
          .symbol = text_at(row, "symbol"),
          .dimension = text_at(row, "dimension"),
          .gas_state = text_at(row, "gas_state"),
          .scale = number_at(row, "scale").value_or(1),
          .offset = number_at(row, "offset").value_or(0),
          .place = "law.json"};
}

Result<standard::Factor> factor_of(const Json& row) {
  auto source = source_of(row);
  if (!source) return tl::unexpected(source.error());
  auto decimals = number_at(row, "decimals").value_or(0);
  if (decimals < 0 || decimals > kMostDecimals) return fail("no number of decimals", "law.json");
  standard::Factor out;
  out.code = text_at(row, "code");
  out.old_code = text_at(row, "old_code");
  out.name_zh = text_at(row, "name_zh");
  out.name_en = text_at(row, "name_en");
  out.medium = text_at(row, "medium");
  out.unit = text_at(row, "unit");
  out.mass_unit = text_at(row, "mass_unit");
  out.decimals = static_cast<int>(decimals);
  out.low = number_at(row, "low");
  out.high = number_at(row, "high");
  out.source = std::move(*source);
  return out;
}

Result<standard::Limit> limit_of(const Json& row) {
  auto source = source_of(row);
  if (!source) return tl::unexpected(source.error());
  auto name = text_at(row, "comparison");
  auto comparison = std::find(kComparisons.begin(), kComparisons.end(), name);
  if (comparison == kComparisons.end()) return fail("a limit compares nothing", "law.json");
  standard::Limit out;
  out.id = text_at(row, "id");
  out.factor = text_at(row, "factor");
  out.statistic = text_at(row, "statistic");
  out.scope = text_at(row, "scope");
  out.comparison = static_cast<standard::Comparison>(comparison - kComparisons.begin());
  out.lower = number_at(row, "lower");
  out.upper = number_at(row, "upper");
  out.unit = text_at(row, "unit");
  out.judge_rounded = flag_at(row, "judge_rounded");
  out.condition = text_at(row, "condition");
  out.source = std::move(*source);
  return out;
}

// What the kernel asks for as a number.
bool is_numeric(std::string_view name) {
  constexpr std::array<std::string_view, 4> kEndings{".decimals", ".share", ".slowest_hours",
                                                     ".ambient"};
  return name.find(".valid.") != name.npos ||
         std::ranges::any_of(kEndings, [&](auto ending) { return name.ends_with(ending); });
}

Result<standard::Rule> rule_of(const Json& row) {
  auto source = source_of(row);
  if (!source) return tl::unexpected(source.error());
  auto name = text_at(row, "name"), value = text_at(row, "value");
  if (is_numeric(name)) {
    auto number = Decimal::parse(value);
    auto most = name.ends_with(".decimals") ? double{kMostDecimals} : kMostRule;
    if (!number || number->value() < 0 || number->value() > most)
      return fail("a rule is no number: " + name, "law.json");
  }
  return standard::Rule{std::move(name), std::move(value), text_at(row, "unit"),
                        text_at(row, "scope"), std::move(*source)};
}

template <class Row, class Read>
Result<void> read_rows(const Json& json, const char* name, std::vector<Row>& out, Read read) {
  const auto& list = list_at(json, name);
  if (list.size() > kMostRows) return fail("more rows than any law has", name);
  for (const auto& one : list) {
    Result<Row> row = read(one);
    if (!row) return tl::unexpected(row.error());
    out.push_back(std::move(*row));
  }
  return {};
}

}  // namespace

Json json_of(const standard::Tables& law) {
  auto units = Json::array(), factors = units, limits = units, rules = units;
  for (const auto& u : law.units)
    units.push_back({{"id", u.id},
                     {"symbol", u.symbol},
                     {"dimension", u.dimension},
                     {"gas_state", u.gas_state},
                     {"scale", u.scale},
                     {"offset", u.offset}});
  for (const auto& f : law.factors)
    factors.push_back({{"code", f.code},
                       {"old_code", f.old_code},
                       {"name_zh", f.name_zh},
                       {"name_en", f.name_en},
                       {"medium", f.medium},
                       {"unit", f.unit},
                       {"mass_unit", f.mass_unit},
                       {"decimals", f.decimals},
                       {"low", or_null(f.low)},
                       {"high", or_null(f.high)},
                       {"source", source_json(f.source)}});
  for (const auto& l : law.limits)
    limits.push_back({{"id", l.id},
                      {"factor", l.factor},
                      {"statistic", l.statistic},
                      {"scope", l.scope},
                      {"comparison", kComparisons[static_cast<size_t>(l.comparison)]},
                      {"lower", or_null(l.lower)},
                      {"upper", or_null(l.upper)},
                      {"unit", l.unit},
                      {"judge_rounded", l.judge_rounded},
                      {"condition", l.condition},
                      {"source", source_json(l.source)}});
  for (const auto& r : law.rules)
    rules.push_back({{"name", r.name},
                     {"value", r.value},
                     {"unit", r.unit},
                     {"scope", r.scope},
                     {"source", source_json(r.source)}});
  auto aliases = Json::object();
  for (const auto& [alias, code] : law.aliases) aliases[alias] = code;
  return {{"units", units},
          {"factors", factors},
          {"limits", limits},
          {"rules", rules},
          {"aliases", aliases}};
}

Result<standard::Tables> law_of(const Json& json) {
  standard::Tables law;
  auto unit = [](const Json& row) -> Result<standard::Unit> { return unit_of(row); };
  if (auto done = read_rows(json, "units", law.units, unit); !done)
    return tl::unexpected(done.error());
  if (auto done = read_rows(json, "factors", law.factors, factor_of); !done)
    return tl::unexpected(done.error());
  if (auto done = read_rows(json, "limits", law.limits, limit_of); !done)
    return tl::unexpected(done.error());
  if (auto done = read_rows(json, "rules", law.rules, rule_of); !done)
    return tl::unexpected(done.error());
  auto aliases = json.is_object() ? json.find("aliases") : json.end();
  if (aliases != json.end() && aliases->is_object())
    for (const auto& [alias, code] : aliases->items())
      if (code.is_string()) law.aliases.emplace(alias, code.get<std::string>());
  return law;
}

}  // namespace qs::app
