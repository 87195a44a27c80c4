#include "app/pack/money.h"

#include <fmt/format.h>

#include "app/pack/toml.h"
#include "base/csv.h"
#include "base/decimal.h"
#include "base/digest.h"

namespace qs::app {
namespace {

constexpr size_t kVersionDigits = 12;
constexpr double kMostYuan = 1e9;

// Yuan with at most two decimals, as whole fen.
int64_t fen(TomlTable& t, std::string_view key) {
  auto yuan = t.number(key).value_or(0);
  if (!(yuan >= 0 && yuan <= kMostYuan)) {
    t.fault(key, "is no such sum");
    return 0;
  }
  auto exact = Decimal::of(yuan);
  if (exact.scale > 2) t.fault(key, "money has at most two decimals");
  return static_cast<int64_t>(round_half_even(Decimal{exact.units * 100, exact.scale}, 0).units);
}

MoneyLaw law_of(TomlTable& t, const std::string& version) {
  using Against = plan::MoneyRule::Against;
  auto against = t.text("against"), better = t.text("better");
  MoneyLaw law{.rule = {.id = t.text("id"),
                        .name_zh = t.text("name_zh"),
                        .name_en = t.text("name_en"),
                        .unit = t.text("unit"),
                        .against = against == "mean" ? Against::mean : Against::target,
                        .low = better == "low",
                        .places = static_cast<int>(t.integer("places").value_or(0)),
                        .fen_each = fen(t, "yuan_each"),
                        .most_fen = fen(t, "most_yuan"),
                        .rewards = !t.has("rewards") || t.flag("rewards"),
                        .zero_sum = t.flag("zero_sum"),
                        .clause = t.text("clause"),
                        .confidence = t.text("confidence")},
               .measure = t.text("measure"),
               .target = t.number("target"),
               .version = version,
               .place = t.place()};
  if (against != "mean" && against != "target") t.fault("against", "is none of target, mean");
  if (better != "low" && better != "high") t.fault("better", "is none of low, high");
  if (auto fine = plan::check_rule(law.rule); !fine) t.fault(fine.error().place, fine.error().text);
  t.close();
  return law;
}

}  // namespace

void read_money(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto file = layer / "compensation.toml";
  if (!std::filesystem::exists(file)) return;
  auto place = file.lexically_normal().string();
  auto text = read_file(file);
  if (!text) return faults.add(text.error().text, place);
  auto toml = parse_toml(*text, place, faults);
  if (!toml) return;
  TomlTable t(*toml, place, faults);
  auto version = sha256_hex(*text).substr(0, kVersionDigits);
  for (auto& row : t.tables("rule")) {
    auto law = law_of(row, version);
    auto known = std::ranges::find(pack.planning.money, law.rule.id,
                                   [](const MoneyLaw& one) { return one.rule.id; });
    if (known == pack.planning.money.end())
      pack.planning.money.push_back(std::move(law));
    else
      *known = std::move(law);
  }
  t.close();
}

void check_money(const Pack& pack, standard::Faults& faults) {
  for (const auto& law : pack.planning.money)
    if (!pack.planning.measure(law.measure))
      faults.add(fmt::format("planning.toml has no measure '{}'", law.measure), law.place);
}

}  // namespace qs::app
