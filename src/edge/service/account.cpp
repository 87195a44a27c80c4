// One's own account: password and second factor.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/password.h"
#include "edge/service/person.h"
#include "edge/service/qr_code.h"
#include "edge/service/room.h"
#include "edge/service/seal.h"
#include "edge/service/totp.h"

namespace qs::service {
namespace {

Response nothing_more() {
  Response out;
  out.status = 204;
  return out;
}

// The asker, when this is their password. Tries are counted as at log-in: a session left open on a
// desk must not be a place to guess at.
Maybe<ledger::Record> self(Service::Room& room, const Call& call, const std::string& password) {
  if (room.guard.refuse(call.actor.user, call.request.peer, call.now))
    return refuse(429, "too many tries, wait", "password");
  auto user = find(room, kUserKind, call.actor.user);
  if (!user) return user;
  auto same = password_matches(password, user->text("password_hash"));
  if (!same) return refuse(503, "many people are logging in, try again in a moment");
  if (!*same) return refuse(422, "the password is wrong", "password");
  room.guard.succeeded(call.actor.user, call.request.peer);
  return user;
}

}  // namespace

Reply post_password(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto old = body->text("old", kMaxPassword), fresh = body->text("new", kMaxPassword);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto user = self(room, call, old);
  if (!user) return tl::unexpected(user.error());
  if (auto fault = password_fault(fresh, user->id, user->text("name")))
    return refuse(422, *fault, "new");
  if (fresh == old) return refuse(422, "this is the password that you have", "new");
  auto fields = new_password(fresh, false, call.now);
  if (!fields) return tl::unexpected(fields.error());
  return change_user(room, call, *user, std::move(*fields), "changed the own password").map([&] {
    room.sessions.close_all(user->id, call.request.cookie(kCookie));
    return nothing_more();
  });
}

// The secret goes to the page and comes back with the code that proves that a telephone has it; the
// ledger keeps it from then on.
Reply post_totp_begin(Service::Room& room, const Call& call) {
  auto user = find(room, kUserKind, call.actor.user);
  if (!user) return tl::unexpected(user.error());
  if (has_totp(*user)) return refuse(409, "the second factor is set up already", "totp");
  auto secret = new_totp_secret();
  auto uri = totp_uri("Qingshan " + room.seams.district.id, user->id, secret);
  auto code = lift(qr_code(uri));
  if (!code) return tl::unexpected(code.error());
  return json_response(
      {{"secret", secret}, {"uri", uri}, {"qr", {{"size", code->size}, {"path", code->path}}}});
}

Reply post_totp_confirm(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto secret = body->text("secret"), code = body->text("code", 16);
  auto password = body->text("password", kMaxPassword);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto key = decode_base32(secret);
  if (!key || key->size() < kMinTotpSecret) return refuse(422, "is no secret", "secret");
  auto user = self(room, call, password);
  if (!user) return tl::unexpected(user.error());
  if (has_totp(*user)) return refuse(409, "the second factor is set up already", "totp");
  auto step = totp_step(secret, code, call.now, std::nullopt);
  if (!step) return refuse(422, "the code is wrong: is the telephone's clock right?", "code");
  return change_user(room, call, *user,
                     {{"totp_secret", room.seams.seal.seal(secret)}, {"totp_step", *step}},
                     "set up the second factor")
      .map([&] {
        room.sessions.close_all(user->id, call.request.cookie(kCookie));
        return nothing_more();
      });
}

Reply post_totp_disable(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto password = body->text("password", kMaxPassword);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  return self(room, call, password)
      .and_then([&](const ledger::Record& user) {
        return change_user(room, call, user,
                           {{"totp_secret", std::monostate{}}, {"totp_step", std::monostate{}}},
                           "gave up the second factor");
      })
      .map(nothing_more);
}

}  // namespace qs::service
