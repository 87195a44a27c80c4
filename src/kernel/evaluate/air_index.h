// 空气质量指数 AQI by HJ 633, under the law of any day: one judge is prepared from the tables once
// and then only looks up, so that ten years of a country's hours are re-judged in seconds.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kernel/evaluate/verdict.h"

namespace qs::evaluate {

enum class AirReport : uint8_t { hour, day };  // 实时报, 日报
std::string_view name(AirReport report);       // "hour", "day": scope of the rules

inline constexpr size_t kMostAirItems = 10;
inline constexpr int kMostIndex = 500;

// The values of one site and period, each in its factor's unit, in the order of AirJudge::items().
struct AirValues {
  std::array<double, kMostAirItems> value{};
  uint16_t present = 0;  // bit per item

  void set(size_t item, double v) {
    value[item] = v;
    present = static_cast<uint16_t>(present | 1u << item);
  }
};

// What the look-up answers. Bits are items.
struct AirIndex {
  uint16_t aqi = 0;        // of the items that are there; 0: none is
  uint16_t primary = 0;    // 首要污染物, ties all set; 0: 优 or none
  uint16_t judged = 0;     // items that gave an IAQI
  uint8_t level = 0;       // 1 优 .. 6 严重污染, place of the category; 0: none
  bool published = false;  // false: the report says NA
  std::array<uint16_t, kMostAirItems> item{};  // IAQI
};

// 一日之法: the tables and rules of one report in force on one day.
class AirJudge {
 public:
  // `law`: the day whose law judges, normally that of the data; first_day("HJ 633-2026") shows
  // another standard beside it. A missing table or rule is an error naming it.
  // `variant` chooses other items than those in use: "text" is the real-time report as HJ 633-2012
  // words it (24-hour moving PM, 8-hour moving ozone) where the portals publish another.
  static Result<AirJudge> prepared(const standard::Library& library, Day law, AirReport report,
                                   std::string_view variant = {});

  // "a34004:hour" ..., in the order in which ties are listed.
  const std::vector<std::string>& items() const { return names_; }
  std::optional<size_t> item(std::string_view name) const;
  // Tables and rules stay as they are over [from, until): prepare again outside.
  bool covers(Day day) const { return from_ <= day && (!until_ || day < *until_); }
  const standard::Source& source() const { return source_; }

  // No allocation, no failure; values below zero count as zero.
  AirIndex judge(const AirValues& values) const;

  // The same with names. `values`: "a34004:hour" -> amount; names the report does not use are
  // passed over.
  IndexResult judge(std::string site, const Period& period,
                    const std::map<std::string, double, std::less<>>& values) const;

 private:
  struct Item {
    std::string factor;
    double steps = 1;             // whole steps in one of the factor's unit: 1, 10 for CO, 1000 ..
    std::vector<uint16_t> index;  // IAQI by number of steps, up to the top break point
    std::optional<uint16_t> above;  // IAQI beyond the table; nullopt: the item falls silent
    uint16_t stands_in_for = 0;     // not 0: speaks only when one of these fell silent
  };

  Result<void> add(const standard::Library& library, Day law, std::string name,
                   uint16_t stands_in_for);
  Result<void> add_stand_ins(const standard::Library& library, Day law);
  Result<void> read_rules(const standard::Library& library, Day law, std::string_view scope);
  Result<void> read_categories(const standard::Library& library, Day law);
  void bound_by(const standard::Source& source);

  std::vector<std::string> names_;
  std::vector<Item> items_;                               // as names_; stand-ins last
  std::vector<std::pair<std::string, uint16_t>> wanted_;  // stand-ins asked for by the tables
  std::array<uint8_t, kMostIndex + 1> level_{};           // by AQI
  std::vector<std::string> categories_;                   // code by level - 1
  uint16_t required_ = 0;                     // items without which the report is incomplete
  uint16_t needs_one_of_ = 0;                 // 0: none in particular
  uint16_t lowest_ = 0;                       // of the AQI
  uint16_t primary_above_ = 0;                // an AQI up to this names no primary pollutant
  std::optional<uint16_t> incomplete_above_;  // an incomplete AQI is published only beyond this
  Day from_;
  std::optional<Day> until_;
  standard::Source source_;
};

// Judges for any day, each prepared once per stretch of unchanged law.
class AirJudges {
 public:
  AirJudges(const standard::Library& library, AirReport report, std::string variant = {})
      : library_(&library), report_(report), variant_(std::move(variant)) {}
  // Valid until the next call that prepares another.
  Result<const AirJudge*> on(Day day);

 private:
  const standard::Library* library_;
  AirReport report_;
  std::string variant_;
  std::vector<AirJudge> judges_;  // few: one per change of law
};

}  // namespace qs::evaluate
