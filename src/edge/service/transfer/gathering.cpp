#include "edge/service/transfer/gathering.h"

#include "base/digest.h"
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/citizens/public_report.h"
#include "edge/service/registers/fields_json.h"
#include "edge/service/registers/people.h"
#include "edge/service/registers/personal.h"
#include "edge/service/registers/standing.h"
#include "edge/service/registers/view.h"
#include "edge/service/room.h"
#include "exhibit/story.h"
#include "kernel/casework/case.h"

namespace qs::service {
namespace {

using ledger::Record;

constexpr size_t kMostCases = 50, kMostStatements = 100, kMostEntries = 5'000;
constexpr size_t kMostNaming = 200;  // records of one kind that name a case or a station
constexpr std::string_view kAlertKind = "alert", kStationKind = "station";
constexpr std::string_view kEvidenceKind = "evidence";
// Records that a transfer names, by the field in which it does: their history is part of the story.
constexpr std::array<std::string_view, 2> kSources{"inspection", "penalty"};
constexpr std::string_view kStatementKind = "statement";  // 执法笔录, of the inspection

std::string key_of(std::string_view kind, std::string_view id) {
  return fmt::format("{}/{}", kind, id);
}

class Gathering {
 public:
  Gathering(Service::Room& room, const Call& call)
      : room_(room), call_(call), reads_(call), people_(room) {}

  Maybe<Gathered> run(const Record& transfer) {
    if (auto done = add_record(transfer); !done) return tl::unexpected(done.error());
    for (auto source : kSources)
      if (auto id = transfer.text(source); !id.empty())
        if (auto done = add_source(source, id); !done) return tl::unexpected(done.error());
    if (auto done = add_statements(transfer.text("inspection")); !done)
      return tl::unexpected(done.error());
    if (auto done = add_cases(transfer.text("case")); !done) return tl::unexpected(done.error());
    return finish();
  }

  Maybe<Gathered> run_case(const Record& file) {
    if (auto done = add_alert(file.text("alert")); !done) return tl::unexpected(done.error());
    auto subject = file.text("subject");
    if (auto slash = subject.find('/'); slash != subject.npos)
      if (auto done = add_source(subject.substr(0, slash), subject.substr(slash + 1)); !done)
        return tl::unexpected(done.error());
    if (auto done = add_naming(casework::kCaseKind, file.id); !done)
      return tl::unexpected(done.error());
    if (auto site = file.text("site"); !site.empty())
      if (auto done = add_naming(kStationKind, site); !done) return tl::unexpected(done.error());
    if (auto done = add_case(file); !done) return tl::unexpected(done.error());
    return finish();
  }

 private:
  Maybe<Gathered> finish() {
    if (entries_.size() > kMostEntries)
      return refuse(422, fmt::format("its story has more than {} entries", kMostEntries),
                    "entries");
    Gathered out{.entries = {}, .items = {}, .personal = personal_};
    std::vector<Json> told;
    for (auto& [when, entry] : entries_) {
      for (const auto& one : entry["evidence"])
        if (auto done = add_item(out.items, one["sha256"], entry["about"]); !done)
          return tl::unexpected(done.error());
      told.push_back(std::move(entry));
    }
    out.entries = exhibit::chained(std::move(told));
    if (auto written = reads_.write(room_); !written) return tl::unexpected(written.error());
    return out;
  }

  // What only the program writes is on no register; who may read the case may read its alert.
  Maybe<void> add_alert(const std::string& id) {
    if (id.empty()) return {};
    auto alert = find(room_, kAlertKind, id);
    if (!alert) return tl::unexpected(alert.error());
    return add_record(*alert);
  }

  // The records of every register, as far as the asker sees them, that name this one.
  Maybe<void> add_naming(std::string_view target, const std::string& id) {
    for (auto kind : shelved_kinds(room_)) {
      auto view = View::of(room_, call_.actor, kind->name);
      if (!view) continue;  // not for this asker
      for (const auto& field : kind->fields)
        if (field.type == ledger::FieldType::reference && field.target == target)
          if (auto done = add_by(*view, field.name, id); !done) return done;
    }
    return {};
  }

  Maybe<void> add_by(const View& view, const std::string& field, const std::string& id) {
    ledger::Query asked{.kind = view.kind().name,
                        .where = {{field, ledger::Op::equal, id, {}}},
                        .limit = kMostNaming};
    view.keep_within(asked);
    auto found = query(room_, asked);
    if (!found) return tl::unexpected(found.error());
    for (const auto& one : *found)
      if (auto done = add_record(one); !done) return done;
    return {};
  }

