#include "app/calibration_fit.h"

#include "base/json.h"

namespace qs::app {
namespace {

Json terms_of(const Fit& fit) {
  auto terms = Json::array();
  const auto& model = fit.refit.model;
  for (size_t i = 0; i < model.slopes.size(); ++i)
    terms.push_back({{"factor", fit.signals[i]},
                     {"slope", model.slopes[i]},
                     {"low", model.low[i]},
                     {"high", model.high[i]}});
  return terms;
}

Span span_of(const ledger::Record& r, std::string_view from, std::string_view until) {
  return {r.instant(from).value_or(Instant{}), r.instant(until).value_or(Instant{})};
}

}  // namespace

std::string fit_id(const Fit& fit) {
  return fmt::format("{}:{}:{}", fit.site, fit.factor, iso(fit.valid.from));
}

ledger::Write write_of(const Fit& fit) {
  const auto& refit = fit.refit;
  auto references = Json::array();
  for (const auto& [station, km] : fit.references)
    references.push_back({{"site", station}, {"km", km}});
  ledger::Fields fields{{"site", fit.site},
                        {"factor", fit.factor},
                        {"occasion", std::string(fit.first ? "first" : "weekly")},
                        {"state", std::string(fit.applied() ? "applied" : "rejected")},
                        {"valid_from", to_ms(fit.valid.from)},
                        {"valid_until", to_ms(fit.valid.until)},
                        {"window_from", to_ms(fit.window.from)},
                        {"window_until", to_ms(fit.window.until)},
                        {"pairs", static_cast<int64_t>(refit.model.pairs)},
                        {"references", references.dump()},
                        {"r2_before", ledger::kept(refit.r2_before)},
                        {"r2_after", ledger::kept(refit.r2_after)},
                        {"slope_change", ledger::kept(fit.slope_change)},
                        {"offset_change", ledger::kept(fit.offset_change)}};
  if (!fit.applied()) fields["reason"] = refit.fault;
  if (!refit.model.slopes.empty()) {
    fields["intercept"] = refit.model.intercept;
    fields["terms"] = terms_of(fit).dump();
    fields["slope"] = refit.slope;
    fields["offset"] = refit.offset;
  }
  std::erase_if(fields, [](const auto& f) { return f.second.index() == 0; });
  return {.kind = std::string(kCalibrationKind), .id = fit_id(fit), .fields = std::move(fields)};
}

Fit fit_of(const ledger::Record& r) {
  Fit fit{.site = r.text("site"),
          .factor = r.text("factor"),
          .first = r.text("occasion") == "first",
          .valid = span_of(r, "valid_from", "valid_until"),
          .window = span_of(r, "window_from", "window_until"),
          .signals = {},
          .refit = {},
          .references = {},
          .slope_change = r.number("slope_change"),
          .offset_change = r.number("offset_change")};
  auto& refit = fit.refit;
  refit.slope = r.number("slope").value_or(0);
  refit.offset = r.number("offset").value_or(0);
  refit.r2_before = r.number("r2_before");
  refit.r2_after = r.number("r2_after");
  refit.fault = r.text("reason");
  refit.model.intercept = r.number("intercept").value_or(0);
  refit.model.pairs = static_cast<size_t>(r.integer("pairs").value_or(0));
  refit.model.fitted_on = fit.window;
  auto terms = Json::parse(r.text("terms"), nullptr, false);
  for (const auto& term : terms.is_array() ? terms : Json::array()) {
    fit.signals.push_back(term.value("factor", ""));
    refit.model.slopes.push_back(term.value("slope", 0.0));
    refit.model.low.push_back(term.value("low", 0.0));
    refit.model.high.push_back(term.value("high", 0.0));
  }
  auto references = Json::parse(r.text("references"), nullptr, false);
  for (const auto& one : references.is_array() ? references : Json::array())
    fit.references.emplace_back(one.value("site", ""), one.value("km", 0.0));
  return fit;
}

}  // namespace qs::app
