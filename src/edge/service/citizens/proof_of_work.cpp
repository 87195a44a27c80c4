#include "edge/service/citizens/proof_of_work.h"

#include <sodium.h>

#include <bit>
#include <charconv>

#include "base/digest.h"
#include "edge/service/base64.h"

namespace qs::service {
namespace {

constexpr std::string_view kPurpose = "proof of work";
constexpr size_t kNonceBytes = 16, kSignatureBytes = 16;

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::optional<int64_t> whole(std::string_view text) {
  int64_t value = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view next_part(std::string_view& text) {
  auto part = text.substr(0, text.find('.'));
  text.remove_prefix(std::min(text.size(), part.size() + 1));
  return part;
}

}  // namespace

int64_t leading_zero_bits(std::string_view hex) {
  int64_t bits = 0;
  for (char c : hex) {
    auto digit = static_cast<uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10);
    bits += std::countl_zero(digit) - 4;
    if (digit != 0) break;
  }
  return bits;
}

ProofOfWork::ProofOfWork(const Seal& seal, int64_t bits, std::chrono::minutes lasts)
    : seal_(seal), bits_(bits), lasts_(lasts) {}

std::string ProofOfWork::signed_part(std::string_view said) const {
  return base64url(seal_.signature(kPurpose, said).substr(0, kSignatureBytes));
}

// "<issued ms>.<bits>.<nonce>.<signature of what is before>"
Challenge ProofOfWork::issue(Instant now) const {
  std::string nonce(kNonceBytes, '\0');
  randombytes_buf(nonce.data(), nonce.size());
  auto said = fmt::format("{}.{}.{}", to_ms(now), bits_, base64url(nonce));
  return {said + "." + signed_part(said), bits_, now + lasts_};
}

Result<Ticket> ProofOfWork::check(std::string_view challenge, std::string_view answer,
                                  Instant now) const {
  if (challenge.size() > kLongestChallenge || answer.size() > kLongestAnswer)
    return fail("is too long", "challenge");
  auto dot = challenge.rfind('.');
  if (dot == challenge.npos ||
      !same(challenge.substr(dot + 1), signed_part(challenge.substr(0, dot))))
    return fail("is not of this house", "challenge");
  auto rest = challenge.substr(0, dot);
  auto issued = whole(next_part(rest)), bits = whole(next_part(rest));
  if (!issued || !bits) return fail("is not of this house", "challenge");
  if (now - from_ms(*issued) > lasts_ || from_ms(*issued) > now + lasts_)
    return fail("is too old, ask for another", "challenge");
  if (leading_zero_bits(sha256_hex(fmt::format("{}.{}", challenge, answer))) < *bits)
    return fail("is not enough work", "answer");
  return Ticket{std::string(rest), from_ms(*issued)};
}

}  // namespace qs::service
