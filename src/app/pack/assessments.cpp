#include "app/pack/assessments.h"

#include <fmt/format.h>

#include "app/pack/toml.h"
#include "base/csv.h"
#include "base/digest.h"

namespace qs::app {
namespace {

using From = ScoreSource::From;
using plan::ScoreItem;

constexpr size_t kVersionDigits = 12;
constexpr int64_t kLongestAppeal = 60;  // working days

// One of the words that `known` knows; absent: `otherwise`.
template <class Word>
Word word(TomlTable& t, std::string_view key, std::string_view otherwise,
          std::optional<Word> (*known)(std::string_view)) {
  auto text = t.text(key, otherwise.empty());
  auto found = known(text.empty() ? otherwise : std::string_view(text));
  if (!found) t.fault(key, fmt::format("'{}' is no word of this key", text));
  return found.value_or(Word{});
}

ScoreSource source_of(TomlTable& t, plan::Way way) {
  constexpr std::pair<std::string_view, From> kSources[]{{"measure", From::measure},
                                                         {"rank", From::rank},
                                                         {"interviews", From::interviews},
                                                         {"tasks", From::tasks}};
  ScoreSource out;
  for (const auto& [key, from] : kSources) {
    auto name = t.text(key, false);
    if (name.empty()) continue;
    if (out.from != From::told) t.fault(key, "an item has one source");
    out = {from, name};
  }
  if ((out.from == From::told) != (way == plan::Way::told))
    t.fault("way", "what is told has no source, all else has one");
  if (t.has("fewest") && out.from != From::measure)
    t.fault("fewest", "only the values of a measure are counted");
  if (way == plan::Way::goal && out.from != From::measure)
    t.fault("way", "only a measure has a goal");
  return out;
}

ScoreItem item_of(TomlTable& t) {
  return {.id = t.text("id"),
          .name_zh = t.text("name_zh"),
          .name_en = t.text("name_en"),
          .unit = t.text("unit", false),
          .kind = word(t, "part", "base", plan::item_kind),
          .way = word(t, "way", "", plan::way),
          .missing = word(t, "missing", "spared", plan::missing),
          .points = t.number("points").value_or(0),
          .full = t.number("full").value_or(0),
          .none = t.number("none").value_or(0),
          .each = t.number("each").value_or(0),
          .fewest = static_cast<size_t>(std::max<int64_t>(t.integer("fewest").value_or(0), 0)),
          .clause = t.text("clause"),
          .confidence = t.text("confidence")};
}

void read_items(TomlTable& t, AssessmentLaw& law) {
  for (auto& row : t.tables("item")) {
    auto item = item_of(row);
    law.sources[item.id] = source_of(row, item.way);
    row.close();
    lay_over(law.scheme.items, std::move(item));
  }
  auto grades = t.tables("grade");
  if (!grades.empty()) law.scheme.grades.clear();
  for (auto& row : grades) {
    law.scheme.grades.push_back({.id = row.text("id"),
                                 .name_zh = row.text("name_zh"),
                                 .name_en = row.text("name_en"),
                                 .least = row.number("least").value_or(0)});
    row.close();
  }
}

void read_head(TomlTable& t, AssessmentLaw& law, bool fresh) {
  auto lay = [&](std::string_view key, std::string& field, bool required) {
    if (auto text = t.text(key, required && fresh); !text.empty()) field = text;
  };
  lay("name_zh", law.name_zh, true);
  lay("name_en", law.name_en, true);
  lay("clause", law.clause, true);
  lay("confidence", law.confidence, true);
  lay("quote", law.quote, false);
  lay("quote_place", law.quote_place, false);
  if (auto who = t.text("who", fresh); !who.empty()) {
    if (who != "streets" && who != "units") t.fault("who", "is none of streets, units");
    law.who = who == "units" ? AssessmentLaw::Who::units : AssessmentLaw::Who::streets;
  }
  if (t.has("unit_kinds")) law.unit_kinds = t.words("unit_kinds");
  auto days = t.integer("appeal_days").value_or(law.appeal_days);
  if (days < 1 || days > kLongestAppeal)
    t.fault("appeal_days", fmt::format("is not within 1..{}", kLongestAppeal));
  else
    law.appeal_days = static_cast<int>(days);
}

}  // namespace

std::optional<AssessmentLaw> assessment_of(std::string_view text, const std::string& place,
                                           const PlanningLaw& inherited, standard::Faults& faults) {
  auto toml = parse_toml(text, place, faults);
  if (!toml) return std::nullopt;
  TomlTable t(*toml, place, faults);
  auto id = t.text("id");
  auto known = inherited.assessment(id);
  AssessmentLaw law = known ? *known : AssessmentLaw{};
  law.id = id;
  law.place = place;
  law.version = sha256_hex(law.version + std::string(text)).substr(0, kVersionDigits);
  read_head(t, law, !known);
  read_items(t, law);
  t.close();
  if (auto fine = plan::check_scheme(law.scheme); !fine) faults.add(fine.error().message(), place);
  return law;
}

void read_assessments(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  for (const auto& file : files_in(layer / "assessments", ".toml")) {
    auto place = file.lexically_normal().string();
    auto text = read_file(file);
    if (!text) {
      faults.add(text.error().text, place);
      continue;
    }
    auto law = assessment_of(*text, place, pack.planning, faults);
    if (!law) continue;
    if (law->id != file.stem().string())
      faults.add(fmt::format("'{}' stands in a file of another name", law->id), place);
    lay_over(pack.planning.assessments, std::move(*law));
  }
}

void check_assessments(const Pack& pack, standard::Faults& faults) {
  auto unit = pack.kind("unit");
  auto kinds = unit ? unit->field("kind") : nullptr;
  for (const auto& law : pack.planning.assessments) {
    auto fault = [&](std::string text) { faults.add(std::move(text), law.place); };
    for (const auto& [item, source] : law.sources) {
      bool ranked = source.from == From::rank || source.from == From::interviews;
      if (source.from == From::measure && !pack.planning.measure(source.name))
        fault(fmt::format("{}: planning.toml has no measure '{}'", item, source.name));
      if (ranked && !pack.planning.ranking(source.name))
        fault(fmt::format("{}: planning.toml has no ranking '{}'", item, source.name));
      if (source.from == From::tasks && source.name != "red" && source.name != "yellow")
        fault(fmt::format("{}: tasks are red or yellow", item));
      bool of_streets = law.who == AssessmentLaw::Who::streets;
      if ((ranked && !of_streets) || (source.from == From::tasks && of_streets))
        fault(fmt::format("{}: streets are ranked, units lead tasks", item));
    }
    for (const auto& one : law.unit_kinds)
      if (!kinds || !kinds->choice(one)) fault(fmt::format("there is no kind of unit '{}'", one));
    if ((law.who == AssessmentLaw::Who::units) == law.unit_kinds.empty())
      fault("unit_kinds belongs to units, and units need it");
  }
}

}  // namespace qs::app
