#include "app/pack/suspicion.h"

#include "app/pack/toml.h"

namespace qs::app {
namespace {

constexpr int64_t kMostDays = 400;

double at_least(TomlTable& t, std::string_view key, double least) {
  auto value = t.number(key).value_or(least);
  if (!(value >= least)) t.fault(key, fmt::format("is below {}", least));
  return value;
}

size_t days(TomlTable& t, std::string_view key, size_t otherwise) {
  auto value = t.integer(key).value_or(static_cast<int64_t>(otherwise));
  if (value < 1 || value > kMostDays) t.fault(key, fmt::format("is not within 1..{}", kMostDays));
  return static_cast<size_t>(std::clamp<int64_t>(value, 1, kMostDays));
}

suspect::Rule rule_of(TomlTable& t) {
  suspect::Rule rule{.id = t.text("id"),
                     .name_zh = t.text("name_zh"),
                     .name_en = t.text("name_en"),
                     .floor = at_least(t, "floor", 0),
                     .margin = at_least(t, "margin", 1),
                     .margin_at_event = at_least(t, "margin_at_event", 0.1),
                     .least_days = days(t, "least_days", 14),
                     .weight = at_least(t, "weight", 0),
                     .clause = t.text("clause"),
                     .confidence = t.text("confidence")};
  t.close();
  return rule;
}

}  // namespace

void read_suspicion(const std::filesystem::path& layer, suspect::Law& law,
                    standard::Faults& faults) {
  auto file = layer / "suspicion.toml";
  if (!std::filesystem::exists(file)) return;
  auto toml = read_toml(file, faults);
  if (!toml) return;
  TomlTable whole(*toml, file.lexically_normal().string(), faults);
  law.history_days = days(whole, "history_days", law.history_days);
  law.fit_days = days(whole, "fit_days", law.fit_days);
  law.refit_days = days(whole, "refit_days", law.refit_days);
  law.accepted_after_days = days(whole, "accepted_after_days", law.accepted_after_days);
  whole.text("confidence");
  for (auto& table : whole.tables("rule")) lay_over(law.rules, rule_of(table));
  whole.close();
}

suspect::Law suspicion_law(const Pack& pack) {
  suspect::Law law;
  standard::Faults told;  // when the pack was read
  for (const auto& id : pack.lineage) read_suspicion(pack.directory / ".." / id, law, told);
  return law;
}

}  // namespace qs::app
