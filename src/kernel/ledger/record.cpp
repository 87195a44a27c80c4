#include "kernel/ledger/record.h"

#include "base/json.h"

namespace qs::ledger {
namespace {

const Value* find(const Record& record, std::string_view field) {
  auto it = record.fields.find(field);
  return it == record.fields.end() ? nullptr : &it->second;
}

}  // namespace

std::string text_of(const Value& value) {
  auto text = std::get_if<std::string>(&value);
  return text ? *text : std::string{};
}

std::string Record::text(std::string_view field) const {
  auto v = find(*this, field);
  return v ? text_of(*v) : std::string{};
}

std::optional<double> Record::number(std::string_view field) const {
  auto v = find(*this, field);
  if (!v) return std::nullopt;
  if (auto d = std::get_if<double>(v)) return *d;
  if (auto i = std::get_if<int64_t>(v)) return static_cast<double>(*i);
  return std::nullopt;
}

std::optional<int64_t> Record::integer(std::string_view field) const {
  auto v = find(*this, field);
  auto i = v ? std::get_if<int64_t>(v) : nullptr;
  return i ? std::optional(*i) : std::nullopt;
}

bool Record::flag(std::string_view field) const {
  auto v = find(*this, field);
  auto b = v ? std::get_if<bool>(v) : nullptr;
  return b && *b;
}

std::optional<Instant> Record::instant(std::string_view field) const {
  auto i = integer(field);
  return i ? std::optional(from_ms(*i)) : std::nullopt;
}

std::vector<std::string> Record::words(std::string_view field) const {
  std::vector<std::string> words;
  auto list = Json::parse(text(field), nullptr, false);
  for (const auto& word : list.is_array() ? list : Json::array())
    if (word.is_string()) words.push_back(word);
  return words;
}

Value kept(const std::string& text) {
  return text.empty() ? Value{} : Value(text);
}

Value kept(const std::optional<double>& number) {
  return number ? Value(*number) : Value{};
}

Value kept(const std::optional<Instant>& time) {
  return time ? Value(to_ms(*time)) : Value{};
}

}  // namespace qs::ledger
