#include "app/dispatcher.h"

#include "edge/service/own_firm.h"
#include "kernel/ledger/check.h"

namespace qs::app {

using casework::Case;
using ledger::Write;

namespace {

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

constexpr auto kCalendarAhead = std::chrono::days(45);
constexpr std::string_view kCalendarKeeper = "admin";  // role

// The record that a case is about; nullopt: none, or it is gone.
Result<std::optional<ledger::Record>> subject_of(const ledger::RecordLog& records,
                                                 const Case& file) {
  const auto& subject = file.about.subject;
  auto slash = subject.find('/');
  if (slash == std::string::npos) return std::optional<ledger::Record>{};
  return records.get(subject.substr(0, slash), subject.substr(slash + 1));
}

casework::Opening opening_of(const casework::Opener& opener, const ledger::Kind& kind,
                             const ledger::Record& record, const std::string& topic) {
  auto title = kind.field(kind.title);
  auto called = title ? ledger::shown(*title, record.fields.contains(title->name)
                                                  ? record.fields.at(title->name)
                                                  : ledger::Value{})
                      : record.id;
  casework::Opening opening{
      .origin = fmt::format("{}~{}~r{}", kind.name, record.id, record.revision),
      .topic = topic,
      .title_zh = kind.label_zh + " " + called,
      .title_en = kind.label_en + " " + called,
      .street = record.text(access::kAreaField),
      .site = {},
      .reason = {kind.label_zh + "立案", kind.label_en + ": case opened"}};
  opening.about = {.subject = topic,
                   .firm = kind.owner == "id" ? record.id : record.text("firm"),
                   .unit = record.text(opener.unit),
                   .place = {}};
  if (auto place = kind.geometry())
    if (auto shape = Geometry::of(record.text(place->name))) opening.about.place = shape->middle();
  if (auto day = parse_day(record.text(opener.due)))
    opening.due = start_of(Day{std::chrono::sys_days(*day) + std::chrono::days(1)});
  return opening;
}

// Pictures that were made together with the record that opens a case go along with the case's first
// entry.
void add_pictures(std::vector<Write>& opened, const ledger::Kind& kind,
                  const ledger::Record& record, std::span<const Write> together) {
  auto entry = std::ranges::find(opened, casework::kEventKind, &Write::kind);
  if (entry == opened.end()) return;
  auto event = casework::event_of({entry->kind, entry->id, 0, entry->fields});
  for (const auto& field : kind.fields) {
    if (field.type != ledger::FieldType::photo) continue;
    for (const auto& hash : record.words(field.name))
      for (const auto& write : together)
        if (write.kind == "evidence" && write.id == hash)
          event.evidence.push_back({.hash = hash,
                                    .name = ledger::text_of(write.fields.at("name")),
                                    .type = ledger::text_of(write.fields.at("type"))});
  }
  *entry = casework::write_of(event);
}

}  // namespace

Dispatcher::Dispatcher(const ledger::RecordLog& records, const Sites& sites, Law law)
    : records_(records), sites_(sites), law_(std::move(law)) {}

Dispatcher::Law Dispatcher::law_of(const Pack& pack) {
  Law law{Workflows(pack), pack.working_calendar(), {}, {}, pack.oversight};
  for (const auto& unit : pack.library.tables().units) law.symbols[unit.id] = unit.symbol;
  for (const auto& role : pack.roles) law.roles.push_back({role.id, {role.name_zh, role.name_en}});
  return law;
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
    if (!r.flag("disabled")) people_.push_back(casework::person_of(r));
  auto duties =
      records_.query({.kind = std::string(casework::kRosterKind),
                      .where = {{.field = "until", .op = ledger::Op::greater, .value = to_ms(now)}},
                      .order_by = "from",
                      .limit = ledger::kMaxPage});
  if (!duties) return tl::unexpected(duties.error());
  auto before = std::exchange(roster_, {});
  for (const auto& r : *duties) roster_.push_back(casework::duty_of(r));
  // Duties that ended since are no change that anybody has to hear of.
  std::erase_if(before, [&](const auto& duty) { return duty.span.until <= now; });
  for (const auto& duty : before)
    if (std::ranges::find(roster_, duty) == roster_.end()) reshuffled_.insert(duty.street);
  for (const auto& duty : roster_)
    if (std::ranges::find(before, duty) == before.end()) reshuffled_.insert(duty.street);
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

Result<std::optional<Case>> Dispatcher::find(const std::string& id) const {
  if (id.empty()) return std::optional<Case>{};
  auto record = records_.get(casework::kCaseKind, id);
  if (!record) return tl::unexpected(record.error());
  return *record ? std::optional(casework::case_of(**record)) : std::nullopt;
}

Result<std::vector<Write>> Dispatcher::follow(Warning& warning, Instant now) {
  auto& a = warning.alert;
  auto flow = law_.workflows.current(warning.rule->workflow);
  if (!flow) return std::vector<Write>{};
  auto topic = topic_of(a);
  auto known = newest(topic);
  if (!known) return tl::unexpected(known.error());
  const Case* file = *known ? &**known : nullptr;
  if (warning.event == alert::Event::resolved) {
    if (!file || file->closed || file->alert != a.id) return std::vector<Write>{};
    auto its = law_.workflows.of(*file);
    return casework::note_over(
               setting(its ? *its : *flow), *file, a.id,
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
  if (site) opening.about.place = LonLat{site->lon, site->lat};
  auto firm = ledger::owner_of(records_, service::kByOutlet, a.site);
  if (!firm) return tl::unexpected(firm.error());
  opening.about.firm = std::move(*firm);
  if (file && !file->closed)
    if (auto its = law_.workflows.of(*file)) flow = its;
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

Result<std::vector<Write>> Dispatcher::tell_parent(const Case& part, Instant now) {
  auto parent = find(part.parent);
  if (!parent) return tl::unexpected(parent.error());
  auto flow = *parent ? law_.workflows.of(**parent) : nullptr;
  if (!flow) return Writes{};
  return casework::note_part(setting(*flow), **parent, part, now).writes;
}

Result<std::vector<Write>> Dispatcher::act(const std::string& case_id, const access::Actor& actor,
                                           const casework::Deed& deed, const std::string& into,
                                           Instant now) {
  auto file = find(case_id);
  if (!file) return tl::unexpected(file.error());
  if (!*file) return fail("no such case", case_id);
  auto flow = law_.workflows.of(**file);
  if (!flow)
    return fail(fmt::format("nobody has the workflow '{}' any more", (*file)->workflow), case_id);
  auto subject = subject_of(records_, **file);
  if (!subject) return tl::unexpected(subject.error());
  auto parts = records_.count({.kind = std::string(casework::kCaseKind),
                               .where = {{.field = "parent", .value = case_id},
                                         {.field = "state", .value = std::string("open")}}});
  if (!parts) return tl::unexpected(parts.error());
  auto target = find(into);
  if (!target) return tl::unexpected(target.error());
  casework::Around around{.kind = *subject ? records_.kind((*subject)->kind) : nullptr,
                          .subject = *subject ? &**subject : nullptr,
                          .open_parts = *parts,
                          .into = *target ? &**target : nullptr};
  auto outcome = casework::act(setting(*flow), **file, around, actor, deed, now);
  if (!outcome) return tl::unexpected(outcome.error());
  if (outcome->file.closed && !outcome->file.parent.empty()) {
    auto told = tell_parent(outcome->file, now);
    if (!told) return told;
    std::ranges::move(*told, std::back_inserter(outcome->writes));
  }
  return std::move(outcome->writes);
}

Result<Dispatcher::Opened> Dispatcher::open(const casework::ByHand& hand,
                                            const access::Actor& actor, Instant now) {
  auto flow = law_.workflows.current(hand.workflow);
  if (!flow) return fail("there is no such workflow", "workflow");
  if (!casework::may_open(*flow, actor))
    return fail("your roles do not open such a case", "workflow");
  casework::Opening opening{
      .origin = fmt::format("{}~{}~{}", hand.workflow, compact_ms(now), actor.user),
      .topic = {},
      .title_zh = hand.title,
      .title_en = hand.title,
      .street = hand.street,
      .site = {},
      .reason = {hand.text, {}}};
  opening.about = hand.about;
  opening.by = actor;
  opening.due = hand.due;
  return Opened{opening.origin, casework::open_case(setting(*flow), opening, nullptr, now).writes};
}

Result<std::vector<Write>> Dispatcher::open_for(const ledger::Kind& kind, const Write& write,
                                                const casework::Workflow& flow,
                                                std::span<const Write> together, Instant now) {
  const auto& opener = *flow.opener;
  auto before = records_.get(kind.name, write.id);
  if (!before) return tl::unexpected(before.error());
  ledger::Record after{kind.name, write.id, *before ? (*before)->revision + 1 : 1, write.fields};
  auto comes_in = [&](const ledger::Record& r) {
    bool in_state = opener.states.empty() ||
                    std::ranges::find(opener.states, r.text(kind.state)) != opener.states.end();
    return in_state && (!opener.when || ledger::holds(*opener.when, r.fields));
  };
  if (!comes_in(after) || (*before && comes_in(**before))) return Writes{};
  auto topic = kind.name + "/" + write.id;
  auto known = newest(topic);
  if (!known) return tl::unexpected(known.error());
  auto opened = casework::open_case(setting(flow), opening_of(opener, kind, after, topic),
                                    *known ? &**known : nullptr, now)
                    .writes;
  add_pictures(opened, kind, after, together);
  return opened;
}

Result<std::vector<Write>> Dispatcher::opened_by(std::span<const Write> writes, Instant now) {
  Writes opened;
  for (const auto& write : writes) {
    if (write.verb != Write::Verb::put) continue;
    for (const auto& [id, flow] : law_.workflows.all()) {
      if (!flow.opener || flow.opener->kind != write.kind) continue;
      auto cases = open_for(*records_.kind(write.kind), write, flow, writes, now);
      if (!cases) return cases;
      std::ranges::move(*cases, std::back_inserter(opened));
    }
  }
  return opened;
}

Result<std::vector<Write>> Dispatcher::tick_over(const ledger::Query& query, Instant now) {
  auto due = records_.query(query);
  if (!due) return tl::unexpected(due.error());
  Writes writes;
  for (const auto& record : *due) {
    auto file = casework::case_of(record);
    if (auto flow = law_.workflows.of(file))
      std::ranges::move(casework::tick(setting(*flow), file, now).writes,
                        std::back_inserter(writes));
  }
  return writes;
}

// Two reasons to look at a case: its time has come, or the roster of its street changed.
Result<std::vector<Write>> Dispatcher::tick(Instant now) {
  if (auto done = refresh(now); !done) return tl::unexpected(done.error());
  ledger::Filter open{.field = "state", .value = std::string("open")};
  if (!reshuffled_.empty()) {
    ledger::Filter there{.field = "street", .op = ledger::Op::in, .value = {}, .values = {}};
    for (const auto& street : std::exchange(reshuffled_, {})) there.values.emplace_back(street);
    return tick_over({.kind = std::string(casework::kCaseKind),
                      .where = {open, there},
                      .limit = ledger::kMaxPage},
                     now);
  }
  return tick_over(
      {.kind = std::string(casework::kCaseKind),
       .where = {{.field = "wake_at", .op = ledger::Op::less_equal, .value = to_ms(now)}},
       .order_by = "wake_at",
       .limit = ledger::kMaxPage},
      now);
}

Result<std::vector<Write>> Dispatcher::migrate(Instant now) {
  Writes writes;
  for (const auto& [id, flow] : law_.workflows.all()) {
    if (flow.migrate.empty()) continue;
    ledger::Query others{.kind = std::string(casework::kCaseKind),
                         .where = {{.field = "workflow", .value = id},
                                   {.field = "state", .value = std::string("open")}},
                         .limit = ledger::kMaxPage};
    auto open = records_.query(others);
    if (!open) return tl::unexpected(open.error());
    for (const auto& record : *open) {
      auto file = casework::case_of(record);
      auto step = flow.migrate.find(file.step);
      if (step == flow.migrate.end()) continue;
      std::ranges::move(casework::migrate(setting(flow), file, step->second, now).writes,
                        std::back_inserter(writes));
    }
  }
  return writes;
}

// 节假日安排: the State Council publishes the next year's in autumn; without them every limit in
// working days that reaches into that year would be wrong.
std::vector<Write> Dispatcher::miss_calendar(Instant now) const {
  auto year = day_of(now + kCalendarAhead).year();
  if (law_.calendar.knows(year)) return {};
  auto y = static_cast<int>(year);
  casework::Notice notice{
      fmt::format("calendar~{}", y),
      {},
      fmt::format("{} 年节假日安排尚未录入（calendar.csv），工作日时限将不准", y),
      fmt::format("The holidays of {} are not in calendar.csv: limits in "
                  "working days will be wrong",
                  y),
      now};
  Writes writes;
  for (const auto& person : people_) {
    if (!access::has_role(person.roles, kCalendarKeeper)) continue;
    for (auto& write : casework::tell(notice, person)) {
      auto told = records_.get(write.kind, write.id);
      if (told && !*told) writes.push_back(std::move(write));
    }
  }
  return writes;
}

Result<std::vector<Write>> Dispatcher::recover(Instant now) {
  if (auto done = law_.workflows.recall(records_); !done) return tl::unexpected(done.error());
  if (auto done = refresh(now); !done) return tl::unexpected(done.error());
  auto writes = migrate(now);
  if (!writes) return writes;
  std::ranges::move(miss_calendar(now), std::back_inserter(*writes));
  return writes;
}

}  // namespace qs::app
