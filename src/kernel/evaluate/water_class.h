// 地表水水质类别: GB 3838 single-factor class of a section, its main pollutants and its target.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/evaluate/class_ladder.h"
#include "kernel/evaluate/verdict.h"

namespace qs::evaluate {

enum class WaterBody : uint8_t { river, lake };  // 河流 / 湖库: total phosphorus has two tables
std::string_view name(WaterBody body);

// A planned item of a section. nullopt: due but missing. What is not in the plan is not in the map.
struct WaterValue {
  std::optional<double> amount;  // in the factor's unit, unrounded where that is at hand
  bool below_detection = false;  // counts as class I whatever the detection limit is
};
using WaterValues = std::map<std::string, WaterValue, std::less<>>;  // by factor code

struct WaterItem {
  std::string factor;
  double value = 0;
  int rank = 0;          // 1 Ⅰ .. 5 Ⅴ, 6 劣Ⅴ
  double multiple = 0;   // over class III, 0 where none is defined or not exceeded
  std::string limit_id;  // the row that the class rests on; 劣Ⅴ: the row it failed
};

struct WaterGrade {
  std::optional<int> rank;        // nullopt: a planned item is missing, or nothing to grade
  std::string code;               // "I" .. "劣V"
  std::vector<WaterItem> items;   // evaluated ones, as ranked by the plan's order
  std::vector<std::string> main;  // 主要污染指标, worst first; empty up to class III
  std::string standard, clause, confidence;
  std::string reason;  // why there is no class
};

// 一断面之尺: the ladders of all evaluated items for one kind of water body on one day.
class WaterJudge {
 public:
  static Result<WaterJudge> prepared(const standard::Library& library, Day law, WaterBody body);

  // Items that are not evaluated (temperature, total nitrogen, faecal coliforms) are passed over.
  WaterGrade grade(const WaterValues& values) const;
  // One item by itself, also one that the section class leaves out (总氮 of lakes). nullopt: the
  // standard has no bounds for it.
  std::optional<WaterItem> grade_item(std::string_view factor, const WaterValue& value) const;

  const ClassLadder* ladder(std::string_view factor) const;
  const std::vector<std::string>& evaluated() const { return evaluated_; }
  const std::string& code(int rank) const;  // 1 .. 6
  std::optional<int> rank(std::string_view code) const;
  int benchmark() const { return benchmark_; }  // Ⅲ: rank against which multiples are taken

 private:
  std::vector<std::string> main_pollutants(std::vector<WaterItem> items) const;

  std::vector<std::string> classes_;    // best to worst, the last without bounds
  std::vector<std::string> evaluated_;  // factor codes
  std::vector<std::string> first_;      // named first when they exceed: cyanide, heavy metals
  std::map<std::string, ClassLadder, std::less<>> ladders_;
  int benchmark_ = 0;
  size_t most_main_ = 0;
  bool needs_all_ = false;
  standard::Source source_;
};

// 达标: the section's class is at or better than the target class. nullopt: no class.
std::optional<bool> meets_target(const WaterJudge& judge, const WaterGrade& grade,
                                 std::string_view target);
// 氨氮(0.32): name with the multiple, as bulletins print main pollutants.
std::string with_multiple(const standard::Library& library, const WaterItem& item);

}  // namespace qs::evaluate
