#include "app/dispatcher.h"

namespace qs::app {

using casework::Case;
using ledger::Write;

namespace {

casework::Person person_of(const ledger::Record& r) {
  return {.user = r.id,
          .name = r.text("name"),
          .roles = r.words("roles"),
          .area = r.text("area"),
          .channels = r.words("channels")};
}

std::string topic_of(const alert::Alert& a) {
  return fmt::format("{}/{}/{}", a.rule, a.site, a.factor);
}

casework::Said reason_of(const alert::Alert& a, const alert::Rule& rule, std::string_view unit) {
  casework::Said said{rule.name_zh, rule.name_en};
  auto space = unit.empty() ? "" : " ";
  if (a.value) {
    said.zh += fmt::format("：{}{}{}", *a.value, space, unit);
    said.en += fmt::format(": {}{}{}", *a.value, space, unit);
  }
  if (a.threshold) {
    said.zh += fmt::format("，阈值 {}{}{}", *a.threshold, space, unit);
    said.en += fmt::format(", threshold {}{}{}", *a.threshold, space, unit);
  }
  if (!a.standard.empty()) {
    said.zh += fmt::format("（{} {}）", a.standard, a.clause);
    said.en += fmt::format(" ({} {})", a.standard, a.clause);
  }
  return said;
}

}  // namespace

Dispatcher::Dispatcher(const ledger::RecordLog& records, const Sites& sites, Law law)
    : records_(records), sites_(sites), law_(std::move(law)) {}

Dispatcher::Law Dispatcher::law_of(const Pack& pack) {
  Law law;
  for (const auto& w : pack.workflows) law.workflows.emplace(w.id, w);
  std::set<Day> holidays, made_up;
  for (const auto& d : pack.calendar) (d.works ? made_up : holidays).insert(d.day);
  for (const auto& unit : pack.library.tables().units) law.symbols[unit.id] = unit.symbol;
  for (const auto& role : pack.roles) law.roles.push_back({role.id, {role.name_zh, role.name_en}});
  law.calendar = casework::Calendar(std::move(holidays), std::move(made_up));
  return law;
}

const casework::Workflow* Dispatcher::workflow(std::string_view id) const {
  auto it = law_.workflows.find(id);
  return it == law_.workflows.end() ? nullptr : &it->second;
}

casework::Setting Dispatcher::setting(const casework::Workflow& workflow) const {
  return {workflow, law_.calendar, people_, roster_, law_.roles};
}

std::string Dispatcher::symbol(const std::string& unit) const {
  auto known = law_.symbols.find(unit);
  return known == law_.symbols.end() ? unit : known->second;
}

Result<void> Dispatcher::refresh(Instant now) {
  auto users = records_.query({.kind = "user", .where = {}, .limit = ledger::kMaxPage});
  if (!users) return tl::unexpected(users.error());
  people_.clear();
  for (const auto& r : *users)
    if (!r.flag("disabled")) people_.push_back(person_of(r));
  auto duties =
      records_.query({.kind = std::string(casework::kRosterKind),
                      .where = {{.field = "until", .op = ledger::Op::greater, .value = to_ms(now)}},
                      .order_by = "from",
                      .limit = ledger::kMaxPage});
  if (!duties) return tl::unexpected(duties.error());
  roster_.clear();
  for (const auto& r : *duties) roster_.push_back(casework::duty_of(r));
  return {};
}

Result<std::optional<Case>> Dispatcher::newest(std::string_view topic) const {
  auto found = records_.query({.kind = std::string(casework::kCaseKind),
                               .where = {{.field = "topic", .value = std::string(topic)}},
                               .order_by = "opened_at",
                               .descending = true,
                               .limit = 1});
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return std::optional<Case>{};
  return std::optional(casework::case_of(found->front()));
}

Result<std::vector<Write>> Dispatcher::follow(Warning& warning, Instant now) {
  auto& a = warning.alert;
  auto flow = workflow(warning.rule->workflow);
  if (!flow) return std::vector<Write>{};
  auto topic = topic_of(a);
  auto known = newest(topic);
  if (!known) return tl::unexpected(known.error());
  const Case* file = *known ? &**known : nullptr;
  if (warning.event == alert::Event::resolved) {
    if (!file || file->closed || file->alert != a.id) return std::vector<Write>{};
    return casework::note_over(
               setting(*flow), *file, a.id,
               {warning.rule->name_zh + "：已解除", warning.rule->name_en + ": over"}, now)
        .writes;
  }
  if (warning.event != alert::Event::fired) return std::vector<Write>{};
  auto site = sites_.find(a.site);
  auto name_zh = site ? site->name_zh : a.site, name_en = site ? site->name_en : a.site;
  casework::Opening opening{.origin = a.id,
                            .topic = topic,
                            .title_zh = name_zh + " " + warning.rule->name_zh,
                            .title_en = name_en + ": " + warning.rule->name_en,
                            .street = a.street,
                            .site = a.site,
                            .reason = reason_of(a, *warning.rule, symbol(a.unit))};
  auto outcome = casework::open_case(setting(*flow), opening, file, now);
  a.case_id = outcome.file.id;
  return outcome.writes;
}

Result<std::vector<Write>> Dispatcher::act_on(std::vector<Warning>& warnings, Instant now) {
  std::vector<Write> writes;
  for (auto& warning : warnings) {
    auto followed = follow(warning, now);
    if (!followed) return followed;
    writes.push_back(alert::write_of(warning.alert));
    std::ranges::move(*followed, std::back_inserter(writes));
  }
  return writes;
}

Result<std::vector<Write>> Dispatcher::act(const std::string& case_id, const access::Actor& actor,
                                           std::string_view verb, std::string_view text,
                                           std::span<const casework::Evidence> evidence,
                                           Instant now) {
  auto record = records_.get(casework::kCaseKind, case_id);
  if (!record) return tl::unexpected(record.error());
  if (!*record) return fail("no such case", case_id);
  auto file = casework::case_of(**record);
  auto flow = workflow(file.workflow);
  if (!flow) return fail(fmt::format("the pack has no workflow '{}'", file.workflow), case_id);
  auto outcome = casework::act(setting(*flow), file, actor, verb, text, evidence, now);
  if (!outcome) return tl::unexpected(outcome.error());
  return std::move(outcome->writes);
}

Result<std::vector<Write>> Dispatcher::tick(Instant now) {
  if (auto done = refresh(now); !done) return tl::unexpected(done.error());
  auto open = records_.query({.kind = std::string(casework::kCaseKind),
                              .where = {{.field = "state", .value = std::string("open")}},
                              .limit = ledger::kMaxPage});
  if (!open) return tl::unexpected(open.error());
  std::vector<Write> writes;
  for (const auto& record : *open) {
    auto file = casework::case_of(record);
    if (auto flow = workflow(file.workflow))
      std::ranges::move(casework::tick(setting(*flow), file, now).writes,
                        std::back_inserter(writes));
  }
  return writes;
}

}  // namespace qs::app
