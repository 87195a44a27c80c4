// Codes that check themselves.
#pragma once

#include <string_view>

namespace qs::ledger {

// 统一社会信用代码, GB 32100-2015: 18 characters of 0-9A-Z without I O S V Z, the last one the
// check character, 31 − Σ value·3^(i−1) mod 31.
bool is_credit_code(std::string_view code);
char credit_check_character(std::string_view first_17);  // '\0': not 17 of those characters

}  // namespace qs::ledger
