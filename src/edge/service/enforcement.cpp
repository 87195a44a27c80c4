// 裁量: the table that fines are reckoned by, and what chosen levels amount to.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/room.h"
#include "kernel/enforcement/discretion.h"

namespace qs::service {
namespace {

constexpr size_t kMostLevels = 50;

Json factor_json(const enforcement::Factor& factor) {
  auto levels = Json::array();
  for (const auto& level : factor.levels)
    levels.push_back({{"id", level.id},
                      {"zh", level.zh},
                      {"en", level.en},
                      {"percent", level.percent},
                      {"confidence", level.confidence}});
  return {{"id", factor.id}, {"zh", factor.zh}, {"en", factor.en}, {"levels", std::move(levels)}};
}

Json violation_json(const enforcement::Law& law, const enforcement::Violation& violation) {
  auto factors = Json::array();
  for (auto factor : law.factors_of(violation)) factors.push_back(factor_json(*factor));
  return {{"id", violation.id},
          {"zh", violation.zh},
          {"en", violation.en},
          {"clause", violation.clause},
          {"basis", violation.basis},
          {"least", violation.least},
          {"most", violation.most},
          {"band", violation.band},
          {"confidence", violation.confidence},
          {"note", violation.note},
          {"factors", std::move(factors)}};
}

}  // namespace

Reply get_violations(Service::Room& room, const Call&) {
  auto out = Json::array();
  if (auto law = room.seams.discretion)
    for (const auto& violation : law->violations) out.push_back(violation_json(*law, violation));
  return json_response(out);
}

Reply post_discretion(Service::Room& room, const Call& call) {
  auto body = Body::of(call.request.body);
  if (!body) return tl::unexpected(body.error());
  auto id = body->text("violation");
  auto levels = body->texts("levels", kMostLevels);
  if (auto whole = body->whole(); !whole) return tl::unexpected(whole.error());
  auto law = room.seams.discretion;
  auto violation = law ? law->violation(id) : nullptr;
  if (!violation) return refuse(422, "there is no such violation", "violation");
  auto fine = enforcement::chosen_of(*law, levels).and_then([&](const auto& chosen) {
    return enforcement::reckon(*law, *violation, chosen);
  });
  if (!fine) return tl::unexpected(Fault{422, fine.error()});
  return json_response({{"percent", fine->percent},
                        {"amount", fine->amount},
                        {"low", fine->low},
                        {"high", fine->high},
                        {"why_zh", fine->why_zh},
                        {"why_en", fine->why_en}});
}

}  // namespace qs::service
