#include "app/pack/yield.h"

#include <fmt/format.h>

#include "app/pack/planning.h"
#include "app/pack/toml.h"
#include "base/csv.h"
#include "base/digest.h"

namespace qs::app {
namespace {

constexpr size_t kVersionDigits = 12;
constexpr std::string_view kKind = "yield_score";

plan::YieldCriterion criterion_of(TomlTable& t) {
  plan::YieldCriterion out{.id = t.text("id"),
                           .name_zh = t.text("name_zh"),
                           .name_en = t.text("name_en"),
                           .unit = t.text("unit"),
                           .of = t.text("of"),
                           .per = t.text("per"),
                           .low = t.text("better") == "low",
                           .weight = t.number("weight").value_or(0),
                           .norm = t.number("norm"),
                           .cap = t.number("cap").value_or(1),
                           .clause = t.text("clause"),
                           .confidence = t.text("confidence")};
  out.gap = gap_of(t);
  t.close();
  return out;
}

plan::YieldClass class_of(TomlTable& t) {
  plan::YieldClass out{.id = t.text("id"),
                       .name_zh = t.text("name_zh"),
                       .name_en = t.text("name_en"),
                       .share = t.number("share").value_or(0),
                       .policies = {}};
  for (auto& row : t.tables("policy")) {
    out.policies.push_back({row.text("what"), row.text("zh"), row.text("en")});
    row.close();
  }
  t.close();
  return out;
}

VetoLaw veto_of(TomlTable& t) {
  VetoLaw out{.id = t.text("id"),
              .name_zh = t.text("name_zh"),
              .name_en = t.text("name_en"),
              .kind = t.text("kind"),
              .through = t.text("through"),
              .on = t.text("on"),
              .where = whens_of(t, "where"),
              .clause = t.text("clause"),
              .confidence = t.text("confidence"),
              .place = t.place()};
  t.close();
  return out;
}

void check_veto(const VetoLaw& veto, const Pack& pack, standard::Faults& faults) {
  auto kind = pack.kind(veto.kind);
  if (!kind) return faults.add(fmt::format("there is no kind '{}'", veto.kind), veto.place);
  auto known = [&](const std::string& field) {
    if (!kind->field(field))
      faults.add(fmt::format("'{}' has no field '{}'", veto.kind, field), veto.place);
  };
  known(veto.through);
  known(veto.on);
  for (const auto& when : veto.where) known(when.field);
}

}  // namespace

void read_yield(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto file = layer / "yield.toml";
  if (!std::filesystem::exists(file)) return;
  auto place = file.lexically_normal().string();
  auto text = read_file(file);
  if (!text) return faults.add(text.error().text, place);
  auto toml = parse_toml(*text, place, faults);
  if (!toml) return;
  TomlTable t(*toml, place, faults);
  YieldLaw law{.rules = {},
               .vetoes = {},
               .clause = t.text("clause"),
               .confidence = t.text("confidence"),
               .version = sha256_hex(*text).substr(0, kVersionDigits),
               .place = place};
  for (auto& row : t.tables("criterion")) law.rules.criteria.push_back(criterion_of(row));
  for (auto& row : t.tables("class")) law.rules.classes.push_back(class_of(row));
  for (auto& row : t.tables("veto")) law.vetoes.push_back(veto_of(row));
  t.close();
  if (auto fine = plan::check_rules(law.rules); !fine) faults.add(fine.error().message(), place);
  pack.planning.yield = std::move(law);
}

void check_yield(const Pack& pack, standard::Faults& faults) {
  const auto& law = pack.planning.yield;
  auto kind = pack.kind(kKind);
  if (law.place.empty() || !kind) return;
  for (const auto& criterion : law.rules.criteria)
    for (const auto& field : {criterion.of, criterion.per})
      if (!kind->field(field))
        faults.add(fmt::format("{}: '{}' has no field '{}'", criterion.id, kKind, field),
                   law.place);
  auto classes = kind->field("class");
  for (const auto& one : law.rules.classes)
    if (classes && !classes->choice(one.id))
      faults.add(fmt::format("'{}' has no class '{}'", kKind, one.id), law.place);
  for (const auto& veto : law.vetoes) check_veto(veto, pack, faults);
}

}  // namespace qs::app
