#include "edge/service/once.h"

#include <charconv>

#include "base/digest.h"
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

constexpr std::chrono::minutes kSlack{5};  // a clock compared a while ago has drifted since
constexpr size_t kIdDigits = 32;

bool is_key(std::string_view key) {
  return key.size() >= kShortestKey && key.size() <= kLongestKey &&
         std::all_of(key.begin(), key.end(),
                     [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_'; });
}

std::optional<int64_t> whole(std::string_view text) {
  int64_t number = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

Once once_of(const Call& call, std::string_view key) {
  auto time = phone_time(call.request, call.now);
  auto asked =
      fmt::format("{} {}\n{}", name(call.request.method), call.request.path, call.request.body);
  return {.id = sha256_hex(fmt::format("{}\n{}", call.actor.user, key)).substr(0, kIdDigits),
          .request = sha256_hex(asked),
          .made_at = time.made_at,
          .ahead_s = time.ahead_s};
}

// What was done under this key; nullopt: nothing yet.
Maybe<std::optional<Response>> done_before(const Service::Room& room, const Once& once) {
  auto deed = lift(room.seams.records.get(kDeedKind, once.id));
  if (!deed) return tl::unexpected(deed.error());
  if (!*deed) return std::nullopt;
  if ((*deed)->text("request") != once.request)
    return refuse(422, "this key was used for another request", "idempotency-key");
  return json_response({{"repeated", true},
                        {"about", (*deed)->text("about")},
                        {"at", (*deed)->integer("at").value_or(0)}});
}

bool is_conflict(const Reply& reply) {
  return (reply ? reply->status : reply.error().status) == 409;
}

}  // namespace

PhoneTime phone_time(const Request& request, Instant now) {
  constexpr int64_t kMost = 4'000'000'000'000;  // ms: any clock, and any difference of two
  PhoneTime out;
  auto ahead = whole(request.header("x-clock-ahead"));
  if (ahead && std::abs(*ahead) > kMost) ahead.reset();
  if (ahead) out.ahead_s = *ahead / 1000;
  auto made = whole(request.header("x-made-at"));
  if (!made || *made < 0 || *made > 2 * kMost) return out;
  auto at = from_ms(*made - ahead.value_or(0));
  if (at <= now + kSlack && at > now - kLongestOffline) out.made_at = std::min(at, now);
  return out;
}

Reply do_once(Service::Room& room, Call& call, Reply (*handle)(Service::Room&, const Call&)) {
  auto key = call.request.header("idempotency-key");
  if (key.empty() || call.actor.user.empty()) return handle(room, call);
  if (!is_key(key)) return refuse(422, "8 to 64 letters, digits, - and _", "idempotency-key");
  call.once = once_of(call, key);
  auto before = done_before(room, *call.once);
  if (!before) return tl::unexpected(before.error());
  if (*before) return std::move(**before);
  auto reply = handle(room, call);
  if (!is_conflict(reply)) return reply;
  // The same request twice at once: the slower one finds what the faster one did.
  auto meanwhile = done_before(room, *call.once);
  return meanwhile && *meanwhile ? Reply(std::move(**meanwhile)) : std::move(reply);
}

ledger::Write deed_write(const Doing& doing, const ledger::Write& first) {
  const auto& once = *doing.once;
  return {
      .kind = std::string(kDeedKind),
      .id = once.id,
      .fields = {{"user", doing.actor.user},
                 {"request", once.request},
                 {"about", first.kind + "/" + first.id},
                 {"at", to_ms(doing.at)},
                 {"made_at", ledger::kept(once.made_at)},
                 {"clock_ahead_s", once.ahead_s ? ledger::Value(*once.ahead_s) : ledger::Value{}}},
      .expected_revision = 0};
}

}  // namespace qs::service
