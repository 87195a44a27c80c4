#include <fmt/std.h>

#include <charconv>

#include "app/pack.h"
#include "app/pack/suspicion.h"
#include "app/suspect/table_csv.h"
#include "app/suspect/telling.h"
#include "app/verbs/verbs.h"
#include "base/csv.h"
#include "base/durable_file.h"
#include "base/json.h"

namespace qs::app {
namespace {

constexpr auto kForAll = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write |
                         std::filesystem::perms::group_read | std::filesystem::perms::others_read;

struct Pair {
  std::string name, value;
};

Result<Pair> pair_of(const std::string& text) {
  auto at = text.rfind('=');
  if (at == std::string::npos || at == 0) return fail(fmt::format("'{}' is no name=value", text));
  return Pair{text.substr(0, at), text.substr(at + 1)};
}

Result<TableNames> names_of(const DetectOptions& options) {
  TableNames names;
  for (const auto& text : options.limits) {
    auto pair = pair_of(text);
    if (!pair) return tl::unexpected(pair.error());
    double value = 0;
    const auto* end = pair->value.data() + pair->value.size();
    auto read = std::from_chars(pair->value.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end)
      return fail(fmt::format("the limit '{}' is no number", pair->value));
    names.limits[pair->name] = value;
  }
  for (const auto& text : options.columns) {
    auto pair = pair_of(text);
    if (!pair) return tl::unexpected(pair.error());
    names.columns[pair->name] = pair->value;
  }
  return names;
}

}  // namespace

int detect(const DetectOptions& options) {
  auto pack = open_pack(options.pack);
  if (!pack) return say_failed(pack.error().message());
  auto names = names_of(options);
  if (!names) return say_failed(names.error().message());
  auto text = read_file(options.input);
  if (!text) return say_failed(text.error().message());
  auto table = suspect_table(*text, options.input.filename().string(), *names, pack->library);
  if (!table) return say_failed(table.error().message());
  auto law = suspicion_law(*pack);
  auto findings = suspect::judge(*table, law, {});
  Json told = Json::array();
  for (const auto& finding : findings) told.push_back(json_of(finding, law, table->step));
  auto json = Json{{"findings", std::move(told)},
                   {"rows", table->rows},
                   {"step_s", table->step.count() / 1000},
                   {"from", iso(table->begin)},
                   {"until", iso(table->at(table->rows))}}
                  .dump(1);
  if (options.json.empty()) fmt::print("{}\n", json);
  std::vector<std::pair<Path, std::string>> files;
  if (!options.json.empty()) files.emplace_back(options.json, std::move(json));
  if (!options.page.empty())
    files.emplace_back(options.page,
                       suspicion_page(findings, law, *table, options.input.filename().string()));
  for (const auto& [file, bytes] : files)
    if (auto written = write_durably(file, bytes, kForAll); !written)
      return say_failed(written.error().message());
  return 0;
}

}  // namespace qs::app
