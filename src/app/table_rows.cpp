#include "app/table_rows.h"

#include "base/json.h"

namespace qs::app {

Json table_rows(const ledger::Record& record, std::string_view field) {
  auto rows = Json::parse(record.text(field), nullptr, false);
  return rows.is_array() ? rows : Json::array();
}

}  // namespace qs::app
