// A TOML file of a pack, read key by key with every missing or ill-typed key named by its line.
// Only the .cpp files of the pack reader include this: the parser is slow to compile.
#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

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

// A file that is not there, not UTF-8 or not TOML is a fault that names the line.
std::optional<toml::table> read_toml(const std::filesystem::path& file, standard::Faults& faults);

// The files of a folder with this extension, by name; empty when there is no such folder.
std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder,
                                            std::string_view extension);

}  // namespace qs::app
