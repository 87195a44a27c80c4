#include "kernel/oversight/draw.h"

#include <algorithm>

#include "base/json.h"
#include "kernel/oversight/chance.h"

namespace qs::oversight {

namespace {

bool holds(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

template <class T>
T taken(std::vector<T>& from, size_t place) {
  T one = from[place];
  from.erase(from.begin() + static_cast<std::ptrdiff_t>(place));
  return one;
}

const PoolFirm* draw_firm(std::vector<const PoolFirm*>& left, Chance& chance) {
  uint64_t all = 0;
  for (auto firm : left) all += firm->weight();
  auto lot = chance.below(all);
  size_t place = 0;
  for (; lot >= left[place]->weight(); ++place) lot -= left[place]->weight();
  return taken(left, place);
}

std::string_view bar(const Pool& pool, const PoolInspector& inspector, const PoolFirm& firm,
                     int64_t visits) {
  if (inspector.valid_until < pool.until) return kCertificate;
  if (holds(inspector.avoids, firm.id)) return kRelation;
  if (holds(firm.before, inspector.id)) return kSameFirm;
  if (!firm.area.empty() && holds(inspector.areas, firm.area)) return kSameArea;
  if (visits >= pool.most_visits) return kWorkload;
  return {};
}

}  // namespace

uint64_t PoolFirm::weight() const {
  uint64_t product = 1;
  for (auto part : parts) product *= static_cast<uint64_t>(part);
  return product;
}

std::string canonical(const Pool& pool) {
  auto quotas = Json::array(), firms = Json::array(), inspectors = Json::array();
  for (const auto& q : pool.quotas) quotas.push_back({{"group", q.group}, {"count", q.count}});
  for (const auto& f : pool.firms)
    firms.push_back({{"id", f.id},
                     {"name", f.name},
                     {"group", f.group},
                     {"area", f.area},
                     {"parts", f.parts},
                     {"before", f.before}});
  for (const auto& i : pool.inspectors)
    inspectors.push_back({{"id", i.id},
                          {"name", i.name},
                          {"valid_until", i.valid_until},
                          {"avoids", i.avoids},
                          {"areas", i.areas}});
  return Json{{"draw", pool.draw},       {"until", pool.until},
              {"parties", pool.parties}, {"most_visits", pool.most_visits},
              {"quotas", quotas},        {"firms", firms},
              {"inspectors", inspectors}}
      .dump();
}

Result<Pool> pool_of(std::string_view text) try {
  auto json = Json::parse(text);
  Pool pool{.draw = json.at("draw"),
            .until = json.at("until"),
            .most_visits = json.at("most_visits"),
            .parties = json.at("parties").get<std::vector<std::string>>(),
            .quotas = {},
            .firms = {},
            .inspectors = {}};
  for (const auto& q : json.at("quotas")) pool.quotas.push_back({q.at("group"), q.at("count")});
  for (const auto& f : json.at("firms"))
    pool.firms.push_back({f.at("id"), f.at("name"), f.at("group"), f.at("area"),
                          f.at("parts").get<std::vector<int64_t>>(),
                          f.at("before").get<std::vector<std::string>>()});
  for (const auto& i : json.at("inspectors"))
    pool.inspectors.push_back({i.at("id"), i.at("name"), i.at("valid_until"),
                               i.at("avoids").get<std::vector<std::string>>(),
                               i.at("areas").get<std::vector<std::string>>()});
  return pool;
} catch (const Json::exception& fault) {
  return fail(fmt::format("is no pool: {}", fault.what()), "pool");
}

std::vector<Drawn> draw(const Pool& pool, const std::string& seed) {
  Chance chance(seed);
  std::vector<const PoolFirm*> firms;
  for (const auto& quota : pool.quotas) {
    std::vector<const PoolFirm*> left;
    for (const auto& firm : pool.firms)
      if (firm.group == quota.group) left.push_back(&firm);
    for (int64_t i = 0; i < quota.count && !left.empty(); ++i)
      firms.push_back(draw_firm(left, chance));
  }
  std::vector<Drawn> out;
  std::map<std::string, int64_t> visits;
  for (auto firm : firms) {
    Drawn drawn{firm->id, {}, {}};
    std::vector<std::string> fit;
    for (const auto& inspector : pool.inspectors)
      if (auto reason = bar(pool, inspector, *firm, visits[inspector.id]); reason.empty())
        fit.push_back(inspector.id);
      else
        drawn.barred[inspector.id] = reason;
    if (fit.size() >= kInspectors) {
      drawn.barred.clear();
      while (drawn.inspectors.size() < kInspectors) {
        drawn.inspectors.push_back(taken(fit, static_cast<size_t>(chance.below(fit.size()))));
        ++visits[drawn.inspectors.back()];
      }
    }
    out.push_back(std::move(drawn));
  }
  return out;
}

}  // namespace qs::oversight
