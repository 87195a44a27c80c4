// 裁量: what fine a violation's chosen levels amount to, by a table of the pack, and whether a fine
// that was decided keeps within it. All in whole yuan and whole percent points, so that anybody
// reckons the same.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/result.h"

namespace qs::enforcement {

inline constexpr int64_t kWhole = 100;               // percent points: from the least to the most
inline constexpr int64_t kMostYuan = 1'000'000'000;  // that a table may say

// 裁量因素的档次. Ids are unique in the law.
struct Level {
  std::string id, zh, en;
  int64_t percent = 0;  // points of the way from the least to the most fine; may be negative
  std::string confidence;
};
struct Factor {
  std::string id, zh, en;
  std::vector<std::string> violations;  // that it weighs for; empty: for all
  std::vector<Level> levels;            // in the order of the table
};
struct Violation {
  std::string id, zh, en, clause, basis, confidence, note;
  int64_t least = 0, most = 0;  // yuan
  int64_t band = 0;  // percent points around the reckoned fine that may be decided freely
  std::string place;
};
struct Law {
  std::vector<Violation> violations;
  std::vector<Factor> factors;

  const Violation* violation(std::string_view id) const;
  std::vector<const Factor*> factors_of(const Violation& violation) const;
};

// The level chosen of each factor, by their ids.
using Chosen = std::map<std::string, std::string, std::less<>>;

// Faults: a level that is none, two of one factor.
Result<Chosen> chosen_of(const Law& law, const std::vector<std::string>& levels);

struct Fine {
  int64_t percent = 0;         // the sum of the points, kept within 0..100
  int64_t amount = 0;          // yuan, rounded half to even (GB/T 8170)
  int64_t low = 0, high = 0;   // of the band, yuan
  std::string why_zh, why_en;  // each level with its points, the sum, the range, the rounding
};

// Faults name a factor of the violation without a level, a factor or level that is not its own.
Result<Fine> reckon(const Law& law, const Violation& violation, const Chosen& chosen);

// A fine that was decided or is proposed.
struct Decided {
  Decimal yuan;
  bool final = false;       // it is decided, not only proposed
  bool has_reason = false;  // a reason for leaving the band is written down
  bool approves = false;    // whoever decides may approve
};
// Never above the most that the law allows; outside of the band only with a reason, and only by
// somebody who may approve. The fault's place is the field that is to be mended: "amount",
// "deviation_reason".
Result<void> check_decided(const Violation& violation, const Fine& fine, const Decided& decided);

// What stands against the law: violations and factors that stand twice, a range upside down, levels
// of a factor that is for no violation.
std::vector<Error> check_law(const Law& law);

}  // namespace qs::enforcement
