// What handlers ask of a JSON body, field by field, each with its bound and its fault.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edge/service/route.h"

namespace qs::service {

inline constexpr int64_t kLastMs = 7'258'118'400'000;  // year 2200: later is no time of ours

// A JSON object, at most kMaxDepth deep. The first fault met stays; ask for it at the end.
class Body {
 public:
  static Maybe<Body> of(std::string_view text);
  ~Body();
  Body(Body&&) noexcept;
  Body& operator=(Body&&) noexcept;

  // Present and not blank, at most `longest` bytes.
  std::string text(std::string_view field, size_t longest = kLongestField);
  std::string optional_text(std::string_view field, size_t longest = kLongestField);
  Instant instant(std::string_view field);
  std::optional<double> number(std::string_view field);
  int64_t integer(std::string_view field, int64_t low, int64_t high);  // absent: a fault
  bool flag(std::string_view field);                                    // absent: false
  bool has(std::string_view field) const { return find(field) != nullptr; }
  std::vector<std::string> texts(std::string_view field, size_t most);  // absent: none
  std::string object(std::string_view field);                           // as JSON text; absent: {}
  const nlohmann::json* value(std::string_view field) const { return find(field); }

  void fault(std::string text, std::string_view field);
  Maybe<void> whole() const;  // 422 with the first fault

  static constexpr size_t kLongestField = 200, kMaxDepth = 16;

 private:
  explicit Body(nlohmann::json value);
  const nlohmann::json* find(std::string_view field) const;
  std::unique_ptr<nlohmann::json> value_;
  std::optional<Error> fault_;
};
inline constexpr size_t kLongestReason = 500;

}  // namespace qs::service
