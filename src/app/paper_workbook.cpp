#include "app/paper_workbook.h"

#include <fmt/format.h>
#include <sodium.h>

#include "base/csv.h"
#include "base/json.h"

namespace qs::app {
namespace {

std::vector<exchange::CellRow> rows_of(const ledger::Record& record, const std::string& table) {
  std::vector<exchange::CellRow> out;
  auto rows = Json::parse(record.text(table), nullptr, false);
  if (!rows.is_array()) return out;
  for (const auto& row : rows) {
    auto& cells = out.emplace_back();
    if (!row.is_object()) continue;
    for (const auto& [name, value] : row.items()) {
      if (value.is_number()) cells[name] = value.get<double>();
      if (value.is_string()) cells[name] = value.get<std::string>();
    }
  }
  return out;
}

}  // namespace

Result<std::string> paper_workbook(const PaperPlan& paper, const ledger::Record& record,
                                   const std::string& title, Instant made,
                                   const std::filesystem::path& drafts) {
  std::vector<exchange::Sheet> sheets;
  for (const auto& plan : paper.sheets) {
    sheets.push_back(plan.sheet);
    sheets.back().rows = rows_of(record, plan.rows);
  }
  std::error_code fault;
  std::filesystem::create_directories(drafts, fault);
  auto file = drafts / fmt::format("{:08x}{:08x}.xlsx", randombytes_random(), randombytes_random());
  auto done = exchange::write_reckoned(sheets, title, made, file);
  auto bytes = done ? read_file(file) : tl::unexpected(done.error());
  std::filesystem::remove(file, fault);
  return bytes;
}

}  // namespace qs::app
