// The body of a public report, as anybody may send it.
#include "edge/service/citizens/report_body.h"

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "base/csv.h"
#include "kernel/report/clean.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace qs;
  report::Rules rules;
  rules.longest_text = 100;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  if (is_utf8(text) && !is_utf8(report::cleaned(text))) __builtin_trap();
  auto body = service::report_body(text, rules);
  if (!body) return 0;
  if (report::characters(body->text) > 100) __builtin_trap();
  for (const auto* one : {&body->text, &body->address, &body->name, &body->phone}) {
    if (!is_utf8(*one) || report::cleaned(*one) != *one) __builtin_trap();
    if (one->find('\0') != std::string::npos || one->find('\r') != std::string::npos)
      __builtin_trap();
  }
  if (!in_china(body->place)) __builtin_trap();
  return 0;
}
