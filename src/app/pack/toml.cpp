#include "app/pack/toml.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/csv.h"
#include "base/duration.h"

namespace qs::app {

std::optional<toml::table> read_toml(const std::filesystem::path& file, standard::Faults& faults) {
  auto name = file.lexically_normal().string();
  auto text = read_file(file);
  if (!text) {
    faults.list.push_back({text.error().text, name});
    return std::nullopt;
  }
  return parse_toml(*text, name, faults);
}

std::optional<toml::table> parse_toml(std::string_view text, const std::string& place,
                                      standard::Faults& faults) {
  if (!is_utf8(text)) {
    faults.add("not UTF-8; save the file as UTF-8", place);
    return std::nullopt;
  }
  try {
    return toml::parse(text, place);
  } catch (const toml::parse_error& e) {
    faults.add(std::string(e.description()), fmt::format("{}:{}", place, e.source().begin.line));
    return std::nullopt;
  }
}

Millis duration(TomlTable& t, std::string_view key, bool required) {
  return parsed<Millis>(t, key, required, parse_duration);
}

ledger::When when_of(TomlTable& t) {
  ledger::When when{t.text("field"), t.words("is")};
  if (when.is.empty()) t.fault("is", "is missing: the texts of which one must stand");
  t.close();
  return when;
}

std::optional<ledger::When> when_of(TomlTable& t, std::string_view key) {
  auto table = t.table(key);
  return table ? std::optional(when_of(*table)) : std::nullopt;
}

std::vector<ledger::When> whens_of(TomlTable& t, std::string_view key) {
  std::vector<ledger::When> out;
  for (auto& row : t.tables(key)) out.push_back(when_of(row));
  return out;
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder,
                                            std::string_view extension) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::is_directory(folder)) return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == extension) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

const toml::node* TomlTable::node(std::string_view key) {
  read_.emplace(key);
  return table_->get(key);
}

std::string TomlTable::place() const {
  return fmt::format("{}:{}", file_, table_->source().begin.line);
}

std::string TomlTable::place(std::string_view key) const {
  auto at = table_->get(key);
  return at ? fmt::format("{}:{}", file_, at->source().begin.line) : place();
}

void TomlTable::fault(std::string_view key, std::string text) const {
  faults_->add(fmt::format("{}: {}", key, text), place(key));
}

std::string TomlTable::text(std::string_view key, bool required) {
  auto at = node(key);
  if (!at) {
    if (required) fault(key, "is missing");
    return {};
  }
  if (auto value = at->value_exact<std::string>()) return *value;
  fault(key, "must be text");
  return {};
}

std::optional<double> TomlTable::number(std::string_view key) {
  auto at = node(key);
  if (!at) return std::nullopt;
  if (at->is_number()) return at->value<double>();
  fault(key, "must be a number");
  return std::nullopt;
}

std::optional<int64_t> TomlTable::integer(std::string_view key) {
  auto at = node(key);
  if (!at) return std::nullopt;
  if (at->is_integer()) return at->value<int64_t>();
  fault(key, "must be a whole number");
  return std::nullopt;
}

bool TomlTable::flag(std::string_view key) {
  auto at = node(key);
  if (at && !at->is_boolean()) fault(key, "must be true or false");
  return at && at->value_or(false);
}

std::vector<std::string> TomlTable::words(std::string_view key) {
  std::vector<std::string> words;
  auto at = node(key);
  auto array = at ? at->as_array() : nullptr;
  if (at && !array) fault(key, "must be a list of texts");
  for (size_t i = 0; array && i < array->size(); ++i)
    if (auto word = array->get(i)->value_exact<std::string>())
      words.push_back(*word);
    else
      fault(key, "holds something that is not text");
  return words;
}

std::vector<std::vector<std::string>> TomlTable::word_lists(std::string_view key) {
  std::vector<std::vector<std::string>> lists;
  auto at = node(key);
  auto array = at ? at->as_array() : nullptr;
  if (at && !array) fault(key, "must be a list");
  for (size_t i = 0; array && i < array->size(); ++i) {
    auto& list = lists.emplace_back();
    if (auto word = array->get(i)->value_exact<std::string>()) {
      list.push_back(*word);
    } else if (auto inner = array->get(i)->as_array()) {
      for (const auto& one : *inner) {
        if (auto text = one.value_exact<std::string>())
          list.push_back(*text);
        else
          fault(key, "holds something that is not text");
      }
    } else {
      fault(key, "holds something that is neither a text nor a list of texts");
    }
  }
  return lists;
}

std::vector<double> TomlTable::numbers(std::string_view key) {
  std::vector<double> numbers;
  auto at = node(key);
  auto array = at ? at->as_array() : nullptr;
  if (at && !array) fault(key, "must be a list of numbers");
  for (size_t i = 0; array && i < array->size(); ++i)
    if (auto number = array->get(i)->value<double>())
      numbers.push_back(*number);
    else
      fault(key, "holds something that is not a number");
  return numbers;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  std::vector<TomlTable> tables;
  auto at = node(key);
  auto array = at ? at->as_array() : nullptr;
  if (at && !array) fault(key, "must be a list of tables");
  for (size_t i = 0; array && i < array->size(); ++i)
    if (auto table = array->get(i)->as_table())
      tables.emplace_back(*table, file_, *faults_);
    else
      fault(key, "holds something that is not a table");
  return tables;
}

std::optional<TomlTable> TomlTable::table(std::string_view key) {
  auto at = node(key);
  if (!at) return std::nullopt;
  if (auto table = at->as_table()) return TomlTable(*table, file_, *faults_);
  fault(key, "must be a table");
  return std::nullopt;
}

std::vector<std::string> TomlTable::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, value] : *table_) keys.emplace_back(key.str());
  return keys;
}

void TomlTable::close() const {
  for (const auto& [key, value] : *table_)
    if (!read_.contains(key.str()))
      faults_->add(fmt::format("unknown key '{}'", key.str()),
                   fmt::format("{}:{}", file_, value.source().begin.line));
}

}  // namespace qs::app
