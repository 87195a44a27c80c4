// Reading JSON that somebody else may have written: a member of another type is as absent, and so
// is a figure that nothing measured can have.
#pragma once

#include <cmath>
#include <string>

#include "base/json.h"
#include "kernel/observe/values.h"

namespace qs::app {

inline std::string text_at(const Json& object, const char* member) {
  auto it = object.is_object() ? object.find(member) : object.end();
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

// Exact decimal arithmetic reaches from here to kMostAmount.
inline constexpr double kLeastAmount = 1e-30;
inline bool is_figure(double value) {
  return observe::is_amount(value) && (value == 0 || std::abs(value) >= kLeastAmount);
}

inline std::optional<double> number_at(const Json& object, const char* member) {
  auto it = object.is_object() ? object.find(member) : object.end();
  if (it == object.end() || !it->is_number()) return std::nullopt;
  auto value = it->get<double>();
  return is_figure(value) ? std::optional(value) : std::nullopt;
}

inline std::optional<int64_t> integer_at(const Json& object, const char* member) {
  auto it = object.is_object() ? object.find(member) : object.end();
  if (it == object.end() || !it->is_number_integer()) return std::nullopt;
  return it->get<int64_t>();
}

inline bool flag_at(const Json& object, const char* member) {
  auto it = object.is_object() ? object.find(member) : object.end();
  return it != object.end() && it->is_boolean() && it->get<bool>();
}

// The member's elements; nothing when it is no list.
inline const Json& list_at(const Json& object, const char* member) {
  static const Json kNone = Json::array();
  auto it = object.is_object() ? object.find(member) : object.end();
  return it != object.end() && it->is_array() ? *it : kNone;
}

// Deeper values are left out: nothing that was written here is so deep.
inline Json bounded_json(std::string_view text) {
  constexpr int kDeepest = 12;
  auto keep = [](int depth, Json::parse_event_t, Json&) { return depth < kDeepest; };
  return Json::parse(text, keep, false);
}

}  // namespace qs::app
