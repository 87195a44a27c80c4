// 模板: an empty table made from a declaration, to be filled in and imported: drop-downs, notes, an
// example row that the import passes over, and a sheet that explains every column.
#pragma once

#include <filesystem>

#include "kernel/ledger/import.h"
#include "kernel/ledger/record_log.h"

namespace qs::exchange {

inline constexpr size_t kMostOffered = 500;       // records of a reference in a drop-down
inline constexpr uint32_t kTemplateRows = 5'000;  // rows with drop-downs and checks

Result<void> write_template(const ledger::Kind& kind, const ledger::RecordLog& log,
                            const ledger::Reach& reach, const std::filesystem::path& file);

}  // namespace qs::exchange
