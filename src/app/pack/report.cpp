#include "app/pack/report.h"

#include <fmt/format.h>

#include "base/json.h"

namespace qs::app {
namespace {

std::vector<std::pair<std::string, size_t>> counts(const Pack& pack) {
  const auto& t = pack.library.tables();
  return {{"单位", t.units.size()},
          {"因子", t.factors.size()},
          {"别名", t.aliases.size()},
          {"限值", t.limits.size()},
          {"指数分级表", t.indices.size()},
          {"级别", t.categories.size()},
          {"规则值", t.rules.size()},
          {"台账类", pack.kinds.size()},
          {"随包记录", pack.records.size()},
          {"模拟填充", pack.fills.size()},
          {"街道", pack.streets.size()},
          {"点位", pack.sites.size()},
          {"角色", pack.roles.size()},
          {"预警规则", pack.rules.size()},
          {"流程", pack.workflows.size()},
          {"裁量基准", pack.discretion.violations.size()},
          {"文书模板", pack.papers.size()},
          {"节假日与调休", pack.calendar.size()}};
}

}  // namespace

std::string check_report(const Pack& pack, const standard::Faults& faults) {
  std::string out;
  for (const auto& fault : faults.list) out += fault.message() + "\n";
  if (faults.any()) out += "\n";
  for (const auto& change : pack.changes)
    out += fmt::format("{}: 改动继承的 {}: {} → {}\n", change.place, change.what, change.before,
                       change.after);
  if (!pack.changes.empty()) out += "\n";
  for (const auto& [name, count] : counts(pack)) out += fmt::format("{} {}  ", name, count);
  out += fmt::format("\n{}: {} 处错误，{} 处改动继承值\n", pack.directory.string(),
                     faults.list.size(), pack.changes.size());
  return out;
}

std::string check_json(const Pack& pack, const standard::Faults& faults) {
  Json json{{"sound", !faults.any()},
            {"faults", Json::array()},
            {"changes", Json::array()},
            {"counts", Json::object()}};
  for (const auto& fault : faults.list)
    json["faults"].push_back({{"text", fault.text}, {"place", fault.place}});
  for (const auto& c : pack.changes)
    json["changes"].push_back(
        {{"what", c.what}, {"before", c.before}, {"after", c.after}, {"place", c.place}});
  for (const auto& [name, count] : counts(pack)) json["counts"][name] = count;
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace qs::app
