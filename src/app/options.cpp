#include "app/options.h"

#include <CLI/CLI.hpp>

#include "app/verbs/verbs.h"

namespace qs::app {
namespace {

constexpr const char* kDecodeHelp =
    "Reads lines ID<TAB>BASE64(frame bytes)[<TAB>SM4 key in hex] from standard input and writes "
    "ID<TAB>JSON: {\"frames\":[{\"crc\":\"hj212|modbus|modbus_swapped|wrong\",\"len_ok\":bool,"
    "\"header\":{\"QN\",\"ST\",\"CN\",\"MN\",\"Flag\"},\"cp\":[[key,value],...]}],"
    "\"error\":null|text}. A header field that the frame does not have is null.";

// CLI11 keeps references into these until the parse is over.
struct Options {
  ServeOptions serve;
  SimulateOptions simulate;
  BenchOptions bench;
  ImportOptions import;
  ExportOptions exported;
  RecordsOptions records;
  OutlineOptions outline;
  DetectOptions detect;
  Path pack = "packs/guancheng", data = "data", folder, package;
  std::string user;
  bool json = false;
};

void add_serve(CLI::App& app, ServeOptions& o, int& code) {
  auto verb = app.add_subcommand("serve", "Run the platform: gateways, flow and pages");
  verb->add_option("--pack", o.pack, "Folder of the district's pack")->capture_default_str();
  verb->add_option("--data", o.data, "Folder of the store")->capture_default_str();
  verb->add_option("--pages", o.pages, "Folder of the built pages")->capture_default_str();
  verb->add_option("--address", o.address, "Address of the pages")->capture_default_str();
  verb->add_option("--port", o.port, "Port of the pages, 0: any free one")->capture_default_str();
  verb->add_option("--hj212-address", o.hj212_address, "Address for devices")
      ->capture_default_str();
  verb->add_option("--hj212-port", o.hj212_port, "Port for devices, 0: any free one")
      ->capture_default_str();
  verb->add_option("--mqtt", o.mqtt, "HOST:PORT of an MQTT broker beside those of the pack");
  verb->add_flag("--demo-people", o.demo_people,
                 "Make people and simulated records for trying it out, once");
  verb->add_option("--webhook", o.webhooks,
                   "SHAPE=URL for notices, SHAPE plain, wecom or dingtalk; may be repeated; better "
                   "given by the environment, since URLs hold keys")
      ->envname("QINGSHAN_WEBHOOK");
  verb->callback([&] { code = serve(o); });
}

void add_simulate(CLI::App& app, SimulateOptions& o, int& code) {
  auto verb = app.add_subcommand("simulate", "Virtual devices that speak HJ 212 over TCP");
  verb->add_option("--pack", o.pack, "Pack whose sites are simulated")->capture_default_str();
  verb->add_option("--host", o.host, "Server's address")->capture_default_str();
  verb->add_option("--port", o.port, "Server's HJ 212 port")->capture_default_str();
  verb->add_option("--seed", o.seed, "Seed of everything that is by chance")->capture_default_str();
  verb->add_option("--speed", o.speed, "Simulated seconds per second")->capture_default_str();
  verb->add_option("--from", o.from, "Simulated start, ISO time (default: now)");
  verb->add_option("--history", o.history_hours, "Hours of history that are sent first");
  verb->add_option("--realtime", o.realtime_seconds, "Seconds between real-time frames, 0: none")
      ->capture_default_str();
  verb->add_option("--minutes", o.minute_minutes, "Minutes between minute frames, 0: none")
      ->capture_default_str();
  verb->add_option("--faults", o.faults, "none, light or heavy")
      ->check(CLI::IsMember({"none", "light", "heavy"}))
      ->capture_default_str();
  verb->add_option("--incident", o.incidents,
                   "kind:site:from_s:for_s:strength, kind episode, spill, night_noise or "
                   "discharge; site * is everywhere; may be repeated");
  verb->add_option("--devices", o.devices, "So many air devices instead of the pack's sites");
  verb->add_flag("--stranger", o.stranger, "One more device that nobody admitted");
  verb->add_flag("--drain", o.drain, "Stop when all that is due is acknowledged");
  verb->add_option("--journal", o.journal, "File that gets every acknowledged value");
  verb->add_option("--replay", o.replay, "Send a real table instead, with --mapping");
  verb->add_option("--mapping", o.mapping, "Mapping file of the table to replay");
  verb->add_option("--write-pack", o.write_pack,
                   "Send nothing; write a pack into this folder by which a server admits them");
  verb->add_flag("--json", o.json, "Totals as JSON");
  verb->callback([&] { code = simulate(o); });
}

void add_bench(CLI::App& app, BenchOptions& o, int& code) {
  auto verb = app.add_subcommand(
      "bench", "Load a running server that admits `simulate --devices`: durable values a second");
  verb->add_option("--pack", o.pack, "Pack of the district")->capture_default_str();
  verb->add_option("--port", o.port, "Server's HJ 212 port")->capture_default_str();
  verb->add_option("--connections", o.connections, "One device each")->capture_default_str();
  verb->add_option("--window", o.window, "Frames in flight each, 0: silent connections")
      ->capture_default_str();
  verb->add_option("--rate", o.rate, "Frames a second over all, 0: as fast as acknowledged")
      ->capture_default_str();
  verb->add_option("--warm-up", o.warm_up, "Seconds before measuring")->capture_default_str();
  verb->add_option("--seconds", o.seconds, "Seconds of measuring")->capture_default_str();
  verb->add_option("--server", o.server, "Process id of the server, to tell its memory");
  verb->callback([&] { code = bench(o); });
}

void add_tables(CLI::App& app, Options& o, int& code) {
  auto in = app.add_subcommand("import", "Take a CSV or xlsx table in, by a mapping file");
  in->add_option("file", o.import.file, "The table")->required();
  in->add_option("--mapping", o.import.mapping, "What its columns are; see packs/national/mappings")
      ->required();
  in->add_option("--data", o.import.data, "Folder of the store")->capture_default_str();
  in->add_option("--pack", o.import.pack, "Pack with the factors")->capture_default_str();
  in->add_option("--reason", o.import.reason, "Why, kept with the values");
  in->add_option("--refused", o.import.refused, "Every refused row and cell into this CSV file");
  in->add_flag("--json", o.import.json, "Report as JSON");
  in->callback([&] { code = import(o.import); });
  auto out = app.add_subcommand("export", "Write standing values as CSV");
  out->add_option("--data", o.exported.data, "Folder of the store")->capture_default_str();
  out->add_option("--site", o.exported.site, "Only this site");
  out->add_option("--factor", o.exported.factor, "Only this factor");
  out->add_option("--cadence", o.exported.cadence, "Only realtime, minute, hour, day, month, year");
  out->add_option("--from", o.exported.from, "ISO time, inclusive");
  out->add_option("--until", o.exported.until, "ISO time, exclusive");
  out->add_option("--out", o.exported.out, "File (default: standard output)");
  out->callback([&] { code = export_values(o.exported); });
}

void add_records(CLI::App& app, RecordsOptions& o, int& code) {
  auto verb =
      app.add_subcommand("records", "Registers as tables, while no server runs on the data");
  verb->require_subcommand(1);
  auto sub = [&](const char* name, const char* help, int (*action)(const RecordsOptions&)) {
    auto s = verb->add_subcommand(name, help);
    s->add_option("--pack", o.pack, "Folder of the district's pack")->capture_default_str();
    s->add_option("--data", o.data, "Folder of the store")->capture_default_str();
    s->callback([&, action] { code = action(o); });
    return s;
  };
  auto with_file = [&](CLI::App* s, const char* help) {
    s->add_option("file", o.file, help)->required();
    s->add_option("--kind", o.kind, "Kind of record, as ledgers/<kind>.toml names it")->required();
    return s;
  };
  auto in = with_file(sub("import", "Check a table and apply it as one change", records_import),
                      "xlsx, csv, geojson or json");
  in->add_option("--format", o.format, "When the file's ending does not say it");
  in->add_option("--datum", o.datum, "CGCS2000, WGS84, GCJ02 or BD09")->capture_default_str();
  in->add_option("--why", o.why, "Kept with every record")->required();
  in->add_flag("--check", o.only_check, "Only tell what it would do");
  in->add_flag("--json", o.json, "Report as JSON");
  auto out =
      with_file(sub("export", "Write all records of a kind", records_export), "To this file");
  out->add_option("--format", o.format, "When the file's ending does not say it");
  out->add_flag("--json", o.json, "Count as JSON");
  with_file(sub("template", "Write an empty xlsx to fill in", records_template), "To this file");
  auto undo = sub("undo", "Take an import back, if nobody went on from it", records_undo);
  undo->add_option("import", o.import, "Its id")->required();
  undo->add_option("--why", o.why, "Kept with every record")->required();
  undo->add_flag("--json", o.json, "Report as JSON");
}

void add_outline(CLI::App& verb, OutlineOptions& o, int& code) {
  auto s = verb.add_subcommand("outline", "Real outlines, from GeoJSON, into the pack's area/");
  s->add_option("pack", o.pack, "Folder of the pack")->capture_default_str();
  s->add_option("--district", o.district, "One feature: the district");
  s->add_option("--streets", o.streets, "Features found by a street's id or name");
  s->add_option("--datum", o.datum, "CGCS2000, WGS84, GCJ02 or BD09")->capture_default_str();
  s->callback([&] { code = pack_outline(o); });
}

void add_pack(CLI::App& app, Options& o, int& code) {
  auto verb = app.add_subcommand("pack", "What a district declares: check, test, print");
  verb->require_subcommand(1);
  auto sub = [&](const char* name, const char* help, auto action) {
    auto s = verb->add_subcommand(name, help);
    s->add_option("pack", o.pack, "Folder of the pack")->capture_default_str();
    s->callback([&, action] { code = action(); });
    return s;
  };
  sub("check", "Every fault with file and line, and each inherited figure that is changed", [&] {
    return pack_check(o.pack, o.json);
  })->add_flag("--json", o.json, "Faults as JSON");
  sub("test", "Run the pack's walks (tests/*.walk)", [&] { return pack_test(o.pack); });
  add_outline(*verb, o.outline, code);
  sub("book", "Print the whole pack as one document to sign", [&] { return pack_book(o.pack); });
}

void add_detect(CLI::App& app, DetectOptions& o, int& code) {
  auto verb = app.add_subcommand("detect", "Signs of falsification in a CSV never seen before");
  verb->add_option("--input", o.input, "time,<outlet>/<factor>,… at regular steps")->required();
  verb->add_option("--limit", o.limits, "factor=value or outlet/factor=value; may be repeated");
  verb->add_option("--columns", o.columns, "header=outlet/factor; may be repeated");
  verb->add_option("--json", o.json, "Findings into this file (default: standard output)");
  verb->add_option("--page", o.page, "Findings with pictures into this page");
  verb->add_option("--pack", o.pack, "Pack with factors and rules")->capture_default_str();
  verb->callback([&] { code = detect(o); });
}

void add_store(CLI::App& app, Options& o, int& code) {
  auto sub = [&](const char* name, const char* help, auto action) {
    auto s = app.add_subcommand(name, help);
    s->add_option("--data", o.data, "Folder of the store")->capture_default_str();
    s->callback([&, action] { code = action(); });
    return s;
  };
  auto check =
      sub("verify",
          "Recompute the chains over raw data and records, naming the first broken day; "
          "or check a package of a transfer",
          [&] {
            return o.package.empty() ? verify(o.data, o.json) : verify_package(o.package, o.json);
          });
  check->add_flag("--json", o.json, "Answer as JSON");
  check->add_option("package", o.package, "Zip of a transfer: its sums, SM3s and story");
  sub("backup", "Copy the store, also of a running server",
      [&] { return backup(o.data, o.folder); })
      ->add_option("to", o.folder, "New folder of the copy")
      ->required();
  sub("restore", "Make a store from a backup", [&] { return restore(o.folder, o.data); })
      ->add_option("from", o.folder, "Folder of the backup")
      ->required();
  auto lost = sub("password", "A new password for somebody who lost theirs, while no server runs",
                  [&] { return password(o.pack, o.data, o.user); });
  lost->add_option("user", o.user, "Name to log in with")->required();
  lost->add_option("--pack", o.pack, "Folder of the district's pack")->capture_default_str();
  sub("status", "What a running server counts", [&] {
    return status(o.data, o.json);
  })->add_flag("--json", o.json, "Answer as JSON");
}

}  // namespace

int run(int argc, char** argv) {
  CLI::App app{"Qingshan 青山: ecological-environment supervision of a district", "qingshan"};
  app.set_version_flag("--version", QS_VERSION);
  app.require_subcommand(1);
  Options o;
  int code = 0;
  add_serve(app, o.serve, code);
  add_simulate(app, o.simulate, code);
  add_bench(app, o.bench, code);
  add_tables(app, o, code);
  add_records(app, o.records, code);
  add_pack(app, o, code);
  add_detect(app, o.detect, code);
  add_store(app, o, code);
  auto hj212 = app.add_subcommand("hj212", "Tools of the HJ 212 protocol");
  hj212->require_subcommand(1);
  hj212->add_subcommand("decode", kDecodeHelp)->callback([&] { code = decode(); });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  return code;
}

}  // namespace qs::app
