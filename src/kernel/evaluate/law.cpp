#include "kernel/evaluate/law.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

namespace qs::evaluate {

Result<const standard::Rule*> rule(const standard::Library& library, std::string_view name, Day day,
                                   std::string_view scope) {
  if (auto found = library.rule(name, day, scope)) return found;
  return fail(fmt::format("no rule '{}' is in force on {}", name, iso(day)), std::string(scope));
}

Result<double> number(const standard::Library& library, std::string_view name, Day day,
                      std::string_view scope) {
  return rule(library, name, day, scope).map([](auto found) { return found->number(); });
}

Result<int> integer(const standard::Library& library, std::string_view name, Day day,
                    std::string_view scope) {
  return number(library, name, day, scope).map([](double value) {
    return static_cast<int>(std::lround(value));
  });
}

Result<std::vector<std::string>> words(const standard::Library& library, std::string_view name,
                                       Day day, std::string_view scope) {
  return rule(library, name, day, scope).map([](auto found) { return split(found->value, ' '); });
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (size_t at = 0; at <= text.size();) {
    auto end = std::min(text.find(separator, at), text.size());
    if (end > at) parts.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

Result<Day> first_day(const standard::Library& library, std::string_view standard) {
  std::optional<Day> first;
  auto look = [&](const auto& rows) {
    for (const auto& row : rows)
      if (row.source.standard == standard && (!first || row.source.from < *first))
        first = row.source.from;
  };
  look(library.tables().indices);
  look(library.tables().limits);
  if (!first) look(library.tables().rules);
  if (!first) return fail("no row of this standard is known", std::string(standard));
  return *first;
}

}  // namespace qs::evaluate
