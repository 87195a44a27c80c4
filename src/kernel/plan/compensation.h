// 生态补偿金: what each place pays or is given for one month by one rule, in whole fen.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace qs::plan {

struct MoneyRule {
  std::string id, name_zh, name_en, unit;
  enum class Against : uint8_t {
    target,  // each place's own target
    mean     // the mean of the places that have a figure
  } against = Against::target;
  bool low = true;        // a figure below what it is held against is the better one
  int places = 0;         // decimals that figures and their mean have, half-even
  int64_t fen_each = 0;   // for each whole unit of difference
  int64_t most_fen = 0;   // for one place either way; 0: no bound
  bool rewards = true;    // better places are given money, not only worse ones charged
  bool zero_sum = false;  // what some pay, and no more, is given to the others
  std::string clause, confidence;
};
// A fault's place is the key.
Result<void> check_rule(const MoneyRule& rule);

struct MoneyPlace {
  std::string id;
  std::optional<double> figure, target;
};

enum class MoneyFault : uint8_t { none, no_figure, no_target, nobody_to_give };
std::string_view name(MoneyFault fault);  // "", "no_figure", ...

struct Money {
  std::string id;
  std::optional<double> figure, against;  // as rounded
  std::optional<int64_t> fen;             // below 0: is paid by the place; absent: nothing is due
  MoneyFault fault = MoneyFault::none;
};

// In the order given. Zero-sum: the fens add up to 0; shares go by merit, the largest remainders
// first. Where nobody is better nobody pays.
std::vector<Money> money_of(const MoneyRule& rule, std::span<const MoneyPlace> places);

}  // namespace qs::plan
