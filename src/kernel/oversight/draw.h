// 抽取: which firms are inspected and by whom, from a frozen pool and a seed, and from nothing
// else.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qs::oversight {

// 名录库快照. Everything that decides the draw stands in it; its canonical text is published.
struct PoolFirm {
  std::string id, name;
  std::string group;                // 监管类别
  std::string area;                 // grid, or street where there is none
  std::vector<int64_t> parts;       // 权重 is their product: see weight_parts in plan.h; each > 0
  std::vector<std::string> before;  // inspectors of its last inspection
  bool operator==(const PoolFirm&) const = default;
  uint64_t weight() const;
};
struct PoolInspector {
  std::string id, name;
  std::string valid_until;          // 执法证有效期, "2027-03-31"
  std::vector<std::string> avoids;  // 回避: ids of firms
  std::vector<std::string> areas;   // where they inspected last time
  bool operator==(const PoolInspector&) const = default;
};
struct Quota {
  std::string group;
  int64_t count = 0;
  bool operator==(const Quota&) const = default;
};
struct Pool {
  std::string draw;                  // id of the draw
  std::string until;                 // last day on which its inspections may take place
  int64_t most_visits = 0;           // of one inspector
  std::vector<std::string> parties;  // who together make the seed, in this order
  std::vector<Quota> quotas;         // drawn in this order
  std::vector<PoolFirm> firms;
  std::vector<PoolInspector> inspectors;
  bool operator==(const Pool&) const = default;
};
inline constexpr size_t kMostPool = 4 * 1024 * 1024;  // bytes of its text

// One line of JSON, keys in order, no blanks: what the digest is of.
std::string canonical(const Pool& pool);
Result<Pool> pool_of(std::string_view text);

// 为何不得抽为检查人员.
inline constexpr std::string_view kCertificate = "certificate",  // ends before the inspections do
    kRelation = "relation",                                      // declared with the firm
    kSameFirm = "same_firm",                                     // inspected this firm last time
    kSameArea = "same_area",                                     // inspected in its grid last time
    kWorkload = "workload";                                      // has Pool::most_visits already

struct Drawn {
  std::string firm;
  std::vector<std::string> inspectors;        // two; none when fewer than two may be drawn
  std::map<std::string, std::string> barred;  // without inspectors: every one and the reason
  bool operator==(const Drawn&) const = default;
};
inline constexpr size_t kInspectors = 2;  // a check, at least

// Group by group: firms by weight, without putting back; then for each firm in the order drawn two
// inspectors, each as likely, among those whom nothing bars.
std::vector<Drawn> draw(const Pool& pool, const std::string& seed);

}  // namespace qs::oversight
