#include <algorithm>

#include "kernel/suspect/finding.h"
#include "kernel/suspect/sentence.h"
#include "kernel/suspect/sign.h"

namespace qs::suspect {
namespace {

constexpr double kSpare = 0.004;  // of the days before, may lie beyond what counts as greatest
constexpr double kUsualAtEvent = 0.8;
constexpr double kFullStrength = 2;  // bars
// A sign this near to its bar is said when one of another family says it of the same column too.
constexpr double kTogether = 0.75;
constexpr size_t kOneStory = 1;  // days between the begins of signs that are one finding

// The signs of the days before, oldest first, those left out that were claimed.
class Past {
 public:
  void learn(double value) { values_.push_back(value); }
  size_t days() const { return values_.size(); }
  // What a sign must exceed.
  double bar(const Rule& rule, bool at_event, size_t reach, double times) const {
    auto recent = std::vector(
        values_.end() - static_cast<ptrdiff_t>(std::min(values_.size(), reach)), values_.end());
    auto usual = median_of(recent);
    auto greatest = quantile_of(recent, at_event ? kUsualAtEvent : 1 - kSpare);
    auto margin = at_event ? rule.margin_at_event : rule.margin;
    return usual + std::max(rule.floor, margin * (greatest - usual)) * times;
  }
  double usual(size_t reach) const {
    auto recent = std::vector(
        values_.end() - static_cast<ptrdiff_t>(std::min(values_.size(), reach)), values_.end());
    return median_of(recent);
  }

 private:
  std::vector<double> values_;
};

struct Claim {
  const Rule* rule;
  const Trace* trace;
  size_t first, last;  // windows
  Sign sign;           // of the strongest day
  size_t from, until;  // rows
  double beyond;       // bars, at the strongest day
  std::vector<std::string> also;
};

void claims_of(const View& view, const Trace& trace, const Memory& memory,
               std::vector<Claim>& claims) {
  const auto* rule = view.law.rule(trace.code);
  if (!rule) return;
  const auto& column = view.table.columns[trace.column];
  auto times = bar_times(memory, column.outlet, trace.code, column.factor);
  Past past;
  std::optional<Claim> open;
  size_t lasted = 0;
  for (size_t day = 0; day < trace.days.size(); ++day) {
    const auto& sign = trace.days[day];
    if (!known(sign.value)) continue;
    bool said = false;
    if (past.days() >= rule->least_days && (trace.code != "RANGE" || sign.at_event)) {
      auto bar = past.bar(*rule, sign.at_event, view.law.history_days, times);
      auto usual = past.usual(view.law.history_days);
      auto beyond = (sign.value - usual) / std::max(bar - usual, 1e-9);
      said = beyond > kTogether;
      if (said) {
        if (open && day <= open->last + 2) {
          open->last = day;
          open->until = std::max(open->until, sign.until);
          if (beyond > open->beyond) {
            open->beyond = beyond;
            open->sign = sign;
          }
        } else {
          if (open) claims.push_back(*open);
          open = Claim{rule, &trace, day, day, sign, sign.from, sign.until, beyond, {}};
          lasted = 0;
        }
      }
    }
    lasted += said;
    if (!said || lasted > view.law.accepted_after_days) past.learn(sign.value);
  }
  if (open) claims.push_back(*open);
}

// Signs of one outlet that begin together are one finding, told by the one that says most: the
// earlier in this list.
size_t rank(std::string_view code) {
  constexpr std::array<std::string_view, 15> kOrder{"CLIP",  "FLAT",   "COPY", "TWIN",  "ZSMIS",
                                                    "RANGE", "GAP",    "CAL",  "CAP",   "DIGIT",
                                                    "TIME",  "LOWVAR", "STEP", "SPEED", "RESTLESS"};
  return static_cast<size_t>(std::ranges::find(kOrder, code) - kOrder.begin());
}

// What different ways of looking have in common cannot count twice.
size_t family(std::string_view code) {
  constexpr std::array<std::string_view, 5> kShape{"FLAT", "LOWVAR", "CLIP", "CAP", "DIGIT"};
  constexpr std::array<std::string_view, 4> kTaken{"COPY", "TWIN", "GAP", "CAL"};
  if (std::ranges::find(kShape, code) != kShape.end()) return 0;
  return std::ranges::find(kTaken, code) != kTaken.end() ? 1 : 2;
}

// Those that are strong alone, or that another family says too.
void keep_told(std::vector<Claim>& claims) {
  std::vector<bool> stays;
  for (const auto& claim : claims)
    stays.push_back(claim.beyond > 1 || std::ranges::any_of(claims, [&](const Claim& other) {
                      return other.trace->column == claim.trace->column &&
                             family(other.rule->id) != family(claim.rule->id) &&
                             other.first <= claim.first && claim.first <= other.last;
                    }));
  size_t at = 0;
  std::erase_if(claims, [&](const Claim&) { return !stays[at++]; });
}

void gather(const View& view, std::vector<Claim>& claims) {
  std::ranges::stable_sort(claims, [](const Claim& a, const Claim& b) {
    return std::pair(a.first, rank(a.rule->id)) < std::pair(b.first, rank(b.rule->id));
  });
  std::vector<Claim> told;
  for (auto& claim : claims) {
    const auto& outlet = view.table.columns[claim.trace->column].outlet;
    auto same = std::ranges::find_if(told, [&](const Claim& said) {
      return view.table.columns[said.trace->column].outlet == outlet &&
             claim.first <= said.first + kOneStory && claim.first <= said.last + 1;
    });
    if (same == told.end()) {
      told.push_back(std::move(claim));
      continue;
    }
    const auto& code = claim.rule->id;
    if (code != same->rule->id && std::ranges::find(same->also, code) == same->also.end())
      same->also.push_back(code);
  }
  claims = std::move(told);
}

}  // namespace

const Rule* Law::rule(std::string_view code) const {
  auto at = std::ranges::find(rules, code, &Rule::id);
  return at == rules.end() ? nullptr : &*at;
}

double bar_times(const Memory& memory, std::string_view outlet, std::string_view code,
                 std::string_view factor) {
  double times = 1;
  for (const auto& a : memory)
    if ((a.outlet.empty() || a.outlet == outlet) && a.code == code &&
        (a.factor.empty() || a.factor == factor))
      times *= a.times;
  return times;
}

std::vector<Finding> judge(const Table& table, const Law& law, const Memory& memory) {
  if (table.rows == 0 || table.columns.empty()) return {};
  View view(table, law);
  Traces traces;
  for (auto find : {find_flat, find_calm, find_relation, find_shifted, find_at_limit, find_replayed,
                    find_twins, find_digits, find_absent, find_disorder})
    find(view, traces);
  std::vector<Claim> claims;
  for (const auto& trace : traces) claims_of(view, trace, memory, claims);
  keep_told(claims);
  gather(view, claims);
  std::vector<Finding> findings;
  for (const auto& claim : claims) {
    const auto& column = table.columns[claim.trace->column];
    Finding finding{.code = claim.rule->id,
                    .outlet = column.outlet,
                    .factors = {column.factor},
                    .span = {table.at(claim.from), table.at(claim.until)},
                    .found_at = table.at(view.windows[claim.first].end),
                    .strength = std::clamp(claim.beyond / kFullStrength, 0.0, 1.0),
                    .also = claim.also};
    describe(view, *claim.rule, *claim.trace, claim.sign, finding);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace qs::suspect
