#include "edge/service/citizens/desk.h"

#include "base/digest.h"

namespace qs::service {
namespace {

constexpr std::string_view kLetters = "23456789abcdefghjkmnpqrstvwxyz23";  // 32, none mistaken
constexpr size_t kNumberLetters = 8, kCodeGroup = 4, kCodeGroups = 3;
constexpr std::chrono::minutes kTryWindow{1};
constexpr std::chrono::hours kFiledWindow{1};
// One household: a report with its photos, and looking how it goes.
constexpr int64_t kTriesOfAddress = 60, kTriesInAll = 60'000;

std::string letters_of(std::string_view bytes, size_t count) {
  std::string out;
  for (char byte : bytes.substr(0, count))
    out += kLetters[static_cast<unsigned char>(byte) % kLetters.size()];
  return out;
}

}  // namespace

CitizenDesk::CitizenDesk(const Seal& seal, const report::Rules& rules)
    : proof(seal, rules.proof_bits, std::chrono::minutes{rules.proof_minutes}),
      tries({kTriesOfAddress, kTriesInAll, kTryWindow}),
      filed({rules.per_address_hour, rules.in_all_hour, kFiledWindow}),
      seal_(seal) {}

ReportName CitizenDesk::name_of(const Ticket& ticket) const {
  auto number = letters_of(seal_.signature("report number", ticket.nonce), kNumberLetters);
  auto bytes = seal_.signature("report code", ticket.nonce);
  auto code = letters_of(bytes, kCodeGroup);
  for (size_t group = 1; group < kCodeGroups; ++group)
    code += "-" + letters_of(std::string_view(bytes).substr(group * kCodeGroup), kCodeGroup);
  return {fmt::format("S{}-{}", compact(ticket.issued).substr(0, 8), number), code};
}

std::string code_digest(std::string_view number, std::string_view code) {
  return sha256_hex(fmt::format("{}:{}", number, code));
}

}  // namespace qs::service
