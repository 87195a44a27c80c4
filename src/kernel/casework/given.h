// What a person hands in with an action, held against what the action and the workflow ask for.
#pragma once

#include "kernel/casework/verbs.h"

namespace qs::casework {

// Texts, proof and names of an action; before closing also the proof of the whole case.
Result<void> check_given(const Setting& setting, const Case& file, const Around& around,
                         const Action& action, const Deed& deed, Instant now);

// The evidence with what speaks against it: taken elsewhere, too early, or after `now`.
std::vector<Evidence> doubted(const Workflow& workflow, const Case& file,
                              std::span<const Evidence> evidence, Instant now);

// The record that the case is about, filled in and moved on as the action says; nullopt: it
// stays as it is. Faults "form.<field>" and "moves".
Result<std::optional<ledger::Write>> subject_write(const Around& around, const Action& action,
                                                   const Deed& deed);

bool is_blank(std::string_view text);

}  // namespace qs::casework
