#include "app/consequences.h"

#include <set>

#include "app/all_records.h"
#include "base/json.h"
#include "kernel/ledger/check.h"

namespace qs::app {

using ledger::Fields;
using ledger::FollowUp;
using ledger::Kind;
using ledger::Record;
using ledger::Write;
using oversight::kAppealKind;
using oversight::kConfirmed;
using oversight::kCreditKind;
using oversight::kEventKind;
using oversight::kRepaired;

// The commit as it grows, found by what it writes.
struct Consequences::Draft {
  std::vector<Write>& writes;
  Day today;
  std::map<std::pair<std::string, std::string>, size_t> places = {};
  std::set<std::string> firms = {};  // whose credit may be another afterwards
};

namespace {

constexpr size_t kMostFollowing = 200'000;  // from one commit, so that nothing follows for ever

Day before(Day day) {
  return std::chrono::sys_days(day) - std::chrono::days{1};
}

std::string events_json(const oversight::Credit& credit, const oversight::CreditLaw& law) {
  auto out = Json::array();
  for (const auto& event : credit.counted) {
    auto kind = law.event(event.event);
    out.push_back({{"what", kind ? kind->name_zh : event.event},
                   {"day", iso(event.day)},
                   {"points", event.points},
                   {"until", iso(event.until)},
                   {"event", event.id}});
  }
  return out.dump();
}

Fields credit_fields(const Record& firm, const oversight::Credit& credit,
                     const oversight::CreditLaw& law, Day today) {
  Fields out{{"firm", firm.id},
             {"year", static_cast<int64_t>(static_cast<int>(today.year()))},
             {"grade", credit.grade},
             {"score", static_cast<double>(credit.score)},
             {"events", events_json(credit, law)},
             {"blacklisted", credit.band == "blacklist"},
             {"version", law.version},
             {"decided_on", iso(today)}};
  if (auto street = firm.text("street"); !street.empty()) out["street"] = street;
  if (!credit.band.empty()) out["band"] = credit.band;
  if (credit.changes_on) out["valid_until"] = iso(before(*credit.changes_on));
  if (firm.flag("simulated")) out["simulated"] = true;
  return out;
}

}  // namespace

Result<void> Consequences::add_to(std::vector<Write>& writes, Instant now) const {
  if (std::ranges::none_of(writes, [&](const Write& w) { return concerns(w.kind); })) return {};
  Draft draft{.writes = writes, .today = day_of(now)};
  const size_t most = writes.size() + kMostFollowing;
  for (size_t i = 0; i < writes.size(); ++i) draft.places[{writes[i].kind, writes[i].id}] = i;
  for (size_t i = 0; i < writes.size(); ++i) {
    if (auto done = follow(draft, i); !done) return done;
    if (writes.size() > most)
      return fail(fmt::format("more than {} records would follow", kMostFollowing));
  }
  for (const auto& firm : draft.firms) {
    auto credit = rate(draft, firm);
    if (!credit) return tl::unexpected(credit.error());
    if (*credit) writes.push_back(std::move(**credit));
  }
  return {};
}

bool Consequences::concerns(std::string_view kind) const {
  auto from = [&](const FollowUp& one) { return one.kind == kind; };
  return kind == kEventKind || kind == kAppealKind || kind == oversight::kTaskKind ||
         std::ranges::any_of(law_.follow_ups, from) ||
         std::ranges::any_of(law_.credit_sources, from);
}

Result<void> Consequences::follow(Draft& draft, size_t place) const {
  auto kind = records_.kind(draft.writes[place].kind);
  if (!kind || !concerns(kind->name)) return {};
  auto before = records_.get(kind->name, draft.writes[place].id);
  if (!before) return tl::unexpected(before.error());
  const Record* stood = *before ? &**before : nullptr;
  if (stood && kind->name == kEventKind) draft.firms.insert(stood->text("firm"));
  if (draft.writes[place].verb != Write::Verb::put) return {};
  if (auto done = complete(draft, draft.writes[place], stood); !done) return done;
  Record after{kind->name, draft.writes[place].id, 0, draft.writes[place].fields};
  for (const auto* list : {&law_.follow_ups, &law_.credit_sources})
    for (const auto& one : *list) {
      if (one.kind != kind->name) continue;
      bool met = stood && ledger::meets(one, *kind, stood->fields);
      if (!one.makes.empty()) {
        if (auto done = make(draft, one, *kind, stood, after); !done) return done;
      } else if (!met && ledger::meets(one, *kind, after.fields)) {
        if (auto done = change(draft, one, after); !done) return done;
      }
    }
  return {};
}

// What a written record lacks that the law says, and what the law does not let pass.
Result<void> Consequences::complete(Draft& draft, Write& write, const Record* before) const {
  if (write.kind == kEventKind) {
    law_.complete(write.fields);
    Record event{write.kind, write.id, 0, write.fields};
    draft.firms.insert(event.text("firm"));
    bool repaired = event.text("state") == kRepaired;
    if (repaired && (!before || before->text("state") != kRepaired))
      return check_repair(draft, event);
  }
  if (write.kind == kAppealKind && !before) return check_appeal(draft, write.fields);
  if (write.kind != oversight::kTaskKind) return {};
  auto checked = parse_day(Record{{}, {}, 0, write.fields}.text("checked_on"));
  if (!checked || law_.draw.publish_days == 0) return {};
  casework::TimeLimit within{
      .plain = {}, .working_days = static_cast<int>(law_.draw.publish_days), .working = {}};
  // The end of the last day is the beginning of the one after.
  auto end = calendar_.due(start_of(*checked), within);
  write.fields["publish_by"] = iso(day_of(end - Millis{1}));
  return {};
}

Result<void> Consequences::check_appeal(const Draft& draft, const Fields& fields) const {
  Record appeal{{}, {}, 0, fields};
  auto event = standing(draft, std::string(kEventKind), appeal.text("event"));
  if (!event) return tl::unexpected(event.error());
  if (!*event || (*event)->text("firm") != appeal.text("firm"))
    return fail("is no event of this firm", "event");
  return {};
}

Result<void> Consequences::check_repair(const Draft& draft, const Record& event) const {
  auto events = events_of(draft, event.text("firm"));
  if (!events) return tl::unexpected(events.error());
  auto from = oversight::repair_from(law_.credit, oversight::event_of(event, law_.credit), *events);
  if (draft.today < from)
    return fail(
        fmt::format("may be repaired from {} on: so long nothing new may have happened", iso(from)),
        "form.decided_on");
  return {};
}

Result<void> Consequences::make(Draft& draft, const FollowUp& follow, const Kind& kind,
                                const Record* before, const Record& after) const {
  auto target = records_.kind(follow.makes);
  if (!target) return fail(fmt::format("no kind '{}' is declared", follow.makes));
  bool met = before && ledger::meets(follow, kind, before->fields);
  bool meets = ledger::meets(follow, kind, after.fields);
  if (!meets && !met) return {};
  auto id = ledger::made_id(follow, after.id);
  auto made = standing(draft, target->name, id);
  if (!made) return tl::unexpected(made.error());
  Record record = *made ? **made : Record{target->name, id, 0, {}};
  if (!*made && !meets) return {};
  if (!*made) ledger::fill_in(*target, record.fields);
  if (!meets)
    ledger::lay_typed(*target, follow.undo, record.fields);
  else if (*made && met)
    ledger::lay_copies(follow, after, record.fields);
  else
    ledger::lay_follow(follow, *target, after, record.fields);
  return put(draft, *target, std::move(record));
}

Result<void> Consequences::change(Draft& draft, const FollowUp& follow, const Record& after) const {
  auto target = records_.kind(follow.changes);
  if (!target) return fail(fmt::format("no kind '{}' is declared", follow.changes));
  auto id = follow.through == "id" ? after.id : after.text(follow.through);
  auto record = standing(draft, target->name, id);
  if (!record) return tl::unexpected(record.error());
  if (!*record) return fail("what it refers to is gone", follow.through);
  ledger::lay_follow(follow, *target, after, (*record)->fields);
  return put(draft, *target, std::move(**record));
}

Result<void> Consequences::put(Draft& draft, const Kind& kind, Record record) const {
  auto faults = ledger::settle(kind, record.fields);
  if (!faults.empty())
    return fail(fmt::format("{}: {}", kind.label_en, faults.front().en), faults.front().field);
  auto [place, fresh] = draft.places.try_emplace({record.kind, record.id}, draft.writes.size());
  if (!fresh) {
    draft.writes[place->second].fields = std::move(record.fields);
    return {};
  }
  draft.writes.push_back({.kind = record.kind,
                          .id = record.id,
                          .fields = std::move(record.fields),
                          .expected_revision = record.revision});
  return {};
}

// As it will be after the commit, as far as that is known.
Consequences::Maybe Consequences::standing(const Draft& draft, const std::string& kind,
                                           const std::string& id) const {
  auto record = records_.get(kind, id);
  if (!record) return record;
  auto place = draft.places.find({kind, id});
  if (place == draft.places.end()) return record;
  const auto& write = draft.writes[place->second];
  if (write.verb != Write::Verb::put) return std::optional<Record>{};
  return std::optional(Record{kind, id, *record ? (*record)->revision : 0, write.fields});
}

Result<std::vector<oversight::Event>> Consequences::events_of(const Draft& draft,
                                                              const std::string& firm) const {
  auto kept = all_records(records_, std::string(kEventKind), {{.field = "firm", .value = firm}});
  if (!kept) return tl::unexpected(kept.error());
  std::vector<oversight::Event> out;
  for (const auto& record : *kept)
    if (!draft.places.contains({record.kind, record.id}))
      out.push_back(oversight::event_of(record, law_.credit));
  for (const auto& write : draft.writes) {
    Record record{write.kind, write.id, 0, write.fields};
    if (write.kind == kEventKind && write.verb == Write::Verb::put && record.text("firm") == firm)
      out.push_back(oversight::event_of(record, law_.credit));
  }
  std::ranges::sort(out, {}, [](const auto& e) { return std::pair(e.day, e.id); });
  return out;
}

Result<std::optional<Write>> Consequences::rate(const Draft& draft, const std::string& firm) const {
  std::optional<Write> none;
  auto record = records_.get("firm", firm);
  if (!record) return tl::unexpected(record.error());
  if (!*record) return none;
  auto events = events_of(draft, firm);
  if (!events) return tl::unexpected(events.error());
  auto credit = oversight::credit_of(law_.credit, *events, draft.today);
  auto fields = credit_fields(**record, credit, law_.credit, draft.today);
  auto id = fmt::format("{}-{}", firm, static_cast<int>(draft.today.year()));
  auto known = records_.get(kCreditKind, id);
  if (!known) return tl::unexpected(known.error());
  if (!*known && events->empty()) return none;
  auto kind = records_.kind(kCreditKind);
  if (!kind) return none;
  if (auto faults = ledger::settle(*kind, fields); !faults.empty())
    return fail(faults.front().en, faults.front().field);
  if (*known) {
    auto same = fields;
    same["decided_on"] = (*known)->fields["decided_on"];
    if (same == (*known)->fields) return none;
  }
  return std::optional(Write{.kind = std::string(kCreditKind),
                             .id = std::move(id),
                             .fields = std::move(fields),
                             .expected_revision = *known ? (*known)->revision : 0});
}

Result<std::optional<Write>> Consequences::event_of(const FollowUp& source,
                                                    const Record& record) const {
  std::optional<Write> none;
  auto kind = records_.kind(record.kind), target = records_.kind(source.makes);
  if (!kind || !target || !ledger::meets(source, *kind, record.fields)) return none;
  auto id = ledger::made_id(source, record.id);
  auto known = records_.get(target->name, id);
  if (!known) return tl::unexpected(known.error());
  if (*known) return none;
  Fields fields;
  ledger::fill_in(*target, fields);
  ledger::lay_follow(source, *target, record, fields);
  return std::optional(Write{.kind = target->name,
                             .id = std::move(id),
                             .fields = std::move(fields),
                             .expected_revision = 0});
}

Result<std::optional<Write>> Consequences::credit_write(const std::string& firm,
                                                        Instant now) const {
  std::vector<Write> nothing;
  return rate(Draft{.writes = nothing, .today = day_of(now)}, firm);
}

}  // namespace qs::app
