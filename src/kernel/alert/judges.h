// One judge per rule kind; see kinds.h.
#pragma once

#include "kernel/alert/finding.h"

namespace qs::alert {

void judge_limit_exceeded(const Rule& rule, const Look& look, Finding& finding);
void judge_index_at_least(const Rule& rule, const Look& look, Finding& finding);
void judge_rises_by(const Rule& rule, const Look& look, Finding& finding);
void judge_silent(const Rule& rule, const Look& look, Finding& finding);
void judge_flat_line(const Rule& rule, const Look& look, Finding& finding);
void judge_out_of_range(const Rule& rule, const Look& look, Finding& finding);
void judge_neighbour_deviates(const Rule& rule, const Look& look, Finding& finding);
void judge_capture_below(const Rule& rule, const Look& look, Finding& finding);

}  // namespace qs::alert
