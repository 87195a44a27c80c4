// 台账: records of declared kinds. A kind is a file in a pack; a record is its fields; every change
// is a revision with who, when and why.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.h"

namespace qs::ledger {

// Instants are kept as int64 UTC ms, days as ISO text, lists and small tables as JSON text.
using Value = std::variant<std::monostate, bool, int64_t, double, std::string>;
using Fields = std::map<std::string, Value, std::less<>>;
std::string text_of(const Value& value);  // empty when it is no text

struct Record {
  std::string kind;
  std::string id;  // unique within the kind, made of facts where it can be
  uint64_t revision = 0;
  Fields fields;

  // Empty, false or nullopt when the field is absent or of another type.
  std::string text(std::string_view field) const;
  std::optional<double> number(std::string_view field) const;
  std::optional<int64_t> integer(std::string_view field) const;
  bool flag(std::string_view field) const;
  std::optional<Instant> instant(std::string_view field) const;
  std::vector<std::string> words(std::string_view field) const;  // the texts of a list
};

// A field's value as Record reads it back; an empty text and an absent figure are an absent field.
Value kept(const std::string& text);
Value kept(const std::optional<double>& number);
Value kept(const std::optional<Instant>& time);

struct Revision {
  uint64_t number = 0;  // per record, from 1
  uint64_t commit = 0;  // over the whole ledger, strictly rising
  std::string who, why;
  Instant when;
  bool erased = false;
  Fields fields;
};

}  // namespace qs::ledger
