// 导入映射: what the columns of somebody's table mean. A file in packs/*/mappings/<id>.toml.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "kernel/observe/series.h"
#include "kernel/standard/library.h"

namespace qs::gateway {

// A column by its name in the header, or by its place, from 1, where there is none.
struct ColumnName {
  std::string name;
  size_t number = 0;  // 0: by name
  std::string shown() const;
};

struct ValueColumn {
  ColumnName column;
  std::string factor;  // code or alias
  std::string unit;    // of the table; empty: the factor's own
  double scale = 1;    // table value × scale is in `unit`
  Millis shift{0};     // added to the row's time for this column alone
  observe::Cadence cadence = observe::Cadence::hour;
  observe::Measure measure = observe::Measure::avg;
  std::map<std::string, double, std::less<>> words;  // text -> value, such as wind directions
};

struct Mapping {
  std::string id;  // file name without extension
  std::string title;
  std::string encoding = "utf-8";  // or gbk, gb18030
  char delimiter = ',';
  bool header = true;
  std::string sheet;  // xlsx; empty: the first

  std::vector<ColumnName> time_columns;   // joined with a blank
  std::vector<std::string> time_formats;  // see time_format.h
  Millis zone = kOffset;                  // of the table's clock
  Millis shift{0};                        // added to every time (rows named by their end: -1 h)
  std::optional<Instant> start;           // a table without times: its first row's time ...
  Millis step{0};                         // ... and the step from row to row

  std::string site;                      // all rows are of this site, or ...
  std::vector<ColumnName> site_columns;  // ... the site's name is here (joined with '-')
  std::string site_prefix;
  std::map<std::string, std::string, std::less<>> sites;  // name in the table -> site id

  std::vector<std::string> missing;  // words that mean: no value
  std::optional<ColumnName> mark_column;
  std::map<std::string, observe::Mark, std::less<>> marks;  // word -> mark; others: `other`

  std::vector<ValueColumn> columns;
};

// Every fault is added, with file and key, unknown keys too; nullopt when there was one.
std::optional<Mapping> parse_mapping(std::string_view toml, std::string_view name,
                                     standard::Faults& faults);
std::optional<Mapping> read_mapping(const std::filesystem::path& file, standard::Faults& faults);

}  // namespace qs::gateway
