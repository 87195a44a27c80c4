// What people read of a pack: the result of its check, and the whole pack as one document to sign.
#pragma once

#include <string>

#include "app/pack.h"

namespace qs::app {

// Every fault with its place, then each inherited figure that the pack changes, then a count of
// what is declared. Chinese text for a terminal.
std::string check_report(const Pack& pack, const standard::Faults& faults);
// {"sound", "faults":[{"text","place"}], "changes":[{"what","before","after","place"}], "counts"}
std::string check_json(const Pack& pack, const standard::Faults& faults);

// 章法书: Markdown, in the order a reader asks: who, where, by which law, how warned, who acts by
// when, what is promised, who signs. Figures that are not verified say so.
std::string book(const Pack& pack);

}  // namespace qs::app
