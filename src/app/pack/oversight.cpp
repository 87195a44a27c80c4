#include "app/pack/oversight.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/pack/layer.h"
#include "app/pack/toml.h"
#include "base/csv.h"
#include "base/digest.h"

namespace qs::app {
namespace {

using ledger::FollowUp;
using ledger::When;

constexpr double kPermille = 1000;
constexpr int64_t kLeastGroupWeight = 1, kMostTenths = 1000, kMostHours = 24 * 30;
constexpr size_t kVersionDigits = 12;

struct Text {
  std::string text, place;
  toml::table table;
};

// A file that a layer may bring.
std::optional<Text> text_of(const std::filesystem::path& file, standard::Faults& faults) {
  if (!std::filesystem::exists(file)) return std::nullopt;
  auto place = file.lexically_normal().string();
  auto text = read_file(file);
  if (!text) {
    faults.add(text.error().text, place);
    return std::nullopt;
  }
  auto table = parse_toml(*text, place, faults);
  if (!table) return std::nullopt;
  return Text{std::move(*text), std::move(place), std::move(*table)};
}

std::string version_of(const Text& text) {
  return sha256_hex(text.text).substr(0, kVersionDigits);
}

int64_t whole(TomlTable& t, std::string_view key, int64_t least, int64_t most) {
  auto value = t.integer(key);
  if (!value || *value < least || *value > most)
    t.fault(key, fmt::format("must be a whole number within {}..{}", least, most));
  return value.value_or(least);
}

std::map<std::string, std::string> texts_of(TomlTable& whole, std::string_view key) {
  std::map<std::string, std::string> out;
  auto t = whole.table(key);
  if (!t) return out;
  for (const auto& name : t->keys()) out[name] = t->text(name);
  t->close();
  return out;
}

// ---- the draw ----

oversight::GroupLaw group_of(TomlTable t) {
  oversight::GroupLaw group{.id = t.text("id")};
  bool by_share = t.has("share");
  if (by_share == t.has("per_inspector"))
    t.fault("share", "or per_inspector is needed, one of both");
  if (by_share) {
    auto share = t.number("share").value_or(0);
    if (share <= 0 || share > 1) t.fault("share", "must be above 0 and at most 1");
    group.share_permille = std::llround(share * kPermille);
  } else {
    group.per_inspector = whole(t, "per_inspector", 1, kMostTenths);
  }
  group.every_year = t.flag("every_year");
  t.close();
  return group;
}

void read_weight(TomlTable t, oversight::DrawLaw& law) {
  if (auto grades = t.table("grades")) {
    for (const auto& name : grades->keys())
      law.grade_tenths[name] = whole(*grades, name, kLeastGroupWeight, kMostTenths);
    grades->close();
  }
  law.complaint_tenths = whole(t, "complaint", 0, kMostTenths);
  law.most_complaints = whole(t, "most_complaints", 0, kMostTenths);
  law.risk_times = whole(t, "risk", 1, kMostTenths);
  law.risk_grades = t.words("risk_grades");
  law.most_months = whole(t, "most_months", 1, kMostTenths);
  law.months_unknown = whole(t, "months_unknown", 1, law.most_months);
  t.close();
}

void read_visits(TomlTable t, oversight::DrawLaw& law) {
  law.visits = whole(t, "usual", 1, oversight::kQuarters);
  law.more_visits = whole(t, "more", law.visits, oversight::kQuarters);
  law.double_grades = t.words("grades");
  t.close();
}

// ---- credit ----

// What makes an event: `from` of its declaration.
FollowUp source_of(TomlTable t, const std::string& event, bool confirmed) {
  FollowUp out{
      .id = event,
      .kind = t.text("kind"),
      .states = t.words("states"),
      .when = whens_of(t, "when"),
      .needs = {"firm"},
      .amount = t.text("amount", false),
      .least = t.number("least"),
      .below = t.number("below"),
      .makes = std::string(oversight::kEventKind),
      .changes = {},
      .through = {},
      .copy = {{"firm", "firm"},
               {"street", "street"},
               {"simulated", "simulated"},
               {"day", t.text("day")},
               {"origin", std::string(ledger::kRecord)}},
      .set = {{"event", event},
              {"state", std::string(confirmed ? oversight::kConfirmed : oversight::kProposed)}},
      .undo = {{"state", std::string(oversight::kRevoked)}},
      .place = t.place()};
  t.close();
  return out;
}

HoursOver hours_of(TomlTable t, std::string event) {
  HoursOver out{std::move(event), t.words("rules"), t.words("outlets"),
                t.number("hours").value_or(0)};
  if (out.hours <= 0) t.fault("hours", "must be above 0");
  t.close();
  return out;
}

oversight::EventLaw event_of(TomlTable t, OversightLaw& law) {
  oversight::EventLaw event{.id = t.text("id"),
                            .name_zh = t.text("name_zh"),
                            .name_en = t.text("name_en"),
                            .points = whole(t, "points", -law.credit.start, law.credit.start),
                            .months = whole(t, "months", 1, kMostTenths),
                            .repair_months = whole(t, "repair_months", 0, kMostTenths),
                            .penalty = t.flag("penalty"),
                            .bad = t.flag("bad"),
                            .clause = t.text("clause", false),
                            .confidence = t.text("confidence", false)};
  bool confirmed = !t.flag("confirm");
  if (auto from = t.table("from"))
    law.credit_sources.push_back(source_of(*from, event.id, confirmed));
  if (auto missed = t.table("missed")) {
    law.missed.push_back({event.id, missed->text("kind"), missed->text("duty")});
    missed->close();
  }
  if (auto over = t.table("alerts")) law.over.push_back(hours_of(*over, event.id));
  if (law.credit.event(event.id)) t.fault("id", fmt::format("'{}' stands twice", event.id));
  t.close();
  return event;
}

void read_grades(TomlTable t, oversight::CreditLaw& law) {
  law.honest_from = t.number("honest").value_or(0);
  law.good_from = t.number("good").value_or(0);
  law.warning_from = t.number("warning").value_or(0);
  law.honest_months = whole(t, "honest_months", 0, kMostTenths);
  if (!(law.warning_from < law.good_from && law.good_from < law.honest_from))
    t.fault("honest", "the grades must rise: warning, good, honest");
  t.close();
}

oversight::Band band_of(TomlTable t) {
  oversight::Band band{.id = t.text("id"),
                       .name_zh = t.text("name_zh"),
                       .name_en = t.text("name_en"),
                       .below = t.number("below").value_or(0),
                       .clause = t.text("clause"),
                       .confidence = t.text("confidence")};
  t.close();
  return band;
}

FollowUp follow_of(TomlTable& t) {
  FollowUp out{.id = t.text("id"),
               .kind = t.text("kind"),
               .states = t.words("states"),
               .when = whens_of(t, "when"),
               .needs = t.words("needs"),
               .amount = t.text("amount", false),
               .least = t.number("least"),
               .below = t.number("below"),
               .makes = t.text("makes", false),
               .changes = t.text("changes", false),
               .through = t.text("through", false),
               .copy = texts_of(t, "copy"),
               .set = texts_of(t, "set"),
               .undo = texts_of(t, "undo"),
               .place = t.place()};
  t.close();
  return out;
}

const ledger::Field* choice_of(const Pack& pack, std::string_view kind, std::string_view field) {
  auto declared = pack.kind(kind);
  return declared ? declared->field(field) : nullptr;
}

}  // namespace

void read_draw_law(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto text = text_of(layer / "inspection_draw.toml", faults);
  if (!text) return;
  TomlTable t(text->table, text->place, faults);
  oversight::DrawLaw law{.version = version_of(*text)};
  law.confidence = t.text("confidence");
  law.clause = t.text("clause");
  law.states = t.words("states");
  law.most_visits = whole(t, "most_visits", 1, kMostTenths);
  law.publish_days = whole(t, "publish_days", 1, kMostTenths);
  law.commit_hours = whole(t, "commit_hours", 1, kMostHours);
  law.reveal_hours = whole(t, "reveal_hours", 1, kMostHours);
  for (auto& row : t.tables("group")) law.groups.push_back(group_of(row));
  if (law.groups.empty()) t.fault("group", "at least one class is drawn");
  if (auto weight = t.table("weight")) read_weight(*weight, law);
  if (auto visits = t.table("visits")) read_visits(*visits, law);
  pack.oversight.items.clear();
  for (auto& row : t.tables("item")) {
    pack.oversight.items.push_back({row.text("id"), row.text("name_zh"), row.text("name_en")});
    row.close();
  }
  t.close();
  pack.oversight.draw = std::move(law);
}

void read_credit_law(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto text = text_of(layer / "credit.toml", faults);
  if (!text) return;
  TomlTable t(text->table, text->place, faults);
  auto& law = pack.oversight;
  law.credit_sources.clear();
  law.missed.clear();
  law.over.clear();
  law.credit = {.version = version_of(*text)};
  law.credit.confidence = t.text("confidence");
  law.credit.clause = t.text("clause");
  law.credit.start = whole(t, "start", 1, kMostTenths);
  if (auto grades = t.table("grades"))
    read_grades(*grades, law.credit);
  else
    t.fault("grades", "is missing");
  for (auto& row : t.tables("band")) law.credit.bands.push_back(band_of(row));
  std::sort(law.credit.bands.begin(), law.credit.bands.end(),
            [](const auto& a, const auto& b) { return a.below < b.below; });
  for (auto& row : t.tables("event")) {
    auto event = event_of(row, law);
    law.credit.events.push_back(std::move(event));
  }
  t.close();
}

void read_follow_ups(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  lay_rows_over(pack.oversight.follow_ups, layer / "follow_ups.toml", "follow", faults, follow_of);
}

void check_oversight(const Pack& pack, standard::Faults& faults) {
  const auto& law = pack.oversight;
  for (const auto* list : {&law.follow_ups, &law.credit_sources})
    for (const auto& follow : *list)
      for (auto& fault : ledger::check_follow(follow, pack.kinds))
        faults.list.push_back(std::move(fault));
  auto known = [&](std::string_view kind, std::string_view field, const std::string& value,
                   const char* file) {
    auto declared = choice_of(pack, kind, field);
    if (declared && !declared->choice(value))
      faults.add(fmt::format("{}.{} has no choice '{}'", kind, field, value), file);
  };
  for (const auto& event : law.credit.events)
    known(oversight::kEventKind, "event", event.id, "credit.toml");
  for (const auto& band : law.credit.bands)
    known(oversight::kCreditKind, "band", band.id, "credit.toml");
  for (const auto& group : law.draw.groups)
    known("firm", "control_class", group.id, "inspection_draw.toml");
  for (const auto& state : law.draw.states) known("firm", "state", state, "inspection_draw.toml");
  for (const auto& missed : law.missed) {
    auto kind = pack.kind(missed.kind);
    if (!kind || std::none_of(kind->duties.begin(), kind->duties.end(),
                              [&](const auto& duty) { return duty.id == missed.duty; }))
      faults.add(fmt::format("'{}': {} has no duty '{}'", missed.event, missed.kind, missed.duty),
                 "credit.toml");
  }
}

}  // namespace qs::app
