// A TOML file of a pack, read key by key with every missing or ill-typed key named by its line.
// Only the .cpp files of the pack reader include this: the parser is slow to compile.
#pragma once

#include <fmt/format.h>
#include <toml++/toml.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/pack/layer.h"
#include "base/time.h"
#include "kernel/ledger/schema.h"
#include "kernel/standard/library.h"

namespace qs::app {

// One table of a file. Keys that nobody asked for are a fault (close()).
class TomlTable {
 public:
  TomlTable(const toml::table& table, std::string file, standard::Faults& faults)
      : table_(&table), file_(std::move(file)), faults_(&faults) {}

  std::string text(std::string_view key, bool required = true);
  std::optional<double> number(std::string_view key);
  std::optional<int64_t> integer(std::string_view key);
  bool flag(std::string_view key);
  std::vector<std::string> words(std::string_view key);  // an array of strings
  // An array of strings and of arrays of strings; a string alone counts as a list of one.
  std::vector<std::vector<std::string>> word_lists(std::string_view key);
  std::vector<double> numbers(std::string_view key);     // an array of numbers
  std::vector<TomlTable> tables(std::string_view key);   // [[key]]
  std::optional<TomlTable> table(std::string_view key);  // [key]
  bool has(std::string_view key) const { return table_->contains(key); }
  std::vector<std::string> keys() const;

  std::string place() const;                      // file:line of the table
  std::string place(std::string_view key) const;  // file:line of a key
  void fault(std::string_view key, std::string text) const;
  // Names every key that was not read.
  void close() const;

 private:
  const toml::node* node(std::string_view key);

  const toml::table* table_;
  std::string file_;
  standard::Faults* faults_;
  std::set<std::string, std::less<>> read_;
};

// The value that `parse` reads in a text, or what an absent or faulty key stands for.
template <class Value, class Parse>
Value parsed(TomlTable& t, std::string_view key, bool required, Parse parse) {
  auto text = t.text(key, required);
  if (text.empty()) return Value{};
  Result<Value> value = parse(text);
  if (!value) t.fault(key, value.error().text);
  return value.value_or(Value{});
}
Millis duration(TomlTable& t, std::string_view key, bool required = false);
// { field = "…", is = ["…"] }
ledger::When when_of(TomlTable& t);
std::optional<ledger::When> when_of(TomlTable& t, std::string_view key);
std::vector<ledger::When> whens_of(TomlTable& t, std::string_view key);  // a list of them

std::optional<toml::table> parse_toml(std::string_view text, const std::string& place,
                                      standard::Faults& faults);
// A file that is not there, not UTF-8 or not TOML is a fault that names the line.
std::optional<toml::table> read_toml(const std::filesystem::path& file, standard::Faults& faults);

// Lays the [[key]] tables of a file over the known rows; without the file there are none. `read`
// makes a row of a TomlTable& and closes it; its id stands once in the file.
template <class Row, class Read>
void lay_rows_over(std::vector<Row>& rows, const std::filesystem::path& file, std::string_view key,
                   standard::Faults& faults, Read read) {
  if (!std::filesystem::exists(file)) return;
  auto toml = read_toml(file, faults);
  if (!toml) return;
  TomlTable whole(*toml, file.lexically_normal().string(), faults);
  std::set<std::string> ids;
  for (auto& table : whole.tables(key)) {
    Row row = read(table);
    if (!ids.insert(row.id).second) table.fault("id", fmt::format("'{}' stands twice", row.id));
    lay_over(rows, std::move(row));
  }
  whole.close();
}

// The files of a folder with this extension, by name; empty when there is no such folder.
std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder,
                                            std::string_view extension);

}  // namespace qs::app
