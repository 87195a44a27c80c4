#include "edge/gateway/file/mapping.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <set>

#include "base/csv.h"
#include "edge/gateway/file/time_format.h"

namespace qs::gateway {
namespace {

// Reads one table's keys, remembers which were asked for and reports the others.
class Keys {
 public:
  Keys(const toml::table& table, std::string_view file, std::string where, standard::Faults& faults)
      : table_(table), file_(file), where_(std::move(where)), faults_(faults) {}

  const toml::node* get(std::string_view key) {
    asked_.emplace(key);
    return table_.get(key);
  }
  template <class T>
  std::optional<T> value(std::string_view key, std::string_view kind) {
    auto node = get(key);
    if (!node) return std::nullopt;
    auto found = node->value<T>();
    if (!found) fault(key, fmt::format("must be {}", kind));
    return found;
  }
  std::string text(std::string_view key, std::string otherwise = {}) {
    return value<std::string>(key, "a text").value_or(std::move(otherwise));
  }
  // "-1h", "30min", "1d"; 0 when absent.
  Millis duration(std::string_view key) {
    auto said = text(key);
    if (said.empty()) return Millis{0};
    size_t used = 0;
    bool minus = said.starts_with('-');
    int64_t count = 0;
    for (size_t i = minus; i < said.size() && said[i] >= '0' && said[i] <= '9' && i < 8; ++i)
      count = count * 10 + (said[i] - '0'), used = i + 1;
    static const std::map<std::string, int64_t> kUnits{
        {"s", 1'000}, {"min", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};
    auto unit = kUnits.find(said.substr(used));
    if (used == 0 || unit == kUnits.end()) {
      fault(key, fmt::format("'{}' is no duration such as 30min, -1h, 1d", said));
      return Millis{0};
    }
    return Millis{(minus ? -count : count) * unit->second};
  }
  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> out;
    each(key, [&](const toml::node& n) {
      if (auto t = n.value<std::string>())
        out.push_back(*t);
      else
        fault(key, "must be a text or a list of texts");
    });
    return out;
  }
  std::vector<ColumnName> columns(std::string_view key) {
    std::vector<ColumnName> out;
    each(key, [&](const toml::node& n) {
      auto name = n.value<std::string>();
      auto number = n.is_integer() ? n.value<int64_t>() : std::nullopt;
      if (name && !name->empty())
        out.push_back({*name, 0});
      else if (number && *number >= 1 && *number <= 4096)
        out.push_back({{}, static_cast<size_t>(*number)});
      else
        fault(key, "must be column names, or column numbers from 1");
    });
    return out;
  }
  const toml::table* table(std::string_view key) {
    auto node = get(key);
    if (node && !node->is_table()) fault(key, "must be a table");
    return node ? node->as_table() : nullptr;
  }
  void fault(std::string_view key, std::string text) {
    faults_.add(fmt::format("{}{}: {}", where_, key, text), std::string(file_));
  }
  void report_unknown() {
    for (const auto& [key, node] : table_)
      if (!asked_.contains(std::string(key.str())))
        faults_.add(fmt::format("{}{}: unknown key", where_, key.str()),
                    fmt::format("{}:{}", file_, node.source().begin.line));
  }

 private:
  template <class F>
  void each(std::string_view key, F&& take) {
    auto node = get(key);
    if (!node) return;
    if (auto list = node->as_array())
      for (const auto& item : *list) take(item);
    else
      take(*node);
  }

  const toml::table& table_;
  std::string_view file_;
  std::string where_;
  standard::Faults& faults_;
  std::set<std::string> asked_;
};

template <class Enum, class Find>
Enum named(Keys& keys, std::string_view key, Enum otherwise, Find find) {
  auto text = keys.text(key);
  if (text.empty()) return otherwise;
  auto found = find(text);
  if (!found) keys.fault(key, fmt::format("'{}' is not known", text));
  return found.value_or(otherwise);
}

ValueColumn read_column(Keys& keys, const ValueColumn& otherwise) {
  ValueColumn c = otherwise;
  auto column = keys.columns("column");
  if (column.size() != 1)
    keys.fault("column", "names one column");
  else
    c.column = column[0];
  c.factor = keys.text("factor");
  if (c.factor.empty()) keys.fault("factor", "is missing");
  c.unit = keys.text("unit");
  c.scale = keys.value<double>("scale", "a number").value_or(1);
  c.shift = keys.duration("shift");
  c.cadence = named(keys, "cadence", otherwise.cadence, observe::cadence_of);
  c.measure = named(keys, "measure", otherwise.measure, observe::measure_of);
  if (auto words = keys.table("words"))
    for (const auto& [word, node] : *words) {
      if (auto value = node.value<double>())
        c.words.emplace(word.str(), *value);
      else
        keys.fault("words", fmt::format("'{}' must be a number", word.str()));
    }
  keys.report_unknown();
  return c;
}

void read_times(Keys& keys, Mapping& m) {
  m.time_columns = keys.columns("time");
  m.time_formats = keys.texts("time_formats");
  for (const auto& format : m.time_formats)
    if (!is_time_format(format))
      keys.fault("time_formats",
                 fmt::format("'{}': needs %Y %m %d, may have %H %M %S, or is \"excel\"", format));
  if (keys.get("zone")) m.zone = keys.duration("zone");
  m.shift = keys.duration("shift");
  m.step = keys.duration("step");
  if (auto start = keys.text("start"); !start.empty()) {
    auto t = parse_instant(start);
    if (t)
      m.start = *t;
    else
      keys.fault("start", t.error().text);
  }
  bool by_columns = !m.time_columns.empty() && !m.time_formats.empty();
  bool by_step = m.start && m.step.count() > 0;
  if (by_columns == by_step) keys.fault("time", "give time and time_formats, or start and step");
}

void read_sites(Keys& keys, Mapping& m) {
  m.site = keys.text("site");
  m.site_columns = keys.columns("site_columns");
  m.site_prefix = keys.text("site_prefix");
  if (m.site.empty() == m.site_columns.empty())
    keys.fault("site", "give either site or site_columns");
  if (auto sites = keys.table("sites"))
    for (const auto& [name, node] : *sites)
      m.sites.emplace(name.str(), node.value<std::string>().value_or(""));
}

void read_marks(Keys& keys, Mapping& m) {
  m.missing = keys.texts("missing");
  auto column = keys.columns("mark_column");
  if (!column.empty()) m.mark_column = column[0];
  if (auto marks = keys.table("marks"))
    for (const auto& [word, node] : *marks) {
      auto letters = node.value<std::string>().value_or("");
      auto mark = observe::mark_of(letters);
      if (mark == observe::Mark::other && letters != "?")
        keys.fault("marks", fmt::format("'{}' is no mark such as N, M, D, or ?", letters));
      m.marks.emplace(word.str(), mark);
    }
}

void read_shape(Keys& keys, Mapping& m) {
  m.title = keys.text("title");
  m.encoding = keys.text("encoding", "utf-8");
  static const std::set<std::string> kEncodings{"utf-8", "gbk", "gb18030"};
  if (!kEncodings.contains(m.encoding)) keys.fault("encoding", "is utf-8, gbk or gb18030");
  auto delimiter = keys.text("delimiter", ",");
  if (delimiter.size() != 1 || delimiter == "\"")
    keys.fault("delimiter", "is one character");
  else
    m.delimiter = delimiter[0];
  m.header = keys.value<bool>("header", "true or false").value_or(true);
  m.sheet = keys.text("sheet");
}

void check_numbers(Keys& keys, const Mapping& m) {
  if (m.header) return;
  auto numbered = [](const ColumnName& c) { return c.number > 0; };
  bool all = std::ranges::all_of(m.time_columns, numbered) &&
             std::ranges::all_of(m.site_columns, numbered) &&
             std::ranges::all_of(m.columns, numbered, &ValueColumn::column) &&
             (!m.mark_column || numbered(*m.mark_column));
  if (!all) keys.fault("header", "without a header every column is a number");
}

}  // namespace

std::string ColumnName::shown() const {
  return number > 0 ? fmt::format("column {}", number) : fmt::format("column '{}'", name);
}

std::optional<Mapping> parse_mapping(std::string_view text, std::string_view name,
                                     standard::Faults& faults) {
  auto faults_before = faults.list.size();
  toml::table table;
  try {
    table = toml::parse(text, std::string(name));
  } catch (const toml::parse_error& e) {
    faults.add(std::string(e.description()), fmt::format("{}:{}", name, e.source().begin.line));
    return std::nullopt;
  }
  Mapping m;
  m.id = std::filesystem::path(name).stem().string();
  Keys keys(table, name, "", faults);
  read_shape(keys, m);
  read_times(keys, m);
  read_sites(keys, m);
  read_marks(keys, m);
  ValueColumn otherwise;
  otherwise.cadence = named(keys, "cadence", otherwise.cadence, observe::cadence_of);
  otherwise.measure = named(keys, "measure", otherwise.measure, observe::measure_of);
  auto columns = keys.get("column");
  if (auto list = columns ? columns->as_array() : nullptr) {
    for (const auto& node : *list) {
      if (!node.is_table()) continue;
      Keys inner(*node.as_table(), name, fmt::format("column {}, ", m.columns.size() + 1), faults);
      m.columns.push_back(read_column(inner, otherwise));
    }
  }
  if (m.columns.empty()) keys.fault("column", "no value column is named ([[column]])");
  check_numbers(keys, m);
  keys.report_unknown();
  if (faults.list.size() > faults_before) return std::nullopt;
  return m;
}

std::optional<Mapping> read_mapping(const std::filesystem::path& file, standard::Faults& faults) {
  auto text = read_file(file);
  if (text) return parse_mapping(*text, file.string(), faults);
  faults.list.push_back(text.error());
  return std::nullopt;
}

}  // namespace qs::gateway
