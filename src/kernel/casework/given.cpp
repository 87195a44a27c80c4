#include "kernel/casework/given.h"

#include "kernel/ledger/check.h"

namespace qs::casework {
namespace {

constexpr auto kClockSlack = std::chrono::minutes(5);  // phones are seldom exact

bool any(std::span<const Evidence> evidence, bool (*is)(const Evidence&)) {
  return std::any_of(evidence.begin(), evidence.end(), is);
}
bool photo(const Evidence& e) {
  return e.is_photo();
}
bool located(const Evidence& e) {
  return e.is_located();
}
bool document(const Evidence& e) {
  return !e.is_photo();
}

Result<void> check_needs(const Needs& needs, const Deed& deed) {
  if (needs.text && is_blank(deed.text)) return fail("a text is needed", "text");
  if (needs.photo && !any(deed.evidence, photo)) return fail("a photo is needed", "photo");
  if (needs.located && !any(deed.evidence, located))
    return fail("a photo is needed that says when and where it was taken",
                std::string(kNeedLocated));
  if (needs.document && !any(deed.evidence, document))
    return fail("a document is needed", "document");
  return {};
}

Result<void> check_names(const Setting& setting, const Action& action, const Deed& deed) {
  if (action.effect == Effect::assign) {
    if (deed.street.empty() && deed.unit.empty() && deed.user.empty())
      return fail("a street, a unit or a person must be named", "assign");
    if (!deed.user.empty() && std::none_of(setting.people.begin(), setting.people.end(),
                                           [&](auto& p) { return p.user == deed.user; }))
      return fail(fmt::format("there is nobody called '{}'", deed.user), "assign");
  }
  if (action.effect == Effect::invite && (deed.units.empty() || deed.units.size() > kMostUnits))
    return fail(fmt::format("1 to {} units are asked", kMostUnits), "units");
  if (action.effect != Effect::split) return {};
  if (deed.parts.size() < 2 || deed.parts.size() > kMostParts)
    return fail(fmt::format("a case is split into 2 to {} parts", kMostParts), "parts");
  for (const auto& part : deed.parts)
    if (is_blank(part.title) || (part.street.empty() && part.unit.empty()))
      return fail("each part has a title and a street or a unit", "parts");
  return {};
}

Result<void> check_proof(const Needs& proof, const Case& file, const Deed& deed) {
  auto missing = [](const char* text) -> Result<void> { return fail(text, "proof"); };
  if (proof.text && !file.has_text) return missing("nobody has written yet what was done");
  if (proof.photo && !file.has_photo && !any(deed.evidence, photo))
    return missing("there is no photo yet of what was done");
  if (proof.located && !file.has_located && !any(deed.evidence, located))
    return missing("there is no photo yet that says when and where it was taken");
  if (proof.document && !file.has_document && !any(deed.evidence, document))
    return missing("there is no document yet");
  return {};
}

Result<void> check_closing(const Workflow& workflow, const Case& file, const Around& around,
                           const Deed& deed, Instant now) {
  if (around.open_parts > 0)
    return fail(fmt::format("{} parts are not closed", around.open_parts), "open_parts");
  if (workflow.calm > Millis{0} && (!file.over_at || now - *file.over_at < workflow.calm))
    return fail(fmt::format("what opened it must have been over for {} minutes",
                            std::chrono::floor<std::chrono::minutes>(workflow.calm).count()),
                "calm");
  return check_proof(workflow.proof, file, deed);
}

}  // namespace

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

Result<void> check_given(const Setting& setting, const Case& file, const Around& around,
                         const Action& action, const Deed& deed, Instant now) {
  if (deed.text.size() > kLongestText)
    return fail(fmt::format("longer than {} bytes", kLongestText), "text");
  if (deed.evidence.size() > kMostEvidence)
    return fail(fmt::format("more than {} pieces of evidence", kMostEvidence), "evidence");
  if (auto fine = check_needs(action.needs, deed); !fine) return fine;
  if (auto fine = check_names(setting, action, deed); !fine) return fine;
  bool leads_on = !action.to.empty() && !action.returns;
  if (leads_on && !file.answering.empty())
    return fail(fmt::format("{} units have not answered", file.answering.size()), "answers");
  if (action.to != kClosed || action.effect == Effect::merge) return {};
  return check_closing(setting.workflow, file, around, deed, now);
}

std::vector<Evidence> doubted(const Workflow& workflow, const Case& file,
                              std::span<const Evidence> evidence, Instant now) {
  std::vector<Evidence> out(evidence.begin(), evidence.end());
  for (auto& e : out) {
    if (e.place && file.about.place &&
        metres_between(*e.place, *file.about.place) > workflow.near_m)
      e.doubts.emplace_back(kFar);
    if (e.taken_at && *e.taken_at < file.opened_at - kClockSlack) e.doubts.emplace_back(kEarly);
    if (e.taken_at && *e.taken_at > now + kClockSlack) e.doubts.emplace_back(kAhead);
  }
  return out;
}

Result<std::optional<ledger::Write>> subject_write(const Around& around, const Action& action,
                                                   const Deed& deed) {
  if (action.form.empty() && action.moves.empty()) return std::optional<ledger::Write>{};
  if (!around.kind || !around.subject)
    return fail("the record that the case is about is gone", "moves");
  const auto& kind = *around.kind;
  auto fields = around.subject->fields;
  for (const auto& name : action.form) {
    auto given = deed.form.find(name);
    if (given == deed.form.end() || std::holds_alternative<std::monostate>(given->second))
      return fail("must be filled in", "form." + name);
    fields[name] = given->second;
  }
  if (!action.moves.empty()) {
    auto state = around.subject->text(kind.state);
    // Somebody may have moved it on its own page: a record that is there already holds up nothing.
    auto way = std::find_if(kind.transitions.begin(), kind.transitions.end(), [&](auto& t) {
      return t.verb == action.moves &&
             (t.to == state || std::find(t.from.begin(), t.from.end(), state) != t.from.end());
    });
    if (way == kind.transitions.end())
      return fail(fmt::format("'{}' is not possible from '{}'", action.moves, state), "moves");
    fields[kind.state] = way->to;
  }
  auto faults = ledger::settle(kind, fields);
  if (!faults.empty()) return fail(faults.front().en, "form." + faults.front().field);
  return std::optional(ledger::Write{.kind = around.subject->kind,
                                     .id = around.subject->id,
                                     .fields = std::move(fields),
                                     .expected_revision = around.subject->revision});
}

}  // namespace qs::casework
