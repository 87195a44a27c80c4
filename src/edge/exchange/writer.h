// One file of records being written, row by row; a part for each format.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::exchange {

using Columns = std::vector<const ledger::Field*>;
// (kind, id) → title, of the records that the page at hand refers to.
using Titles = std::map<std::pair<std::string, std::string>, std::string>;

class Writer {
 public:
  virtual ~Writer() = default;
  virtual void add(const ledger::Record& record, const Titles& titles) = 0;
  virtual Result<void> finish() = 0;  // on disk when it returns
};

Result<std::unique_ptr<Writer>> csv_writer(const std::filesystem::path& file, Columns columns);
Result<std::unique_ptr<Writer>> json_writer(const std::filesystem::path& file, Columns columns);
// The geometry of a feature is the kind's first; the others are among the properties.
Result<std::unique_ptr<Writer>> geojson_writer(const std::filesystem::path& file, Columns columns);
Result<std::unique_ptr<Writer>> xlsx_writer(const std::filesystem::path& file,
                                            const ledger::Kind& kind, Columns columns);

// What stands in the cell of a csv or xlsx table.
std::string cell_text(const ledger::Field& field, const ledger::Value& value, const Titles& titles);

}  // namespace qs::exchange
