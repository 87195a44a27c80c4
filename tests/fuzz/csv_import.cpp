// A CSV table of outside bytes through the whole import, in each encoding, with and without header.
#include <sstream>

#include "edge/gateway/file/table_reader.h"

using namespace qs;

namespace {

const standard::Library& library() {
  static const auto made = [] {
    standard::Tables tables;
    standard::Unit unit;
    unit.id = unit.symbol = "ug/m3";
    unit.dimension = "mass_concentration";
    tables.units.push_back(unit);
    standard::Factor factor;
    factor.code = "a34004";
    factor.unit = "ug/m3";
    tables.factors.push_back(factor);
    standard::Faults faults;
    return standard::Library(std::move(tables), faults);
  }();
  return made;
}

gateway::Mapping mapping(bool header, bool gbk) {
  gateway::Mapping m;
  m.id = "fuzz";
  m.header = header;
  m.encoding = gbk ? "gb18030" : "utf-8";
  auto column = [&](const char* name, size_t number) {
    return header ? gateway::ColumnName{name, 0} : gateway::ColumnName{{}, number};
  };
  m.time_columns = {column("t", 1)};
  m.time_formats = {"%Y-%m-%d %H:%M", "%d/%m/%Y", "excel"};
  m.site_columns = {column("s", 2)};
  m.mark_column = column("m", 4);
  m.missing = {"NA"};
  gateway::ValueColumn value;
  value.column = column("v", 3);
  value.factor = "a34004";
  m.columns = {value};
  return m;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  auto total = text.size();
  auto rows = table::csv_rows(std::make_unique<std::istringstream>(std::move(text)), total, ',');
  gateway::TableSink sink;
  sink.bind = [](const observe::SeriesKey&) -> Result<observe::SeriesId> { return 1; };
  uint64_t taken = 0;
  sink.take = [&](std::vector<observe::Sample>&& samples, size_t, size_t) {
    taken += samples.size();
    return observe::Receipt{};
  };
  sink.batch = 10;
  auto m = mapping((data[0] & 1) != 0, (data[0] & 2) != 0);
  auto report = gateway::read_table(*rows, "fuzz.csv", m, library(), sink);
  if (report) check(report->values == taken, "every value taken is counted");
  return 0;
}
