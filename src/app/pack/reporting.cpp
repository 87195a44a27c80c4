#include "app/pack/reporting.h"

#include <fmt/format.h>

#include <array>

#include "app/pack/toml.h"

namespace qs::app {
namespace {

constexpr const char* kFile = "public_reports.toml";

// A whole number of the rules, and what it may be.
struct Figure {
  const char* key;
  int64_t report::Rules::*member;
  int64_t low, high;
};
constexpr std::array<Figure, 11> kFigures{{
    {"join_hours", &report::Rules::join_hours, 0, 24 * 30},
    {"repeat_days", &report::Rules::repeat_days, 0, 366},
    {"longest_text", &report::Rules::longest_text, 20, 5'000},
    {"photos", &report::Rules::photos, 0, 30},
    {"photo_mb", &report::Rules::photo_mb, 1, 20},
    {"satisfaction_days", &report::Rules::satisfaction_days, 1, 366},
    {"proof_bits", &report::Rules::proof_bits, 0, 24},  // beyond, a phone works for minutes
    {"proof_minutes", &report::Rules::proof_minutes, 1, 24 * 60},
    {"per_address_hour", &report::Rules::per_address_hour, 1, 100'000},
    {"in_all_hour", &report::Rules::in_all_hour, 1, 1'000'000},
    {"open_unaccepted", &report::Rules::open_unaccepted, 1, 100'000},
}};

report::Stage stage_of(TomlTable t) {
  report::Stage stage{.id = t.text("id"),
                      .zh = t.text("zh"),
                      .en = t.text("en"),
                      .states = t.words("states"),
                      .ends = t.flag("ends")};
  t.close();
  return stage;
}

}  // namespace

void read_reporting(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto file = layer / kFile;
  if (!std::filesystem::exists(file)) return;
  auto toml = read_toml(file, faults);
  if (!toml) return;
  TomlTable t(*toml, file.lexically_normal().string(), faults);
  report::Rules rules;
  rules.join_metres = t.number("join_metres").value_or(0);
  if (rules.join_metres < 0) t.fault("join_metres", "must not be below 0");
  for (const auto& figure : kFigures) {
    auto value = t.integer(figure.key);
    if (!value || *value < figure.low || *value > figure.high)
      t.fault(figure.key, fmt::format("must be from {} to {}", figure.low, figure.high));
    rules.*figure.member = value.value_or(figure.low);
  }
  rules.confidence = t.text("confidence");
  for (auto& row : t.tables("stage")) rules.stages.push_back(stage_of(row));
  t.close();
  pack.reporting = std::move(rules);
}

void check_reporting(const Pack& pack, standard::Faults& faults) {
  auto kind = pack.kind(report::kComplaintKind);
  auto states = kind ? kind->field(kind->state) : nullptr;
  for (const auto& stage : pack.reporting.stages)
    for (const auto& state : stage.states)
      if (!states || !states->choice(state))
        faults.add(fmt::format("stage '{}': no complaint has the state '{}'", stage.id, state),
                   kFile);
}

}  // namespace qs::app
