#include "edge/service/citizens/report_body.h"

#include <fmt/format.h>

#include <cmath>

#include "edge/service/body.h"
#include "edge/service/citizens/proof_of_work.h"
#include "kernel/report/clean.h"

namespace qs::service {
namespace {

constexpr size_t kMostBytesOfCharacter = 4;
constexpr size_t kLeastCharacters = 4;  // of a text that says something

bool is_phone(std::string_view text) {
  return text.find_first_not_of("0123456789 +-") == text.npos;
}

std::optional<LonLat> place_of(Body& body) {
  auto lon = body.number("lon"), lat = body.number("lat");
  if (!lon || !lat || !std::isfinite(*lon) || !std::isfinite(*lat)) return std::nullopt;
  if (!in_china({*lon, *lat})) return std::nullopt;
  return LonLat{*lon, *lat};
}

}  // namespace

Maybe<ReportBody> report_body(std::string_view text, const report::Rules& rules) {
  auto body = Body::of(text);
  if (!body) return tl::unexpected(body.error());
  auto longest = static_cast<size_t>(rules.longest_text);
  ReportBody out;
  out.challenge = body->text("challenge", ProofOfWork::kLongestChallenge);
  out.answer = body->text("answer", ProofOfWork::kLongestAnswer);
  out.kind = body->text("kind", 40);
  out.text = report::cleaned(body->text("text", longest * kMostBytesOfCharacter));
  out.address = report::cleaned(body->optional_text("address", kLongestAddress));
  out.name = report::cleaned(body->optional_text("name", kLongestName));
  out.phone = report::cleaned(body->optional_text("phone", kLongestPhone));
  auto count = report::characters(out.text);
  if (count < kLeastCharacters) body->fault("is missing", "text");
  if (count > longest) body->fault(fmt::format("at most {} characters", longest), "text");
  if (!is_phone(out.phone)) body->fault("is no phone number", "phone");
  if (auto place = place_of(*body))
    out.place = *place;
  else
    body->fault("must be a place", "lon");
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  return out;
}

}  // namespace qs::service
