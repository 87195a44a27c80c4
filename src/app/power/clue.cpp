#include "app/power/clue.h"

#include <algorithm>

#include "kernel/power/describe.h"

namespace qs::app {
namespace {

using document::Gantt;
using power::Finding;
using power::Firm;
using std::chrono::hours;

constexpr auto kBefore = hours{3}, kAfter = hours{2};  // around the finding
constexpr auto kLongest = hours{72};                   // of what is drawn
constexpr double kWidth = 180;                         // mm

template <class Things>
std::string id_of(const Things& things, int index) {
  return index < 0 ? std::string{} : things[static_cast<size_t>(index)].id;
}

// P1, P2 and P3 are one happening that is called by its end.
std::string family(std::string_view code) {
  bool pair = code == "p1" || code == "p2" || code == "p3";
  return pair ? "pair" : std::string(code);
}

void set(ledger::Fields& fields, std::string_view name, const std::string& text) {
  if (text.empty())
    fields.erase(std::string(name));
  else
    fields[std::string(name)] = text;
}

Gantt::Look look_of(power::State state, power::Role role) {
  if (state == power::State::run)
    return role == power::Role::treatment ? Gantt::Look::treat : Gantt::Look::run;
  return state == power::State::standby ? Gantt::Look::standby : Gantt::Look::unknown;
}

Span span_of(power::Minute from, power::Minute until) {
  return {power::instant_of(from), power::instant_of(until)};
}

bool concerns(const Firm& firm, const Finding& finding, const power::Meter& meter) {
  auto index = static_cast<int>(&meter - firm.plan.meters.data());
  if (finding.meter >= 0) return index == finding.meter || index == finding.other;
  if (meter.role == power::Role::production) return meter.place == finding.line;
  return meter.role == power::Role::treatment && meter.place == finding.device;
}

// Lines, each with its treatment below it, then what is left.
std::vector<size_t> order_of(const power::Plan& plan) {
  std::vector<size_t> out;
  auto add = [&](const std::vector<int>& meters) {
    for (int meter : meters)
      if (auto index = static_cast<size_t>(meter); std::ranges::find(out, index) == out.end())
        out.push_back(index);
  };
  for (const auto& line : plan.lines) {
    add(line.meters);
    for (int device : line.devices) add(plan.devices[static_cast<size_t>(device)].meters);
  }
  for (size_t i = 0; i < plan.meters.size(); ++i) add({static_cast<int>(i)});
  return out;
}

// The first pollutant that the outlet has hours of.
Result<std::vector<Gantt::Curve>> outlet_curves(const observe::SeriesLog& log,
                                                const standard::Library& library, const Firm& firm,
                                                Span span) {
  std::vector<Gantt::Curve> out;
  if (firm.outlets.empty()) return out;
  for (const auto& [id, key] : log.catalogue(firm.outlets.front())) {
    bool hourly = key.cadence == observe::Cadence::hour && key.measure == observe::Measure::avg;
    auto factor = library.factor(key.factor);
    if (!hourly || !factor || !key.factor.starts_with("a2")) continue;
    auto samples = log.scan(std::array{id}, span);
    if (!samples) return tl::unexpected(samples.error());
    Gantt::Curve curve{"排口 " + factor->name_zh, {}};
    for (const auto& s : *samples)
      curve.points.emplace_back(from_ms(s.time),
                                observe::counts(s.mark) ? std::optional(s.value) : std::nullopt);
    out.push_back(std::move(curve));
    break;
  }
  return out;
}

}  // namespace

bool is_same(const Firm& firm, const Finding& finding, const ledger::Record& clue) {
  const auto& plan = firm.plan;
  bool place = clue.text("line") == id_of(plan.lines, finding.line) &&
               clue.text("device") == id_of(plan.devices, finding.device) &&
               clue.text("meter") == id_of(plan.meters, finding.meter);
  auto code = power::name(finding.code);
  bool kind = family(clue.text("code")) == family(code) &&
              (finding.code < power::Code::p5 || clue.text("aspect") == finding.aspect);
  auto from = clue.instant("from"), until = clue.instant("until");
  if (!place || !kind || !from || !until) return false;
  auto begun = power::minute_of(*from), ended = power::minute_of(*until);
  return std::abs(begun - finding.from) <= kSameBegin ||
         (begun < finding.until && finding.from < ended);
}

ledger::Fields clue_fields(const Firm& firm, const power::Law& law, const Finding& finding,
                           ledger::Fields known) {
  const auto& plan = firm.plan;
  auto words = power::sentence(plan, finding), measured = power::measured(finding);
  auto out = std::move(known);
  set(out, "name", words.zh);
  set(out, "name_en", words.en);
  set(out, "measured", measured.zh);
  set(out, "measured_en", measured.en);
  set(out, "code", std::string(power::name(finding.code)));
  set(out, "aspect", std::string(finding.aspect));
  set(out, "firm", plan.firm);
  set(out, "street", firm.street);
  set(out, "line", id_of(plan.lines, finding.line));
  set(out, "device", id_of(plan.devices, finding.device));
  set(out, "meter", id_of(plan.meters, finding.meter));
  if (finding.order >= 0) set(out, "order", id_of(plan.orders, finding.order));
  out["from"] = to_ms(power::instant_of(finding.from));
  out["until"] = to_ms(power::instant_of(finding.until));
  out["over"] = finding.over;
  const auto& ground = law.ground(finding.code);
  set(out, "clause", ground.standard + " " + ground.clause);
  set(out, "confidence", ground.confidence);
  if (!out.contains("state")) out["state"] = std::string("found");
  if (firm.simulated) out["simulated"] = true;
  return out;
}

std::string clue_id(const Firm& firm, const Finding& finding) {
  const auto& plan = firm.plan;
  std::string place;
  for (const auto& part : {id_of(plan.lines, finding.line), id_of(plan.devices, finding.device),
                           id_of(plan.meters, finding.meter)})
    if (!part.empty()) place += "~" + part;
  return fmt::format("{}{}~{}~{}", plan.firm, place, power::aspect_key(finding),
                     compact(power::instant_of(finding.from)));
}

Result<document::PicturePtr> gantt_of(const observe::SeriesLog& log,
                                      const standard::Library& library, const Firm& firm,
                                      const power::Law& law, const Finding& finding, Instant now) {
  auto happened = span_of(finding.from, finding.until);
  Span span{happened.from - kBefore, std::min(happened.until + kAfter, now)};
  span.until = std::min(span.until, span.from + kLongest);
  auto bars = power::bars_of(log, firm, law, span);
  if (!bars) return tl::unexpected(bars.error());
  auto curves = outlet_curves(log, library, firm, span);
  if (!curves) return tl::unexpected(curves.error());
  const auto& plan = firm.plan;
  Gantt gantt{.title = plan.name + "：" + power::sentence(plan, finding).zh,
              .span = span,
              .rows = {},
              .shades = {},
              .curves = std::move(*curves)};
  for (auto index : order_of(plan)) {
    const auto& meter = plan.meters[index];
    Gantt::Row row{.label = meter.name, .heads = meter.role == power::Role::production, .bars = {}};
    for (const auto& bar : *bars)
      if (bar.meter == static_cast<int>(index) && bar.state != power::State::off)
        row.bars.push_back({span_of(bar.from, bar.until), look_of(bar.state, meter.role)});
    if (concerns(firm, finding, meter)) row.bars.push_back({happened, Gantt::Look::found});
    gantt.rows.push_back(std::move(row));
  }
  for (const auto& order : plan.orders)
    if (order.kind != power::Order::Kind::night && order.span.until > span.from &&
        order.span.from < span.until)
      gantt.shades.push_back({order.span, Gantt::Look::order});
  return document::draw_gantt(gantt, kWidth);
}

}  // namespace qs::app
