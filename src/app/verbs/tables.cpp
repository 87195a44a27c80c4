#include <fmt/std.h>

#include <fstream>
#include <iostream>

#include "app/pack.h"
#include "app/verbs/verbs.h"
#include "base/csv.h"
#include "base/json.h"
#include "edge/gateway/file/export.h"
#include "edge/gateway/file/import.h"
#include "edge/store/store.h"

namespace qs::app {
namespace {

Instant now() {
  return std::chrono::floor<Millis>(std::chrono::system_clock::now());
}

void show(const gateway::Progress& p) {
  double share = p.total_bytes
                     ? 100.0 * static_cast<double>(p.bytes) / static_cast<double>(p.total_bytes)
                     : 100.0;
  fmt::print(stderr, "\r{:5.1f} %  {} rows", share, p.rows);
}

Json json_of(const gateway::ImportReport& r) {
  Json refused = Json::array();
  for (const auto& f : r.refused)
    refused.push_back(
        {{"line", f.line}, {"column", f.column}, {"reason", f.reason}, {"text", f.text}});
  return {{"rows", r.progress.rows},      {"rows_refused", r.rows_refused},
          {"values", r.values},           {"values_refused", r.values_refused},
          {"missing", r.missing},         {"series", r.series},
          {"kept", r.receipt.kept},       {"repeated", r.receipt.repeated},
          {"revised", r.receipt.revised}, {"refused_by_reason", r.refused_by_reason},
          {"refused", refused},           {"remarks", r.remarks}};
}

Result<Instant> time_or(const std::string& text, Instant otherwise) {
  if (text.empty()) return otherwise;
  return parse_instant(text);
}

}  // namespace

int say_failed(const std::string& what) {
  fmt::print(stderr, "{}\n", what);
  return 1;
}

int import(const ImportOptions& options) {
  auto pack = open_pack(options.pack);
  if (!pack) return say_failed(pack.error().message());
  standard::Faults faults;
  auto mapping = gateway::read_mapping(options.mapping, faults);
  for (const auto& fault : faults.list) say_failed(fault.message());
  if (!mapping) return 1;
  auto store = store::open_store(options.data, {});
  if (!store) return say_failed(store.error().message());
  gateway::ImportRequest request{.file = options.file,
                                 .mapping = &*mapping,
                                 .received = now(),
                                 .reason = options.reason,
                                 .progress = options.json ? nullptr : show};
  std::ofstream refused;
  if (!options.refused.empty()) {
    refused.open(options.refused);
    if (!refused) return say_failed(fmt::format("{} cannot be written", options.refused));
    refused << "line,column,reason,text\n";
    request.refused = [&](const gateway::Refusal& r) {
      refused << fmt::format("{},{},{},{}\n", r.line, csv_field(r.column), csv_field(r.reason),
                             csv_field(r.text));
    };
  }
  auto report = gateway::import_file(request, *store->series, pack->library);
  refused.close();
  if (!report) return say_failed(report.error().message());
  if (options.json)
    fmt::print("{}\n", json_of(*report).dump());
  else
    fmt::print("\n{}\n", gateway::describe(*report));
  return 0;
}

int export_values(const ExportOptions& options) {
  auto pack = open_pack(options.pack);
  if (!pack) return say_failed(pack.error().message());
  auto from = time_or(options.from, *parse_instant("1990-01-01"));
  auto until = time_or(options.until, *parse_instant("2100-01-01"));
  if (!from || !until) return say_failed((!from ? from : until).error().message());
  auto cadence = observe::cadence_of(options.cadence);
  if (!options.cadence.empty() && !cadence)
    return say_failed(fmt::format("'{}' is no cadence", options.cadence));
  auto store = store::open_store(options.data, {});
  if (!store) return say_failed(store.error().message());
  std::ofstream file;
  if (!options.out.empty()) {
    file.open(options.out);
    if (!file) return say_failed(fmt::format("{} cannot be written", options.out));
  }
  auto rows = gateway::export_csv(
      {.site = options.site, .factor = options.factor, .cadence = cadence, .span = {*from, *until}},
      *store->series, pack->library, options.out.empty() ? std::cout : file);
  if (!rows) return say_failed(rows.error().message());
  if (!options.out.empty()) fmt::print("{} rows\n", *rows);
  return 0;
}

}  // namespace qs::app
