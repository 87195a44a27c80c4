#include "app/pack/workflows.h"

#include <fmt/format.h>

#include "app/pack/conduct.h"
#include "app/pack/layer.h"
#include "app/pack/toml.h"
#include "base/csv.h"
#include "base/digest.h"
#include "base/duration.h"

namespace qs::app {
namespace {

constexpr size_t kVersionDigits = 12;

casework::Needs needs(TomlTable& t, std::string_view key) {
  auto needs = casework::needs_of(t.words(key));
  if (!needs) t.fault(key, needs.error().text);
  return needs.value_or(casework::Needs{});
}

casework::TimeLimit limit(TomlTable& t, std::string_view key, bool required) {
  return parsed<casework::TimeLimit>(t, key, required, casework::parse_time_limit);
}

casework::Action action_of(TomlTable t) {
  casework::Action a;
  a.verb = t.text("verb");
  a.label_zh = t.text("label_zh");
  a.label_en = t.text("label_en");
  a.to = t.text("to", false);
  a.needs = needs(t, "needs");
  a.role = t.text("role", false);
  a.returns = t.flag("returns");
  if (auto word = t.text("does", false); !word.empty()) {
    auto effect = casework::effect_of(word);
    if (!effect) t.fault("does", effect.error().text);
    a.effect = effect.value_or(casework::Effect::none);
  }
  a.extend = limit(t, "extend", false);
  a.form = t.words("form");
  a.moves = t.text("moves", false);
  t.close();
  return a;
}

casework::Step step_of(TomlTable t) {
  casework::Step s;
  s.id = t.text("id");
  s.name_zh = t.text("name_zh");
  s.name_en = t.text("name_en");
  s.roles = t.words("roles");
  s.own_area = t.flag("own_area");
  s.own_unit = t.flag("own_unit");
  s.on_duty = t.flag("on_duty");
  s.limit = limit(t, "limit", true);
  for (const auto& word : t.words("remind"))
    if (auto before = parse_duration(word))
      s.remind.push_back(*before);
    else
      t.fault("remind", before.error().text);
  for (auto& row : t.tables("escalate")) {
    s.escalate.push_back({duration(row, "after", true), row.text("role")});
    row.close();
  }
  for (auto& row : t.tables("action")) s.actions.push_back(action_of(row));
  t.close();
  return s;
}

casework::Opener opener_of(TomlTable t) {
  casework::Opener opener{t.text("kind"), t.words("states"), when_of(t, "when")};
  if (t.has("unit")) opener.unit = t.text("unit");
  opener.due = t.text("due", false);
  t.close();
  return opener;
}

casework::LookBack look_back_of(TomlTable t) {
  casework::LookBack again{limit(t, "after", true), t.text("step")};
  t.close();
  return again;
}

}  // namespace

std::optional<casework::Workflow> workflow_of(std::string_view text, const std::string& place,
                                              standard::Faults& faults, std::string_view name) {
  auto toml = parse_toml(text, place, faults);
  if (!toml) return std::nullopt;
  casework::Workflow w;
  w.place = place;
  w.text = text;
  w.version = sha256_hex(text).substr(0, kVersionDigits);
  TomlTable t(*toml, place, faults);
  w.id = t.text("id");
  if (!name.empty() && w.id != name)
    t.fault("id", fmt::format("'{}' stands in a file of another name", w.id));
  w.name_zh = t.text("name_zh");
  w.name_en = t.text("name_en");
  w.limit = limit(t, "limit", true);
  w.rejoin = duration(t, "rejoin");
  w.proof = needs(t, "proof");
  w.calm = duration(t, "calm");
  w.by_hand = t.words("by_hand");
  if (auto metres = t.number("near_m")) w.near_m = *metres;
  if (auto opener = t.table("opens")) w.opener = opener_of(*opener);
  if (auto again = t.table("look_back")) w.look_back = look_back_of(*again);
  if (auto steps = t.table("migrate")) {
    for (const auto& from : steps->keys()) w.migrate[from] = steps->text(from);
    steps->close();
  }
  for (auto& row : t.tables("step")) w.steps.push_back(step_of(row));
  t.close();
  return w;
}

void read_workflows(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  for (const auto& file : files_in(layer / "workflows", ".toml")) {
    auto place = file.lexically_normal().string();
    auto text = read_file(file);
    if (!text) {
      faults.add(text.error().text, place);
      continue;
    }
    auto workflow = workflow_of(*text, place, faults, file.stem().string());
    if (workflow) lay_over(pack.workflows, std::move(*workflow));
  }
}

}  // namespace qs::app
