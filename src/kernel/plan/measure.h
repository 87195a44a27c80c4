// 口径: how the figure of a period is made of what was found on its days. Knows measures by name
// only: what a day's value is, whoever gathers it decides.
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace qs::plan {

enum class Form : uint8_t {
  mean,            // 均值 of the values
  sum,             // 合计
  share_at_most,   // 占比 in percent of the values that are <= bound
  share_at_least,  // ... >= bound
  share_above      // ... > bound
};

std::optional<Form> form(std::string_view name);  // "mean", "share_at_most", ...
std::string_view name(Form form);

struct Measure {
  std::string id;  // "air.pm25_mean"
  Form form = Form::mean;
  double bound = 0;  // of a share, in the unit of the values
  int places = 1;    // decimals of the figure, rounded half-even once (GB/T 8170)
};

// One value that counts: a day of the district, a month of a section, a record.
struct Item {
  Day day;
  double value = 0;
  std::string of = {};  // what it is the value of; empty: the area itself
};

// What an item brings into the mean or sum that every figure is: its value, or 100 and 0 for a
// share.
double brought(const Measure& measure, double value);

// nullopt without items.
std::optional<double> figure_of(const Measure& measure, std::span<const Item> items);

// 目标值: `low`: the figure may be at most so much; otherwise at least.
struct Goal {
  double value = 0;
  bool low = true;
};
bool meets(const Goal& goal, double figure);

// 同比: by how many percent of `before` the figure `now` is greater; nullopt on a base of zero.
std::optional<double> change_percent(double now, double before);

}  // namespace qs::plan
