#include "app/pack/conduct.h"
#include "app/pack/layer.h"
#include "app/pack/toml.h"
#include "base/json.h"
#include "kernel/observe/series.h"

namespace qs::app {
namespace {

service::ForwardPlan plan_of(TomlTable& row, const Pack& pack) {
  service::ForwardPlan plan{.id = row.text("id"),
                            .name_zh = row.text("name_zh"),
                            .name_en = row.text("name_en", false),
                            .host = row.text("host"),
                            .port = static_cast<uint16_t>(row.integer("port").value_or(0)),
                            .dialect = row.text("dialect"),
                            .media = row.words("media"),
                            .cadences = row.words("cadences"),
                            .paused = row.flag("paused"),
                            .history = row.flag("history"),
                            .password = {},
                            .sm4_key = {}};
  if (plan.port == 0) row.fault("port", "is missing");
  if (plan.dialect != "2005" && plan.dialect != "2017" && plan.dialect != "2025")
    row.fault("dialect", fmt::format("'{}' is none of 2005, 2017, 2025", plan.dialect));
  for (const auto& kind : plan.media)
    if (std::none_of(pack.sites.begin(), pack.sites.end(),
                     [&](const Site& s) { return s.kind == kind; }))
      row.fault("media", fmt::format("no site is of kind '{}'", kind));
  for (const auto& word : plan.cadences)
    if (!observe::cadence_of(word)) row.fault("cadences", fmt::format("'{}' is no cadence", word));
  auto sites = Json::object();
  for (auto& site : row.tables("site")) {
    auto id = site.text("site");
    if (!pack.site(id)) site.fault("site", fmt::format("unknown site '{}'", id));
    sites[id] = {{"mn", site.text("mn", false)}, {"st", site.text("st", false)}};
    site.close();
  }
  plan.sites = sites.dump();
  return plan;
}

}  // namespace

void read_forwards(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto file = layer / "forwards.toml";
  if (!std::filesystem::exists(file)) return;
  auto toml = read_toml(file, faults);
  if (!toml) return;
  TomlTable t(*toml, file.lexically_normal().string(), faults);
  std::set<std::string> own;
  for (auto& row : t.tables("forward")) {
    auto plan = plan_of(row, pack);
    if (!own.insert(plan.id).second) row.fault("id", fmt::format("'{}' stands twice", plan.id));
    row.close();
    lay_over(pack.forwards, std::move(plan));
  }
  t.close();
}

}  // namespace qs::app
