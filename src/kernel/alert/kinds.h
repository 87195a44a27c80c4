// The explicit list of rule kinds: what each is called, takes, reads, and how it judges. A new kind
// is a judge and a row here.
#pragma once

#include "kernel/alert/finding.h"
#include "kernel/alert/rule.h"

namespace qs::alert {

// Sets condition, value, threshold and what is cited; the rest of the finding is filled in already.
using Judge = void (*)(const Rule&, const Look&, Finding&);

struct KindSpec {
  Kind kind;
  std::string_view name;
  Input input;
  bool per_site;
  std::vector<Parameter> parameters;
  Judge judge;
};

std::span<const KindSpec> kinds();
const KindSpec& spec_of(Kind kind);

}  // namespace qs::alert
