// 看板: figures of registers by street, as a pack declares them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/ledger/query.h"
#include "kernel/ledger/schema.h"

namespace qs::ledger {

// One column of the table by street.
struct BoardTile {
  enum class Figure : uint8_t {
    count,  // how many records
    sum,    // of `field` over them
    share   // of them for which `of` holds, 0..1
  };
  std::string id, label_zh, label_en;
  std::string kind;
  Figure figure = Figure::count;
  std::string field, unit;
  std::vector<When> where;  // all must hold of the records that count
  std::vector<When> of;     // share: all must hold
  std::string past;         // a day field: only records whose day went by
  std::string better;       // "low", "high" or empty: neither
};

// packs/*/boards/<id>.toml
struct Board {
  std::string id, label_zh, label_en;
  std::vector<BoardTile> tiles;
};

// The conditions as the record log is asked; a value is read as its field reads what people type.
// `past`: days before `today`. Fields must be the kind's.
std::vector<Filter> filters_of(const Kind& kind, const std::vector<When>& where,
                               const std::string& past = {}, Day today = {});

}  // namespace qs::ledger
