#include "kernel/evaluate/groundwater.h"

#include <algorithm>

#include "kernel/evaluate/law.h"

namespace qs::evaluate {

Result<GroundwaterJudge> GroundwaterJudge::prepared(const standard::Library& library, Day law) {
  auto classes = words(library, "groundwater.classes", law);
  if (!classes) return tl::unexpected(classes.error());
  GroundwaterJudge judge;
  judge.classes_ = std::move(*classes);
  auto bounded = judge.classes_;
  bounded.pop_back();  // what meets none of these is the last class
  for (const auto& factor : library.tables().factors) {
    auto ladder = ClassLadder::of(library, "GB/T 14848", factor.code, law, bounded);
    if (ladder.empty()) continue;
    judge.source_ = ladder.steps().front().limit->source;
    judge.ladders_.emplace(factor.code, std::move(ladder));
  }
  if (judge.ladders_.empty()) return fail("no groundwater bounds are in force", iso(law));
  return judge;
}

const ClassLadder* GroundwaterJudge::ladder(std::string_view factor) const {
  auto found = ladders_.find(factor);
  return found == ladders_.end() ? nullptr : &found->second;
}

WaterGrade GroundwaterJudge::grade(const WaterValues& values) const {
  WaterGrade out;
  out.standard = source_.standard;
  out.clause = source_.clause;
  out.confidence = source_.confidence;
  for (const auto& [factor, value] : values) {
    auto steps = ladder(factor);
    if (!steps || !value.amount) continue;
    WaterItem item{factor, *value.amount, 0, 0, {}};
    item.rank = value.below_detection ? 1 : steps->rank(*value.amount);
    if (auto basis = steps->step(std::min(item.rank, steps->steps().back().rank)))
      item.limit_id = basis->limit->id;
    out.items.push_back(std::move(item));
  }
  if (out.items.empty()) {
    out.reason = "no item of the standard has a value";
    return out;
  }
  out.rank = std::ranges::max(out.items, {}, &WaterItem::rank).rank;
  out.code = classes_[static_cast<size_t>(*out.rank) - 1];
  for (const auto& item : out.items)
    if (item.rank == *out.rank) out.main.push_back(item.factor);
  return out;
}

}  // namespace qs::evaluate
