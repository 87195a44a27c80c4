#include "app/pack/conduct.h"
#include "app/pack/toml.h"
#include "base/json.h"
#include "edge/gateway/hj212/segment.h"
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
  if (!gateway::hj212::dialect_of(plan.dialect))
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
  row.close();
  plan.sites = sites.dump();
  return plan;
}

}  // namespace

void read_forwards(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  lay_rows_over(pack.forwards, layer / "forwards.toml", "forward", faults,
                [&](TomlTable& row) { return plan_of(row, pack); });
}

}  // namespace qs::app
