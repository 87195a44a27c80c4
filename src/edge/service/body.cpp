#include "edge/service/body.h"

#include <fmt/format.h>

#include "base/json.h"

namespace qs::service {

Body::Body(Json value) : value_(std::make_unique<Json>(std::move(value))) {}
Body::~Body() = default;
Body::Body(Body&&) noexcept = default;
Body& Body::operator=(Body&&) noexcept = default;

Maybe<Body> Body::of(std::string_view text) {
  bool too_deep = false;
  auto shallow = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > static_cast<int>(kMaxDepth);
    return !too_deep;
  };
  auto value = Json::parse(text, shallow, false);
  if (too_deep) return refuse(400, "the JSON is nested too deeply", "body");
  if (!value.is_object()) return refuse(400, "the body is not a JSON object", "body");
  return Body(std::move(value));
}

const Json* Body::find(std::string_view field) const {
  auto it = value_->find(field);
  return it == value_->end() || it->is_null() ? nullptr : &*it;
}

void Body::fault(std::string text, std::string_view field) {
  if (!fault_) fault_ = Error{std::move(text), std::string(field)};
}

Maybe<void> Body::whole() const {
  if (fault_) return tl::unexpected(Fault{422, *fault_});
  return {};
}

std::string Body::optional_text(std::string_view field, size_t longest) {
  auto value = find(field);
  if (!value) return {};
  auto text = value->get_ptr<const std::string*>();
  if (!text) {
    fault("must be a text", field);
  } else if (text->size() > longest) {
    fault(fmt::format("at most {} bytes", longest), field);
  } else {
    return *text;
  }
  return {};
}

std::string Body::text(std::string_view field, size_t longest) {
  auto text = optional_text(field, longest);
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) fault("is missing", field);
  return text;
}

Instant Body::instant(std::string_view field) {
  auto value = find(field);
  if (value && value->is_number_integer()) {
    auto ms = value->get<int64_t>();
    if (ms >= 0 && ms <= kLastMs) return from_ms(ms);
  }
  fault("must be a time in UTC milliseconds", field);
  return {};
}

std::optional<double> Body::number(std::string_view field) {
  auto value = find(field);
  if (!value) return std::nullopt;
  if (value->is_number()) return value->get<double>();
  fault("must be a number", field);
  return std::nullopt;
}

int64_t Body::integer(std::string_view field, int64_t low, int64_t high) {
  auto value = find(field);
  if (value && value->is_number_integer()) {
    auto number = value->get<int64_t>();
    if (number >= low && number <= high) return number;
  }
  fault(fmt::format("must be a whole number from {} to {}", low, high), field);
  return low;
}

bool Body::flag(std::string_view field) {
  auto value = find(field);
  if (!value) return false;
  if (!value->is_boolean()) fault("must be true or false", field);
  return value->is_boolean() && value->get<bool>();
}

std::vector<std::string> Body::texts(std::string_view field, size_t most) {
  std::vector<std::string> out;
  auto value = find(field);
  if (!value) return out;
  if (!value->is_array() || value->size() > most) {
    fault(fmt::format("must be a list of at most {} texts", most), field);
    return out;
  }
  for (const auto& item : *value) {
    if (!item.is_string()) {
      fault("must hold texts only", field);
      return {};
    }
    out.push_back(item.get<std::string>());
  }
  return out;
}

std::string Body::object(std::string_view field) {
  auto value = find(field);
  if (!value) return "{}";
  if (!value->is_object()) fault("must be an object", field);
  return value->dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace qs::service
