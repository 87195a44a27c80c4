// How this room reads rule rows: as numbers and words in force on a day, or an error that names the
// row that the packs lack.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kernel/standard/library.h"

namespace qs::evaluate {

Result<const standard::Rule*> rule(const standard::Library& library, std::string_view name, Day day,
                                   std::string_view scope = {});
Result<double> number(const standard::Library& library, std::string_view name, Day day,
                      std::string_view scope = {});
Result<int> integer(const standard::Library& library, std::string_view name, Day day,
                    std::string_view scope = {});
// The value cut at blanks.
Result<std::vector<std::string>> words(const standard::Library& library, std::string_view name,
                                       Day day, std::string_view scope = {});

std::vector<std::string> split(std::string_view text, char separator);

// The first day on which a named standard ("HJ 633-2012") judged by one of its index tables, limits
// or rules: the day to pass as `law` when a later or earlier standard is to be shown beside the one
// in force.
Result<Day> first_day(const standard::Library& library, std::string_view standard);

}  // namespace qs::evaluate
