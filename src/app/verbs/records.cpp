#include <sodium.h>


#include "app/pack.h"
#include "app/table_desk.h"
#include "app/verbs/verbs.h"
#include "base/csv.h"
#include "base/json.h"
#include "edge/exchange/export.h"
#include "edge/exchange/template.h"
#include "edge/store/store.h"

namespace qs::app {
namespace {

constexpr std::string_view kConsole = "console";  // who writes at the command line

Instant now() {
  return std::chrono::floor<Millis>(std::chrono::system_clock::now());
}

// Who has the data folder at hand may do everything but read secrets.
ledger::Reach everything() {
  auto yes = [](const auto&) { return true; };
  return {.reads = yes, .writes = yes, .sees = yes};
}

Result<store::Store> open_records(const RecordsOptions& o) {
  if (sodium_init() < 0) return fail("libsodium does not start");
  auto pack = open_pack(o.pack);
  if (!pack) return tl::unexpected(pack.error());
  auto store = store::open_store(o.data, {});
  if (!store) return store;
  if (auto done = store->records->declare(pack->kinds); !done) return tl::unexpected(done.error());
  return store;
}

TableDesk desk_over(store::Store& store, const Path& data) {
  return TableDesk(
      *store.records, data,
      [&store](std::vector<ledger::Write> writes,
               const service::Doing& doing) -> service::Outcome<void> {
        auto kept =
            store.records->commit({doing.actor.user, doing.why, doing.at, std::move(writes)});
        if (kept) return {};
        return tl::unexpected(service::Refusal{service::Reason::conflict, kept.error()});
      });
}

std::string format_or_ending(const RecordsOptions& o) {
  if (!o.format.empty()) return o.format;
  auto ending = o.file.extension().string();
  return ending.empty() ? ending : ending.substr(1);
}

service::Doing doing_of(const RecordsOptions& o) {
  service::Doing doing{{}, now(), o.why};
  doing.actor.user = kConsole;
  return doing;
}

int say_refused(const service::Refusal& refusal) {
  return say_failed(refusal.error.message());
}

// As JSON, or as lines that people read. The exit code: 1 when there are faults.
int tell(const std::string& text, bool json) {
  auto import = Json::parse(text);
  if (json) {
    fmt::print("{}\n", text);
  } else {
    fmt::print("{}: {}, {} rows: {} new, {} changed, {} as they are, {} faults\n",
               import["id"].get<std::string>(), import["state"].get<std::string>(),
               import["rows"].get<size_t>(), import["fresh"].get<size_t>(),
               import["changed"].get<size_t>(), import["same"].get<size_t>(),
               import["faulty"].get<size_t>());
    for (const auto& f : import["faults"])
      fmt::print("  row {} column {} {}: {} / {}\n", f["row"].get<size_t>(),
                 f["column"].get<std::string>(), f["field"].get<std::string>(),
                 f["zh"].get<std::string>(), f["en"].get<std::string>());
    for (const auto& r : import["remarks"])
      fmt::print("  {} / {}\n", r["zh"].get<std::string>(), r["en"].get<std::string>());
  }
  return import["faulty"].get<size_t>() > 0 ? 1 : 0;
}

}  // namespace

int records_import(const RecordsOptions& o) {
  auto store = open_records(o);
  if (!store) return say_failed(store.error().message());
  auto bytes = read_file(o.file);
  if (!bytes) return say_failed(bytes.error().message());
  auto desk = desk_over(*store, o.data);
  auto checked = desk.hand_in({.kind = o.kind,
                               .file = o.file.filename().string(),
                               .format = format_or_ending(o),
                               .datum = o.datum,
                               .bytes = std::move(*bytes),
                               .reach = everything()},
                              doing_of(o));
  if (!checked) return say_refused(checked.error());
  auto import = Json::parse(*checked);
  if (o.only_check || import["faulty"].get<size_t>() > 0) return tell(*checked, o.json);
  auto applied = desk.apply(import["id"].get<std::string>(), {}, everything(), doing_of(o));
  return applied ? tell(*applied, o.json) : say_refused(applied.error());
}

int records_undo(const RecordsOptions& o) {
  auto store = open_records(o);
  if (!store) return say_failed(store.error().message());
  auto undone = desk_over(*store, o.data).undo(o.import, doing_of(o));
  return undone ? tell(*undone, o.json) : say_refused(undone.error());
}

int records_export(const RecordsOptions& o) {
  auto store = open_records(o);
  if (!store) return say_failed(store.error().message());
  auto format = exchange::format_of(format_or_ending(o));
  if (!format) return say_failed("the format is none of xlsx, csv, geojson, json");
  auto reach = everything();
  exchange::ExportOrder order{
      .query = {.kind = o.kind}, .format = *format, .reach = &reach, .show = {}};
  if (!o.json) order.progress = [](size_t written) { fmt::print(stderr, "\r{} records", written); };
  auto written = exchange::export_records(order, *store->records, o.file);
  if (!written) return say_failed(written.error().message());
  o.json ? fmt::print("{}\n", Json{{"records", *written}}.dump())
         : fmt::print("\n{} records in {}\n", *written, o.file.string());
  return 0;
}

int records_template(const RecordsOptions& o) {
  auto store = open_records(o);
  if (!store) return say_failed(store.error().message());
  auto kind = store->records->kind(o.kind);
  if (!kind) return say_failed("unknown kind '" + o.kind + "'");
  auto done = exchange::write_template(*kind, *store->records, everything(), o.file);
  return done ? 0 : say_failed(done.error().message());
}

}  // namespace qs::app
