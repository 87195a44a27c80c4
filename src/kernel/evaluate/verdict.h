// 评价结论: what the standard in force on the date of the data says of one statistic.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "kernel/standard/library.h"

namespace qs::evaluate {

enum class Outcome : uint8_t { meets, exceeds, no_limit, not_enough_data };
std::string_view name(Outcome o);

struct Verdict {
  std::string site;
  std::string factor;
  std::string statistic;  // as in standard::Limit
  Period period;
  std::optional<double> value;  // rounded as the standard asks
  Outcome outcome = Outcome::no_limit;
  double multiple = 0;   // 超标倍数 (C-S)/S when it exceeds and a multiple is defined
  std::string limit_id;  // standard::Limit::id that judged, empty: none
  double limit_value = 0;
  std::string standard, clause, confidence;  // cited with every verdict
};

// 指数: one site and period as an index (AQI, water class, CWQI, TLI) with what drives it.
struct IndexResult {
  std::string site;
  std::string index;  // "AQI", "water_class", "noise"
  Period period;
  std::optional<int> value;                           // nullopt: NA
  std::string category;                               // standard::Category::code
  std::vector<std::string> primary;                   // factor codes, ties all listed
  std::vector<std::pair<std::string, double>> items;  // factor -> sub-index
  std::string standard, clause, confidence;
  std::string reason;  // why it is NA, empty otherwise
};

}  // namespace qs::evaluate
