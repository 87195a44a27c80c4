// 考核方案: assessments/*.toml of a pack.
#pragma once

#include <optional>

#include "app/pack.h"

namespace qs::app {

// What one file says over what is inherited under its id: a district's file may give only some keys
// (its quote, its deadline), items with a known id take the known item's place.
std::optional<AssessmentLaw> assessment_of(std::string_view text, const std::string& place,
                                           const PlanningLaw& inherited, standard::Faults& faults);

void read_assessments(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// Measures, rankings and kinds of unit that nobody declares.
void check_assessments(const Pack& pack, standard::Faults& faults);

}  // namespace qs::app
