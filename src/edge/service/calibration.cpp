// How a micro station's factors are calibrated: the fit in force and those before it.
#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/handlers.h"
#include "edge/service/render.h"
#include "edge/service/room.h"
#include "kernel/observe/rules.h"

namespace qs::service {
namespace {

constexpr size_t kMostFits = 2'000;  // of one station: six factors over six years of weeks

// The names of what a list's entries refer to beside what they say of it.
Json named_terms(const Service::Room& room, const Json& terms) {
  auto out = Json::array();
  for (auto term : terms.is_array() ? terms : Json::array()) {
    auto factor = room.seams.library.factor(term.value("factor", ""));
    term["name_zh"] = factor ? factor->name_zh : term.value("factor", "");
    term["name_en"] = factor ? factor->name_en : term.value("factor", "");
    out.push_back(std::move(term));
  }
  return out;
}

Json named_references(const Service::Room& room, const Json& references) {
  auto out = Json::array();
  for (auto one : references.is_array() ? references : Json::array()) {
    auto station = find(room, "station", one.value("site", ""));
    one["name_zh"] = station ? station->text("name_zh") : one.value("site", "");
    one["name_en"] = station ? station->text("name_en") : one.value("site", "");
    out.push_back(std::move(one));
  }
  return out;
}

Maybe<Json> fit_json(const Service::Room& room, const ledger::Record& fit) {
  auto history = lift(room.seams.records.history(fit.kind, fit.id));
  if (!history) return tl::unexpected(history.error());
  const auto& made = history->back();
  Json out{{"id", fit.id},
           {"occasion", fit.text("occasion")},
           {"state", fit.text("state")},
           {"reason", fit.text("reason")},
           {"valid_from", ms_or_null(fit.instant("valid_from"))},
           {"valid_until", ms_or_null(fit.instant("valid_until"))},
           {"from", ms_or_null(fit.instant("window_from"))},
           {"until", ms_or_null(fit.instant("window_until"))},
           {"pairs", fit.integer("pairs").value_or(0)},
           {"terms", named_terms(room, table(fit.text("terms")))},
           {"references", named_references(room, table(fit.text("references")))},
           {"at", to_ms(made.when)},
           {"who", made.who},
           {"why", made.why}};
  for (auto field :
       {"slope", "offset", "slope_change", "offset_change", "r2_before", "r2_after", "intercept"})
    out[field] = or_null(fit.number(field));
  return out;
}

// The figures by which it is done; null: the packs declare none.
Maybe<Json> plan_json(const Service::Room& room, Instant now) {
  return lift(observe::calibration_plan(room.seams.library, day_of(now))).map([](const auto& plan) {
    if (!plan) return Json();
    return Json{{"weeks_back", plan->weeks_back},   {"longest_weeks", plan->longest_weeks},
                {"least_pairs", plan->least_pairs}, {"first_pairs", plan->first_pairs},
                {"least_r2", plan->least_r2},       {"overreach", plan->overreach},
                {"references", plan->references},   {"within_km", plan->within_km}};
  });
}

bool in_force(const ledger::Record& fit, Instant now) {
  Span valid{fit.instant("valid_from").value_or(Instant::max()),
             fit.instant("valid_until").value_or(Instant::min())};
  return fit.text("state") == "applied" && valid.contains(now);
}

}  // namespace

Reply get_calibration(Service::Room& room, const Call& call) {
  auto site = find_within(room, call, "station", call.id());
  if (!site) return tl::unexpected(site.error());
  auto fits = query(room, {.kind = "calibration",
                           .where = {{"site", ledger::Op::equal, site->id, {}}},
                           .order_by = "valid_from",
                           .descending = true,
                           .limit = kMostFits});
  if (!fits) return tl::unexpected(fits.error());
  auto plan = plan_json(room, call.now);
  if (!plan) return tl::unexpected(plan.error());
  std::map<std::string, Json> by_factor;
  for (const auto& fit : *fits) {
    auto code = fit.text("factor");
    auto json = fit_json(room, fit);
    if (!json) return tl::unexpected(json.error());
    auto [entry, fresh] = by_factor.try_emplace(code);
    if (fresh) {
      auto factor = room.seams.library.factor(code);
      entry->second = factor ? factor_brief(*factor) : Json{{"code", code}};
      entry->second["fit"] = nullptr;
      entry->second["history"] = Json::array();
    }
    if (entry->second["fit"].is_null() && in_force(fit, call.now)) entry->second["fit"] = *json;
    entry->second["history"].push_back(std::move(*json));
  }
  auto out = Json::array();
  for (auto& [code, entry] : by_factor) out.push_back(std::move(entry));
  return json_response({{"plan", *plan}, {"factors", out}});
}

}  // namespace qs::service
