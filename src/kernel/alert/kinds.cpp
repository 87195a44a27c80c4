#include "kernel/alert/kinds.h"

#include "base/result.h"
#include "kernel/alert/judges.h"

namespace qs::alert {

std::span<const KindSpec> kinds() {
  using P = Parameters;
  constexpr bool kRequired = true;
  static const std::vector<KindSpec> list{
      {Kind::limit_exceeded,
       "limit_exceeded",
       Input::verdict,
       false,
       {{"statistic", &P::statistic, kRequired}, {"multiple", &P::multiple}},
       judge_limit_exceeded},
      {Kind::index_at_least,
       "index_at_least",
       Input::index,
       true,
       {{"index", &P::index, kRequired}, {"threshold", &P::threshold, kRequired}},
       judge_index_at_least},
      {Kind::rises_by,
       "rises_by",
       Input::samples,
       false,
       {{"window", &P::window, kRequired}, {"by", &P::by}, {"ratio", &P::ratio}},
       judge_rises_by},
      {Kind::silent,
       "silent",
       Input::last_received,
       true,
       {{"after", &P::after, kRequired}},
       judge_silent},
      {Kind::flat_line,
       "flat_line",
       Input::samples,
       false,
       {{"window", &P::window, kRequired}, {"samples", &P::samples}, {"tolerance", &P::tolerance}},
       judge_flat_line},
      {Kind::out_of_range,
       "out_of_range",
       Input::samples,
       false,
       {{"low", &P::low}, {"high", &P::high}},
       judge_out_of_range},
      {Kind::neighbour_deviates,
       "neighbour_deviates",
       Input::neighbours,
       false,
       {{"ratio", &P::ratio, kRequired},
        {"by", &P::by},
        {"radius_km", &P::radius_km},
        {"neighbours", &P::neighbours}},
       judge_neighbour_deviates},
      {Kind::capture_below,
       "capture_below",
       Input::completeness,
       false,
       {{"window", &P::window, kRequired}, {"threshold", &P::threshold, kRequired}},
       judge_capture_below},
  };
  return list;
}

const KindSpec& spec_of(Kind kind) {
  const auto& spec = kinds()[static_cast<size_t>(kind)];
  check(spec.kind == kind, "alert kinds are listed in the order of the enum");
  return spec;
}

}  // namespace qs::alert
