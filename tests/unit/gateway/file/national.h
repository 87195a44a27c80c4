// The national pack and its mappings, and places for small files, for the tests of imports.
#pragma once

#include <gtest/gtest.h>

#include <fstream>

#include "app/pack.h"
#include "edge/gateway/file/import.h"
#include "edge/store/memory_series_log.h"

namespace qs::gateway::testing {

inline const std::filesystem::path kNational =
    std::filesystem::path(QS_SOURCE_DIR) / "packs/national";
inline const std::filesystem::path kData = QS_SHARED_DIR "/data";

inline const standard::Library& library() {
  static const auto pack = app::open_pack(kNational);
  check(pack.has_value(), "the national pack is sound");
  return pack->library;
}

inline Mapping shipped(const std::string& id) {
  standard::Faults faults;
  auto mapping = read_mapping(kNational / "mappings" / (id + ".toml"), faults);
  for (const auto& fault : faults.list) ADD_FAILURE() << fault.message();
  return mapping.value_or(Mapping{});
}

inline Mapping mapping_of(std::string_view toml) {
  standard::Faults faults;
  auto mapping = parse_mapping(toml, "test.toml", faults);
  for (const auto& fault : faults.list) ADD_FAILURE() << fault.message();
  return mapping.value_or(Mapping{});
}

// A file that is gone with the test.
class TemporaryFile {
 public:
  TemporaryFile(std::string_view name, std::string_view bytes)
      : path_(std::filesystem::path(::testing::TempDir()) / fmt::format("{}-{}", getpid(), name)) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline Result<ImportReport> import_into(observe::SeriesLog& log, const Mapping& mapping,
                                        const std::filesystem::path& file) {
  ImportRequest request;
  request.file = file;
  request.mapping = &mapping;
  request.received = from_ms(1'790'000'000'000);
  return import_file(request, log, library());
}

inline Result<ImportReport> import_text(std::string_view text, const Mapping& mapping,
                                        observe::SeriesLog& log) {
  TemporaryFile file("table.csv", text);
  return import_into(log, mapping, file.path());
}

// All standing values of a series.
inline std::vector<observe::Sample> values(const observe::SeriesLog& log,
                                           const observe::SeriesKey& key) {
  auto id = log.find(key);
  if (!id) return {};
  return *log.scan(std::span(&*id, 1), {from_ms(0), from_ms(4'000'000'000'000)});
}

}  // namespace qs::gateway::testing
