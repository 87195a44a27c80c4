// 用电监控对象: one firm's meters, what they hang on, and the orders that bind its lines.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace qs::power {

inline constexpr size_t kMostMeters = 99;  // of one firm: the two last digits of the code say which

enum class Role : uint8_t { total, production, treatment };

struct Meter {
  std::string id, name;
  Role role = Role::total;
  double rated_kw = 0;  // 0: nobody knows
  int place = -1;       // in Plan::lines or Plan::devices, by the role
};

struct Line {
  std::string id, name;
  std::vector<int> meters, devices;
  std::optional<std::pair<int, int>>
      permitted;  // minutes of the day in which it may run; none: all
};

struct Device {
  std::string id, name;
  std::vector<int> meters, lines;
  std::optional<int> post_run;  // minutes that it has to run on; none: as the law says
};

struct Order {
  enum class Kind : uint8_t {
    stop,    // 停产
    reduce,  // 限产
    peak,    // 错峰: must not run in these minutes of the day
    night    // 夜间生产许可
  };
  std::string id, name;
  Kind kind = Kind::stop;
  int line = -1;  // -1: the whole firm
  Span span{};
  double reduction = 0;                     // of Kind::reduce, 0–1
  std::pair<int, int> minutes{0, 24 * 60};  // of Kind::peak; may go over midnight
};

struct Plan {
  std::string firm, name;
  std::vector<Meter> meters;
  std::vector<Line> lines;
  std::vector<Device> devices;
  std::vector<Order> orders;
  std::map<Day, bool> worked;  // days whose class differs from that of their weekday
};

// Minutes since 1970 (UTC), in which everything here counts.
using Minute = int64_t;
inline constexpr Minute kDayMinutes = 24 * 60;
inline Minute minute_of(Instant t) {
  return std::chrono::floor<std::chrono::minutes>(t).time_since_epoch().count();
}
inline Instant instant_of(Minute m) {
  return Instant{std::chrono::minutes{m}};
}
inline int64_t day_number(Minute m) {  // of the local day
  return (m + std::chrono::minutes{kOffset}.count()) / kDayMinutes;
}
inline int minute_of_day(Minute m) {
  return static_cast<int>((m + std::chrono::minutes{kOffset}.count()) % kDayMinutes);
}
inline bool within_day(std::pair<int, int> span, int minute) {
  return span.first <= span.second ? span.first <= minute && minute < span.second
                                   : span.first <= minute || minute < span.second;
}

}  // namespace qs::power