  Maybe<void> add_source(std::string_view kind, const std::string& id) {
    auto view = View::of(room_, call_.actor, kind);
    if (!view) return tl::unexpected(view.error());
    auto record = find_reached(room_, *view, id);
    if (!record) return tl::unexpected(record.error());
    return add_record(*record);
  }

  Maybe<void> add_statements(const std::string& inspection) {
    if (inspection.empty()) return {};
    auto found = query(room_, {.kind = std::string(kStatementKind),
                               .where = {{"inspection", ledger::Op::equal, inspection, {}}},
                               .order_by = "begun_at",
                               .limit = kMostStatements + 1});
    if (!found) return tl::unexpected(found.error());
    if (found->size() > kMostStatements)
      return refuse(422, fmt::format("more than {} statements", kMostStatements), inspection);
    for (const auto& one : *found)
      if (auto done = add_source(kStatementKind, one.id); !done) return done;
    return {};
  }

  // Every revision, as far as it changed something that may be shown.
  Maybe<void> add_record(const Record& record) {
    auto kind = room_.seams.records.kind(record.kind);
    auto history = lift(room_.seams.records.history(record.kind, record.id));
    if (!history) return tl::unexpected(history.error());
    subjects_.push_back(key_of(record.kind, record.id));
    std::vector<Record> seen;
    ledger::Fields before;
    for (const auto& revision : *history) {
      auto now = visible(*kind, {record.kind, record.id, revision.number, revision.fields});
      auto changed = now.fields;
      std::erase_if(changed, [&](const auto& entry) {
        auto it = before.find(entry.first);
        return it != before.end() && it->second == entry.second;
      });
      Json entry{{"at", iso(revision.when)},
                 {"about", subjects_.back()},
                 {"what", revision.erased ? "erase" : "write"},
                 {"step", ""},
                 {"who", revision.who},
                 {"name", people_.name(revision.who)},
                 {"text", revision.why},
                 {"fields", fields_json(*kind, changed)},
                 {"evidence", Json::array()},
                 {"commit", revision.commit}};
      name_files(*kind, changed, entry["evidence"]);
      add(revision.commit, revision.number, std::move(entry));
      before = now.fields;
      seen.push_back(std::move(now));
    }
    reads_.see(*kind, seen);
    return {};
  }

  // The case that it comes from, and those about the records in it.
  Maybe<void> add_cases(const std::string& source) {
    ledger::Filter about{"subject", ledger::Op::in, {}, {subjects_.begin(), subjects_.end()}};
    auto cases = query(room_, {.kind = std::string(casework::kCaseKind),
                               .where = {std::move(about)},
                               .order_by = "opened_at",
                               .limit = kMostCases + 1});
    if (!cases) return tl::unexpected(cases.error());
    if (!source.empty() &&
        std::none_of(cases->begin(), cases->end(), [&](const auto& c) { return c.id == source; })) {
      auto found = find(room_, casework::kCaseKind, source);
      if (!found) return tl::unexpected(found.error());
      cases->push_back(std::move(*found));
    }
    if (cases->size() > kMostCases)
      return refuse(422, fmt::format("it comes from more than {} cases", kMostCases), "case");
    for (const auto& one : *cases)
      if (auto done = add_case(one); !done) return done;
    return {};
  }

  Maybe<void> add_case(const Record& record) {
    auto events = query(room_, {.kind = std::string(casework::kEventKind),
                                .where = {{"case", ledger::Op::equal, record.id, {}}},
                                .order_by = "seq",
                                .limit = ledger::kMaxPage});
    if (!events) return tl::unexpected(events.error());
    auto subject = subject_of(record.text("subject"));
    if (!subject) return tl::unexpected(subject.error());
    for (const auto& kept : *events) {
      auto history = lift(room_.seams.records.history(kept.kind, kept.id));
      if (!history) return tl::unexpected(history.error());
      auto event = casework::event_of(kept);
      auto commit = history->empty() ? 0 : history->front().commit;
      Json entry{{"at", iso(event.at)},       {"about", key_of(casework::kCaseKind, record.id)},
                 {"what", event.verb},        {"step", event.step},
                 {"who", event.who},          {"name", event.name},
                 {"text", event.text},        {"fields", form_json(*subject, event.form)},
                 {"evidence", Json::array()}, {"commit", commit}};
      for (const auto& one : event.evidence) entry["evidence"].push_back({{"sha256", one.hash}});
      if (&kept == &events->front()) name_files_of(*subject, entry["evidence"]);
      add(commit, static_cast<uint64_t>(event.seq), std::move(entry));
    }
    return {};
  }

  Maybe<std::optional<Record>> subject_of(const std::string& subject) const {
    auto slash = subject.find('/');
    if (slash == subject.npos) return std::optional<Record>{};
    return lift(room_.seams.records.get(subject.substr(0, slash), subject.substr(slash + 1)));
  }

