#include "kernel/ledger/identity.h"

namespace qs::ledger {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // by value

}  // namespace

char credit_check_character(std::string_view first_17) {
  if (first_17.size() != 17) return '\0';
  size_t sum = 0, weight = 1;
  for (char c : first_17) {
    auto value = kAlphabet.find(c);
    if (value == kAlphabet.npos) return '\0';
    sum += value * weight;
    weight = weight * 3 % 31;
  }
  return kAlphabet[(31 - sum % 31) % 31];
}

bool is_credit_code(std::string_view code) {
  return code.size() == 18 && credit_check_character(code.substr(0, 17)) == code[17];
}

}  // namespace qs::ledger
