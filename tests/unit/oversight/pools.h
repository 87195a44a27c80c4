// Pools and laws small enough to reckon by hand.
#pragma once

#include "kernel/oversight/plan.h"
#include "kernel/oversight/rite.h"

namespace qs::testing {

inline oversight::Pool small_pool(int firms = 6, int inspectors = 5) {
  oversight::Pool pool{.draw = "2026Q4-1",
                       .until = "2026-12-31",
                       .most_visits = 10,
                       .parties = {"甲", "乙"},
                       .quotas = {{"key", 2}},
                       .firms = {},
                       .inspectors = {}};
  for (int i = 1; i <= firms; ++i)
    pool.firms.push_back(
        {fmt::format("f{}", i), fmt::format("企业{}", i), "key", "", {10, 10, i, 1}, {}});
  for (int i = 1; i <= inspectors; ++i)
    pool.inspectors.push_back(
        {fmt::format("i{}", i), fmt::format("检查员{}", i), "2027-06-30", {}, {}});
  return pool;
}

inline oversight::DrawLaw small_law() {
  return {.groups = {{.id = "key", .share_permille = 250, .every_year = true},
                     {.id = "special", .share_permille = 150},
                     {.id = "general", .per_inspector = 5}},
          .states = {"operating"},
          .grade_tenths = {{"honest", 5}, {"good", 10}, {"warning", 15}, {"bad", 20}},
          .complaint_tenths = 5,
          .most_complaints = 10,
          .risk_times = 2,
          .risk_grades = {"major"},
          .double_grades = {"bad"},
          .visits = 1,
          .more_visits = 2,
          .months_unknown = 24,
          .most_months = 36,
          .most_visits = 10};
}

}  // namespace qs::testing
