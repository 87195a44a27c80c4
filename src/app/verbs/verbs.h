// The verbs of the one binary. Each takes its options and answers the exit code: 0 done, 1 failed,
// 2 asked wrongly.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace qs::app {

using Path = std::filesystem::path;

struct ServeOptions {
  Path pack = "packs/guancheng", data = "data", pages = "web/dist";
  std::string address = "127.0.0.1";
  uint16_t port = 8080, hj212_port = 2012;
  std::string hj212_address = "0.0.0.0";
  std::string mqtt;  // HOST:PORT of a broker beside the pack's; empty: none
  bool demo_people = false;
  std::vector<std::string> webhooks;  // SHAPE=URL
};
int serve(const ServeOptions& options);

struct SimulateOptions {
  Path pack = "packs/guancheng";
  std::string host = "127.0.0.1";
  uint16_t port = 2012;
  uint64_t seed = 1;
  double speed = 1;
  std::string from;  // ISO time of the simulated start; empty: now
  int history_hours = 0;
  int realtime_seconds = 60, minute_minutes = 5;
  std::string faults = "none";
  std::vector<std::string> incidents;  // kind:site:from_s:for_s:strength
  size_t devices = 0;                  // this many instead of the pack's
  bool stranger = false;               // one more, that nobody admitted
  bool drain = false;
  Path journal, replay, mapping;
  Path write_pack;  // only write a pack that admits these devices
  bool json = false;
};
int simulate(const SimulateOptions& options);

struct BenchOptions {
  Path pack = "packs/guancheng";
  uint16_t port = 2012;
  size_t connections = 1000, window = 16;  // window 0: connections that only stand
  double rate = 0;                         // frames a second over all; 0: as fast as acknowledged
  int warm_up = 3, seconds = 10;
  int server = 0;  // process whose memory is told
};
int bench(const BenchOptions& options);

struct ImportOptions {
  Path file, mapping, pack = "packs/national", data = "data", refused;
  std::string reason;
  bool json = false;
};
int import(const ImportOptions& options);

struct ExportOptions {
  Path data = "data", pack = "packs/national", out;
  std::string site, factor, cadence, from, until;
};
int export_values(const ExportOptions& options);

struct RecordsOptions {
  Path file, pack = "packs/guancheng", data = "data";
  std::string kind, format, datum, why, import;
  bool only_check = false, json = false;
};
int records_import(const RecordsOptions& options);
int records_undo(const RecordsOptions& options);
int records_export(const RecordsOptions& options);
int records_template(const RecordsOptions& options);

struct DetectOptions {
  Path pack = "packs/guancheng", input, json, page;
  std::vector<std::string> limits;   // factor=value or outlet/factor=value
  std::vector<std::string> columns;  // header=outlet/factor
};
int detect(const DetectOptions& options);

struct OutlineOptions {
  Path pack = "packs/guancheng", district, streets;
  std::string datum = "CGCS2000";
};
int pack_outline(const OutlineOptions& options);

int pack_check(const Path& pack, bool json);
int pack_test(const Path& pack);
int pack_book(const Path& pack);

int password(const Path& pack, const Path& data, const std::string& user);
int verify(const Path& data, bool json);
// A package that was handed out, held against its own lists.
int verify_package(const Path& package, bool json);
int backup(const Path& data, const Path& to);
int restore(const Path& from, const Path& to);
int status(const Path& data, bool json);
int decode();

// How verbs say that something failed: one line on stderr, exit code 1.
int say_failed(const std::string& what);

}  // namespace qs::app
