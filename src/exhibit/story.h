// 经过: what was done about a matter, as a list in which each entry names the digest of the one
// before it. Nothing can be changed, taken out or put in between without the rest showing it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace qs::exhibit {

// Adds `n` (from 1), `previous` and `digest` to each entry. A digest is the SHA-256 of the entry's
// JSON without `digest`: members in order of name, no blanks, UTF-8 as it is. The first entry's
// `previous` is 64 zeroes.
nlohmann::json chained(std::vector<nlohmann::json> entries);
// The digest of the last entry, which stands for all of them; of none: 64 zeroes.
std::string head_of(const nlohmann::json& entries);

// What is wrong with such a list, entry by entry; empty: it is as it was made.
std::vector<std::string> broken_links(const nlohmann::json& entries);

}  // namespace qs::exhibit
