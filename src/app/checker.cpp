#include "app/checker.h"

#include <array>

#include "app/bulletin_paper.h"
#include "app/control_units.h"
#include "base/json.h"

namespace qs::app {
namespace {

using ledger::Fields;
using ledger::Record;
using service::Doing;
using service::Outcome;
using service::Reason;

constexpr int kMostTries = 5;  // for a number that nobody else took meanwhile
constexpr std::array<std::string_view, 3> kOutcomes{"met", "broken", "to_prove"};  // as Outcome
constexpr std::array<std::string_view, 3> kEffects{"forbid", "cap", "require"};    // as Effect

tl::unexpected<service::Refusal> refuse(Reason reason, Error error) {
  return tl::unexpected(service::Refusal{reason, std::move(error)});
}

std::string text(evaluate::Siting answer) {
  return std::string(evaluate::name(answer));
}

Json rule_json(const evaluate::RuleFinding& finding, const evaluate::Project& project) {
  const auto& rule = *finding.rule;
  auto emitted = project.emissions.find(rule.factor);
  return {{"dimension", rule.dimension},
          {"effect", kEffects[static_cast<size_t>(rule.effect)]},
          {"text", rule.text},
          {"clause", rule.clause},
          {"factor", rule.factor},
          {"most", rule.most ? Json(*rule.most) : Json()},
          {"emitted", emitted == project.emissions.end() ? Json() : Json(emitted->second)},
          {"outcome", kOutcomes[static_cast<size_t>(finding.outcome)]},
          {"answer", evaluate::name(finding.answer)}};
}

Json siting_json(const evaluate::SitingFinding& finding, const evaluate::Project& project) {
  Json out{{"answer", evaluate::name(finding.answer)},
           {"outside", finding.outside},
           {"area_m2", project.place->area()},
           {"length_m", project.place->length()},
           {"closed", Json::array()},
           {"units", Json::array()}};
  for (const auto& one : finding.closed)
    out["closed"].push_back({{"id", one.ground->id},
                             {"name", one.ground->name},
                             {"share", one.share},
                             {"answer", evaluate::name(one.answer)},
                             {"clause", one.ground->clause}});
  for (const auto& one : finding.units) {
    auto rules = Json::array();
    for (const auto& rule : one.rules) rules.push_back(rule_json(rule, project));
    out["units"].push_back({{"id", one.unit->id},
                            {"code", one.unit->code},
                            {"name", one.unit->name},
                            {"grade", one.unit->grade},
                            {"share", one.share},
                            {"answer", evaluate::name(one.answer)},
                            {"rules", rules}});
  }
  return out;
}

// What the state of a plot's soil says of a project.
struct PlotJudgement {
  evaluate::Siting answer;
  int land_class;
  Json json;
};

Json plot_json(const evaluate::PlotFinding& finding, const Record& plot, int land_class) {
  auto rules = Json::array();
  for (auto rule : finding.rules)
    rules.push_back({{"id", rule->id},
                     {"answer", evaluate::name(rule->answer)},
                     {"zh", rule->zh},
                     {"en", rule->en},
                     {"clause", rule->clause},
                     {"confidence", rule->confidence}});
  return {{"answer", evaluate::name(finding.answer)},
          {"plot", plot.id},
          {"plot_name", plot.text("name")},
          {"revision", plot.revision},
          {"state", plot.text("state")},
          {"listed", plot.flag("negative_list")},
          {"land_class", land_class},
          {"rules", rules}};
}

// `land_class` 0: as the plot says; a plot that does not say counts as class 1.
PlotJudgement judge_plot(const Record& plot, const std::string& trade, bool remedial,
                         int land_class, std::span<const evaluate::PlotRule> rules) {
  if (land_class == 0) land_class = plot.text("land_class") == "two" ? 2 : 1;
  evaluate::Project project{nullptr, trade, {}, remedial, land_class};
  auto finding =
      evaluate::check_plot(project, {plot.text("state"), plot.flag("negative_list")}, rules);
  return {finding.answer, land_class, plot_json(finding, plot, land_class)};
}

Fields common(const std::string& check, const std::string& name, const std::string& trade,
              const std::string& street, bool remedial, const Doing& doing) {
  Fields out{{"check", check},          {"name", name},
             {"trade", trade},          {"remedial", remedial},
             {"who", doing.actor.user}, {"at", to_ms(doing.at)}};
  if (!street.empty()) out["street"] = street;
  return out;
}

}  // namespace

Outcome<Record> Checker::siting(const service::SitingAsk& ask, const Doing& doing) {
  auto place = Geometry::of(ask.place);
  if (!place) return refuse(Reason::invalid, place.error());
  auto units = control_units(records_, place->bounds());
  if (!units) return refuse(Reason::failed, units.error());
  auto closed = closed_grounds(records_, place->bounds());
  if (!closed) return refuse(Reason::failed, closed.error());
  evaluate::Project project{&*place, ask.trade, ask.emissions, ask.remedial, 0};
  auto finding = evaluate::check_siting(project, *units, *closed);
  auto plots = plots_at(records_, *place);
  if (!plots) return refuse(Reason::failed, plots.error());
  auto answer = finding.answer;
  auto told = siting_json(finding, project);
  told["plots"] = Json::array();
  for (const auto& plot : *plots) {
    auto judged = judge_plot(plot, ask.trade, ask.remedial, 0, pack_.plot_rules);
    answer = std::max(answer, judged.answer);
    told["plots"].push_back(std::move(judged.json));
  }
  auto fields = common("siting", ask.name, ask.trade, ask.street, ask.remedial, doing);
  fields["place"] = place->geojson();
  fields["emissions"] = Json(ask.emissions).dump();
  fields["answer"] = text(answer);
  fields["finding"] = told.dump();
  return keep(std::move(fields), doing);
}

Outcome<Record> Checker::plot(const service::PlotAsk& ask, const Doing& doing) {
  auto plot = records_.get("plot", ask.plot);
  if (!plot) return refuse(Reason::failed, plot.error());
  if (!*plot) return refuse(Reason::not_found, {"there is no such plot", ask.plot});
  auto judged = judge_plot(**plot, ask.trade, ask.remedial, ask.land_class, pack_.plot_rules);
  auto fields = common("plot", ask.name, ask.trade, ask.street, ask.remedial, doing);
  fields["plot"] = ask.plot;
  fields["land_class"] = static_cast<int64_t>(judged.land_class);
  if (auto outline = (*plot)->text("outline"); !outline.empty()) fields["place"] = outline;
  fields["answer"] = text(judged.answer);
  fields["finding"] = judged.json.dump();
  return keep(std::move(fields), doing);
}

Outcome<Record> Checker::keep(Fields fields, const Doing& doing) {
  auto year = static_cast<int64_t>(std::stoi(iso(day_of(doing.at)).substr(0, 4)));
  std::string kind(service::kCheckKind);
  for (int tries = 0; tries < kMostTries; ++tries) {
    auto last = records_.query({.kind = kind,
                                .where = {{"year", ledger::Op::equal, year, {}}},
                                .order_by = "serial",
                                .descending = true,
                                .limit = 1});
    if (!last) return refuse(Reason::failed, last.error());
    int64_t serial = last->empty() ? 1 : last->front().integer("serial").value_or(0) + 1;
    fields["year"] = year;
    fields["serial"] = serial;
    fields["number"] = fmt::format("研判〔{}〕{}号", year, serial);
    auto id = fmt::format("{}-{:05}", year, serial);
    auto kept =
        desk_.write({{.kind = kind, .id = id, .fields = fields, .expected_revision = 0}}, doing);
    if (kept) {
      auto record = records_.get(kind, id);
      if (!record) return refuse(Reason::failed, record.error());
      return std::move(**record);
    }
    if (kept.error().reason != Reason::conflict) return tl::unexpected(kept.error());
  }
  return refuse(Reason::conflict, {"too many checks at once; ask again", kind});
}

Result<std::string> Checker::report(const Record& check) const {
  auto paper = check.kind == kBulletinKind ? bulletin_paper(pack_, check)
                                           : check_paper(pack_, records_, check);
  if (!paper) return tl::unexpected(paper.error());
  return document::pdf(*paper);
}

}  // namespace qs::app
