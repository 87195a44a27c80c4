// What a finding says in words, figures and lines.
#pragma once

#include "kernel/suspect/finding.h"
#include "kernel/suspect/sign.h"

namespace qs::suspect {

// Fills factors, figures, sentences and lines; the span, times and code stand already.
void describe(const View& view, const Rule& rule, const Trace& trace, const Sign& sign,
              Finding& finding);

}  // namespace qs::suspect
