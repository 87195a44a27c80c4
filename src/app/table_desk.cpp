#include "app/table_desk.h"

#include <fmt/ranges.h>
#include <sodium.h>

#include "base/csv.h"
#include "base/durable_file.h"
#include "edge/exchange/export.h"
#include "edge/exchange/template.h"
#include "edge/exchange/undo.h"

namespace qs::app {

using ledger::Import;
using service::Doing;
using service::Outcome;
using service::Reason;
using service::SentFile;

namespace {

constexpr size_t kMostNamed = 20;  // records in the text of a conflict
constexpr const char* kReport = "report.json";
constexpr const char* kBytes = "file";

tl::unexpected<service::Refusal> refuse(Reason reason, Error error) {
  return tl::unexpected(service::Refusal{reason, std::move(error)});
}
tl::unexpected<service::Refusal> refuse(Reason reason, std::string text, std::string place = {}) {
  return refuse(reason, Error{std::move(text), std::move(place)});
}

std::string fresh_id(Instant at) {
  return fmt::format("{}-{:04x}", compact(at), randombytes_uniform(0x10000));
}

bool is_import_id(std::string_view id) {
  return id.size() == 19 && id.find_first_not_of("0123456789abcdef-") == id.npos;
}

std::string named(std::vector<std::string> ids) {
  auto count = ids.size();
  if (count > kMostNamed) ids.resize(kMostNamed);
  auto more = count > kMostNamed ? fmt::format(" … ({} in all)", count) : std::string{};
  return fmt::format("{}{}", fmt::join(ids, ", "), more);
}

ledger::Write write_of(const Import& import, uint64_t revision) {
  auto count = [](size_t n) { return static_cast<int64_t>(n); };
  return {.kind = std::string(ledger::kImportKind),
          .id = import.id,
          .fields = {{"kind", import.kind},
                     {"file", import.file},
                     {"format", import.format},
                     {"datum", import.datum},
                     {"state", std::string(ledger::name(import.state))},
                     {"rows", count(import.rows)},
                     {"fresh", count(import.fresh)},
                     {"changed", count(import.changed)},
                     {"same", count(import.same)},
                     {"faults", count(import.faulty)},
                     {"by", import.by},
                     {"at", to_ms(import.at)}},
          .expected_revision = revision};
}

// Of the revision that says so first; 0: it was never applied.
uint64_t applying_commit(const std::vector<ledger::Revision>& history) {
  for (const auto& revision : history) {
    auto state = revision.fields.find("state");
    if (state != revision.fields.end() && state->second == ledger::Value(std::string("applied")))
      return revision.commit;
  }
  return 0;
}

exchange::Report report_on(const exchange::Checked& checked, const ledger::RecordLog& records) {
  exchange::Report report{checked.import, {}};
  for (const auto& write : checked.writes)
    if (*write.expected_revision != 0) report.seen[write.id] = *write.expected_revision;
  // Rows that change nothing are seen as well: they may be about to change something.
  for (const auto& match : checked.import.matches)
    if (!report.seen.contains(match.id))
      if (auto record = records.get(checked.import.kind, match.id); record && *record)
        report.seen[match.id] = (*record)->revision;
  return report;
}

}  // namespace

TableDesk::TableDesk(const ledger::RecordLog& records, std::filesystem::path data, Commit commit)
    : records_(records), data_(std::move(data)), commit_(std::move(commit)) {
  std::error_code ignored;
  std::filesystem::remove_all(data_ / "exports", ignored);
}

std::filesystem::path TableDesk::folder(std::string_view import) const {
  return data_ / "imports" / import;
}

Outcome<std::filesystem::path> TableDesk::draft(std::string_view ending) const {
  auto place = data_ / "exports";
  std::error_code fault;
  std::filesystem::create_directories(place, fault);
  if (fault) return refuse(Reason::failed, "cannot make a folder: " + fault.message());
  return place / fmt::format("{:08x}{:08x}.{}", randombytes_random(), randombytes_random(), ending);
}

Outcome<SentFile> TableDesk::blank(const ledger::Kind& kind, const ledger::Reach& reach) {
  auto file = draft("xlsx");
  if (!file) return tl::unexpected(file.error());
  SentFile sent(*file, std::string(exchange::media_type(exchange::Format::xlsx)),
                kind.label_zh + "-模板.xlsx");
  if (auto done = exchange::write_template(kind, records_, reach, *file); !done)
    return refuse(Reason::failed, done.error());
  return sent;
}

Outcome<SentFile> TableDesk::hand_out(const service::ExportAsked& asked) {
  auto format = exchange::format_of(asked.format);
  auto kind = records_.kind(asked.query.kind);
  if (!format) return refuse(Reason::invalid, "not one of xlsx, csv, geojson, json", "format");
  if (!kind) return refuse(Reason::not_found, "there is no such kind", asked.query.kind);
  if (*format == exchange::Format::geojson && !kind->geometry())
    return refuse(Reason::invalid, "records of this kind have no place", "format");
  auto file = draft(asked.format);
  if (!file) return tl::unexpected(file.error());
  SentFile sent(*file, std::string(exchange::media_type(*format)),
                fmt::format("{}.{}", kind->label_zh, asked.format));
  exchange::ExportOrder order{
      .query = asked.query, .format = *format, .reach = &asked.reach, .show = asked.show};
  auto written = exchange::export_records(order, records_, *file);
  if (!written) return refuse(Reason::invalid, written.error());
  return sent;
}

Outcome<std::string> TableDesk::hand_in(const service::TableHandedIn& table, const Doing& doing) {
  auto format = exchange::format_of(table.format);
  auto datum = table.datum.empty() ? std::optional(Datum::cgcs2000) : datum_of(table.datum);
  if (!format) return refuse(Reason::invalid, "not one of xlsx, csv, geojson, json", "format");
  if (!datum) return refuse(Reason::invalid, "not one of CGCS2000, WGS84, GCJ02, BD09", "datum");
  exchange::HandedIn given{.id = fresh_id(doing.at),
                           .kind = table.kind,
                           .file = table.file,
                           .bytes = table.bytes,
                           .format = *format,
                           .datum = *datum,
                           .choices = {}};
  auto checked = exchange::check_import(given, records_, table.reach);
  if (!checked) return refuse(Reason::invalid, checked.error());
  checked->import.by = doing.actor.user;
  checked->import.at = doing.at;
  std::error_code fault;
  std::filesystem::create_directories(folder(given.id), fault);
  if (fault) return refuse(Reason::failed, "cannot make a folder: " + fault.message());
  constexpr auto kMode = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
  auto done = write_durably(folder(given.id) / kBytes, given.bytes, kMode).and_then([&] {
    return keep(report_on(*checked, records_));
  });
  if (!done) return refuse(Reason::failed, done.error());
  auto written = commit_({write_of(checked->import, 0)}, {doing.actor, doing.at, "import checked"});
  if (!written) return tl::unexpected(written.error());
  return exchange::json_text(checked->import);
}

Result<void> TableDesk::keep(const exchange::Report& report) const {
  constexpr auto kMode = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
  return write_durably(folder(report.import.id) / kReport, exchange::kept_text(report), kMode);
}

// What was kept, with the state that the ledger says.
Outcome<TableDesk::Kept> TableDesk::find(std::string_view import) const {
  if (!is_import_id(import)) return refuse(Reason::not_found, "there is no such import");
  auto record = records_.get(ledger::kImportKind, import);
  if (!record) return refuse(Reason::failed, record.error());
  if (!*record) return refuse(Reason::not_found, "there is no such import", std::string(import));
  auto text = read_file(folder(import) / kReport);
  auto report = text ? exchange::report_of(*text) : tl::unexpected(text.error());
  if (!report) return refuse(Reason::failed, report.error());
  auto history = records_.history(ledger::kImportKind, import);
  if (!history) return refuse(Reason::failed, history.error());
  auto state = (*record)->text("state");
  using enum Import::State;
  report->import.state = state == "applied" ? applied : state == "undone" ? undone : checked;
  report->import.commit = applying_commit(*history);
  return Kept{std::move(*report), std::move(**record)};
}

Outcome<std::string> TableDesk::told(std::string_view import) {
  return find(import).map([](const Kept& kept) { return exchange::json_text(kept.report.import); });
}

Outcome<exchange::Checked> TableDesk::checked_again(const Kept& kept,
                                                    const ledger::ImportChoices& choices,
                                                    const ledger::Reach& reach) const {
  const auto& before = kept.report.import;
  auto bytes = read_file(folder(before.id) / kBytes);
  if (!bytes) return refuse(Reason::failed, bytes.error());
  auto checked = exchange::check_import({.id = before.id,
                                         .kind = before.kind,
                                         .file = before.file,
                                         .bytes = std::move(*bytes),
                                         .format = *exchange::format_of(before.format),
                                         .datum = *datum_of(before.datum),
                                         .choices = choices},
                                        records_, reach);
  if (!checked) return refuse(Reason::invalid, checked.error());
  checked->import.by = before.by;
  checked->import.at = before.at;
  return std::move(*checked);
}

Outcome<std::string> TableDesk::apply(std::string_view import, const ledger::ImportChoices& choices,
                                      const ledger::Reach& reach, const Doing& doing) {
  auto kept = find(import);
  if (!kept) return tl::unexpected(kept.error());
  if (kept->report.import.state != Import::State::checked)
    return refuse(Reason::conflict, "conflict: the import was applied already");
  if (kept->report.import.faulty > 0)
    return refuse(Reason::invalid, "an import with faults is not applied", std::string(import));
  auto checked = checked_again(*kept, choices, reach);
  if (!checked) return tl::unexpected(checked.error());
  std::vector<std::string> changed;
  for (const auto& write : checked->writes) {
    auto seen = kept->report.seen.find(write.id);
    if (seen != kept->report.seen.end() && seen->second != *write.expected_revision)
      changed.push_back(write.id);
  }
  if (!changed.empty())
    return refuse(Reason::conflict, "conflict: changed since the check: " + named(changed));
  if (checked->import.faulty > 0) {
    auto first = checked->import.faults.front();
    return refuse(Reason::conflict,
                  fmt::format("conflict: {} faults since the check, the first in row {}: {}",
                              checked->import.faulty, first.row, first.en));
  }
  checked->import.state = Import::State::applied;
  checked->writes.push_back(write_of(checked->import, kept->record.revision));
  if (auto done = commit_(std::move(checked->writes), doing); !done)
    return tl::unexpected(done.error());
  // The ledger says how it stands; the report only what was found.
  if (auto done = keep({checked->import, kept->report.seen}); !done)
    return refuse(Reason::failed, done.error());
  return told(import);
}

Outcome<std::string> TableDesk::undo(std::string_view import, const Doing& doing) {
  auto kept = find(import);
  if (!kept) return tl::unexpected(kept.error());
  auto& before = kept->report.import;
  if (before.state != Import::State::applied)
    return refuse(Reason::conflict, "conflict: the import is not applied");
  auto undoing = exchange::undo_of(records_, before.commit, ledger::kImportKind);
  if (!undoing) return refuse(Reason::failed, undoing.error());
  if (!undoing->changed_since.empty())
    return refuse(Reason::conflict,
                  "conflict: changed since it was applied: " + named(undoing->changed_since));
  before.state = Import::State::undone;
  undoing->writes.push_back(write_of(before, kept->record.revision));
  if (auto done = commit_(std::move(undoing->writes), doing); !done)
    return tl::unexpected(done.error());
  return told(import);
}

}  // namespace qs::app