  // What was filled in, as far as the record's own fields may be shown.
  Json form_json(const std::optional<Record>& subject, const ledger::Fields& form) {
    auto kind = subject ? room_.seams.records.kind(subject->kind) : nullptr;
    if (!kind) return Json::object();
    auto filled = *subject;
    for (const auto& [name, value] : form) filled.fields[name] = value;
    auto may_show = visible(*kind, std::move(filled)).fields;
    std::erase_if(may_show, [&](const auto& entry) { return !form.contains(entry.first); });
    return fields_json(*kind, may_show);
  }

  Record visible(const ledger::Kind& kind, Record record) {
    auto shown = room_.seams.rights.visible(call_.actor, kind, std::move(record));
    for (const auto& [name, value] : shown.fields)
      if (auto field = kind.field(name)) personal_ = personal_ || field->personal;
    return shown;
  }

  static void name_files(const ledger::Kind& kind, const ledger::Fields& fields, Json& evidence) {
    Record record{kind.name, {}, 0, fields};
    for (const auto& field : kind.fields)
      if (field.type == ledger::FieldType::photo || field.type == ledger::FieldType::file)
        for (const auto& hash : record.words(field.name)) evidence.push_back({{"sha256", hash}});
  }

  // The files that a case began with: those of the record that it is about.
  void name_files_of(const std::optional<Record>& subject, Json& evidence) {
    auto kind = subject ? room_.seams.records.kind(subject->kind) : nullptr;
    bool known = subject && std::ranges::find(subjects_, key_of(subject->kind, subject->id)) !=
                                subjects_.end();
    if (kind && !known) name_files(*kind, visible(*kind, *subject).fields, evidence);
  }

  void add(uint64_t commit, uint64_t number, Json entry) {
    entries_.emplace(std::tuple(commit, entry["about"].get<std::string>(), number),
                     std::move(entry));
  }

  Maybe<void> add_item(std::vector<exhibit::Item>& items, const std::string& hash,
                       const std::string& about) {
    auto [place, fresh] = numbers_.try_emplace(hash, items.size());
    if (!fresh) {
      auto& known = items[place->second].about;
      if (known.find(about) == known.npos) known += " " + about;
      return {};
    }
    if (items.size() >= exhibit::kMostItems)
      return refuse(
          422,
          fmt::format("more than {} pieces of evidence: transfer it in parts", exhibit::kMostItems),
          "evidence");
    auto item = item_of(hash);
    if (!item) return tl::unexpected(item.error());
    item->about = about;
    items.push_back(std::move(*item));
    return {};
  }

  Maybe<exhibit::Item> item_of(const std::string& hash) {
    auto record = find(room_, kEvidenceKind, hash);
    if (!record) return tl::unexpected(record.error());
    auto history = lift(room_.seams.records.history(record->kind, record->id));
    if (!history) return tl::unexpected(history.error());
    auto bytes = lift(room_.evidence.get(hash));
    if (!bytes) return tl::unexpected(bytes.error());
    if (sm3_hex(*bytes) != record->text("sm3"))
      return refuse(500, "the file is not what was handed in", hash);
    exhibit::Item out{.hash = hash,
                      .sm3 = record->text("sm3"),
                      .type = record->text("type"),
                      .name = record->text("name"),
                      .size = bytes->size(),
                      .time_by = record->text("time_by"),
                      .place_by = record->text("place_by"),
                      .file = room_.evidence.path_of(hash)};
    if (auto taken = record->instant("taken_at")) out.taken_at = iso(*taken);
    auto lon = record->number("lon"), lat = record->number("lat");
    if (lon && lat) out.place = fmt::format("{:.6f},{:.6f}", *lon, *lat);
    if (history->empty()) return out;
    const auto& first = history->front();
    out.handed_at = iso(first.when);
    out.who = people_.name(first.who);
    // Who reports stays sealed, and the name of a file may be theirs.
    if (first.who == citizen().user) out.name.clear();
    return out;
  }

  Service::Room& room_;
  const Call& call_;
  PersonalReads reads_;
  People people_;
  bool personal_ = false;
  std::vector<std::string> subjects_;  // "kind/id" of the records in it
  // By commit, what it is about, and its number there.
  std::map<std::tuple<uint64_t, std::string, uint64_t>, Json> entries_;
  std::map<std::string, size_t> numbers_;  // place of a hash in the list
};

}  // namespace

Maybe<Gathered> gather(Service::Room& room, const Call& call, const Record& transfer) {
  return Gathering(room, call).run(transfer);
}

Maybe<Gathered> gather_case(Service::Room& room, const Call& call, const Record& file) {
  return Gathering(room, call).run_case(file);
}

}  // namespace qs::service
