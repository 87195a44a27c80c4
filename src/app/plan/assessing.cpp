#include "app/plan/assessing.h"

#include <fmt/format.h>

#include "app/all_records.h"
#include "app/plan/sheet_record.h"
#include "base/json.h"

namespace qs::app {

using ledger::Record;
using ledger::Write;
using plan::Stage;
using service::Doing;
using service::kAppealKind;
using service::kAssessmentKind;
using service::kSheetKind;
using service::Outcome;
using service::Reason;

namespace {

tl::unexpected<service::Refusal> refuse(Reason reason, Error error) {
  return tl::unexpected(service::Refusal{reason, std::move(error)});
}

tl::unexpected<service::Refusal> refuse(Reason reason, std::string text, std::string place = {}) {
  return refuse(reason, Error{std::move(text), std::move(place)});
}

Stage stage_of(const Record& record) {
  return plan::stage(record.text("state")).value_or(Stage::draft);
}

Write put(const Record& record) {
  return {.kind = record.kind,
          .id = record.id,
          .fields = record.fields,
          .expected_revision = record.revision};
}

Outcome<void> must_be(Stage stands, Stage needed, const std::string& id) {
  if (stands == needed) return {};
  return refuse(Reason::conflict,
                fmt::format("conflict: the sheet is in '{}', not in '{}'", plan::name(stands),
                            plan::name(needed)),
                id);
}

Outcome<void> as_seen(const Record& sheet, uint64_t revision) {
  if (sheet.revision == revision) return {};
  return refuse(Reason::conflict, "conflict: somebody changed this sheet meanwhile", sheet.id);
}

Outcome<void> within(Day today, const std::string& until, const std::string& again) {
  if (auto fine = plan::in_time(today, until, again); !fine)
    return refuse(Reason::invalid, fine.error());
  return {};
}

bool year_over(const Record& assessment, Day today) {
  return static_cast<int>(today.year()) > assessment.integer("year").value_or(0);
}

}  // namespace

Write Assessing::Case::write() const {
  auto out = put(record);
  lay_sheet(scheme, sheet, out.fields);
  return out;
}

std::vector<service::AssessmentOffer> Assessing::offers() const {
  std::vector<service::AssessmentOffer> out;
  for (const auto& law : pack_.planning.assessments)
    out.push_back({law.id, law.name_zh, law.name_en, law.clause, law.confidence, law.quote,
                   law.quote_place, law.who == AssessmentLaw::Who::streets});
  return out;
}

std::string Assessing::made_of(const AssessmentLaw& law) const {
  auto out = gatherer_.made_of();
  out["scheme"] = law.version;
  return out.dump();
}

Outcome<Assessing::Case> Assessing::case_of(const std::string& sheet) const {
  auto record = records_.get(kSheetKind, sheet);
  if (!record) return refuse(Reason::failed, record.error());
  if (!*record) return refuse(Reason::not_found, "there is no such sheet", sheet);
  auto assessment = records_.get(kAssessmentKind, (*record)->text("assessment"));
  if (!assessment) return refuse(Reason::failed, assessment.error());
  if (!*assessment) return refuse(Reason::not_found, "its assessment is gone", sheet);
  auto scheme = scheme_of((*assessment)->text("law"));
  if (!scheme) return refuse(Reason::failed, scheme.error());
  return Case{.assessment = std::move(**assessment),
              .record = **record,
              .scheme = std::move(*scheme),
              .sheet = sheet_of(**record),
              .stage = stage_of(**record)};
}

Outcome<std::vector<Record>> Assessing::appeals(const std::string& field,
                                                const std::string& id) const {
  auto found = all_records(records_, std::string(kAppealKind), {{.field = field, .value = id}});
  if (!found) return refuse(Reason::failed, found.error());
  return std::move(*found);
}

Outcome<std::vector<Record>> Assessing::sheets(const std::string& assessment) const {
  auto found = all_records(records_, std::string(kSheetKind),
                           {{.field = "assessment", .value = assessment}});
  if (!found) return refuse(Reason::failed, found.error());
  return std::move(*found);
}

Assessing::Writes Assessing::open(const std::string& scheme, int year, Day told_until,
                                  const Doing& doing) const {
  auto law = pack_.planning.assessment(scheme);
  if (!law) return refuse(Reason::not_found, "there is no such scheme", scheme);
  auto id = fmt::format("{}-{}", scheme, year);
  auto known = records_.get(kAssessmentKind, id);
  if (!known) return refuse(Reason::failed, known.error());
  if (*known) return refuse(Reason::conflict, "conflict: this year was opened already", id);
  auto facts = ScoreFacts::of(pack_, records_, gatherer_, planning_, *law, year, day_of(doing.at));
  if (!facts) return refuse(Reason::failed, facts.error());
  auto assessed = facts->assessed();
  if (!assessed) return refuse(Reason::failed, assessed.error());
  if (assessed->empty()) return refuse(Reason::invalid, "nobody is assessed by it", scheme);
  auto name = fmt::format("{} 年{}", year, law->name_zh);
  std::vector<Write> out{{.kind = std::string(kAssessmentKind),
                          .id = id,
                          .fields = {{"name", name},
                                     {"scheme", scheme},
                                     {"year", int64_t{year}},
                                     {"told_until", iso(told_until)},
                                     {"law", law_text(*law)},
                                     {"made_of", made_of(*law)},
                                     {"state", std::string(plan::name(Stage::draft))}},
                          .expected_revision = 0}};
  for (const auto& who : *assessed) {
    auto found = facts->facts(who);
    if (!found) return refuse(Reason::failed, found.error());
    plan::Sheet sheet;
    plan::compute(law->scheme, *found, sheet);
    ledger::Fields fields{{"name", fmt::format("{}（{} 年）", who.name, year)},
                          {"assessment", id},
                          {"year", int64_t{year}},
                          {"street", ledger::kept(who.street)},
                          {"unit", ledger::kept(who.unit)},
                          {"subject", who.name},
                          {"state", std::string(plan::name(Stage::draft))}};
    lay_sheet(law->scheme, sheet, fields);
    out.push_back({.kind = std::string(kSheetKind),
                   .id = fmt::format("{}-{}", id, who.id()),
                   .fields = std::move(fields),
                   .expected_revision = 0});
  }
  return out;
}

Outcome<void> Assessing::may_close(const std::vector<Record>& sheets, const Record& assessment,
                                   plan::Moving& moving, Day today) const {
  for (const auto& sheet : sheets) {
    if (stage_of(sheet) == Stage::final) continue;
    if (plan::in_time(today, assessment.text("appeal_until"), sheet.text("reopened_until")))
      moving.appeals_open = true;
    auto filed = appeals("sheet", sheet.id);
    if (!filed) return tl::unexpected(filed.error());
    for (const auto& appeal : *filed) moving.appeals_undecided |= appeal.text("state") == "filed";
  }
  return {};
}

Outcome<Write> Assessing::moved(const Record& assessment, Record sheet, Stage to,
                                const ScoreFacts* facts) const {
  auto scheme = scheme_of(assessment.text("law"));
  if (!scheme) return refuse(Reason::failed, scheme.error());
  auto rows = sheet_of(sheet);
  if (facts) {
    auto found = facts->facts({sheet.text("street"), sheet.text("unit"), sheet.text("subject")});
    if (!found) return refuse(Reason::failed, found.error());
    plan::compute(*scheme, *found, rows);
  }
  if (to == Stage::published)
    if (auto fine = plan::whole(*scheme, rows); !fine)
      return refuse(
          Reason::invalid,
          fmt::format("{}: {} {}", sheet.text("subject"), fine.error().place, fine.error().text),
          sheet.id);
  lay_sheet(*scheme, rows, sheet.fields);
  sheet.fields["state"] = std::string(plan::name(to));
  sheet.fields.erase("reopened_until");
  return put(sheet);
}

Assessing::Writes Assessing::move(const service::AssessmentMove& move, const Doing& doing) const {
  auto found = records_.get(kAssessmentKind, move.assessment);
  if (!found) return refuse(Reason::failed, found.error());
  if (!*found) return refuse(Reason::not_found, "there is no such assessment", move.assessment);
  auto assessment = std::move(**found);
  auto today = day_of(doing.at);
  plan::Moving moving{
      .from = stage_of(assessment), .to = move.to, .year_over = year_over(assessment, today)};
  auto all = sheets(assessment.id);
  if (!all) return tl::unexpected(all.error());
  if (move.to == Stage::final)
    if (auto done = may_close(*all, assessment, moving, today); !done)
      return tl::unexpected(done.error());
  if (auto fine = plan::may_move(moving); !fine) return refuse(Reason::invalid, fine.error());

  auto law = pack_.planning.assessment(assessment.text("scheme"));
  std::optional<ScoreFacts> facts;
  if (law && move.to < Stage::published) {
    auto year = static_cast<int>(assessment.integer("year").value_or(0));
    auto read = ScoreFacts::of(pack_, records_, gatherer_, planning_, *law, year, today);
    if (!read) return refuse(Reason::failed, read.error());
    facts = std::move(*read);
    assessment.fields["made_of"] = made_of(*law);
  }
  assessment.fields["state"] = std::string(plan::name(move.to));
  if (move.told_until) assessment.fields["told_until"] = iso(*move.told_until);
  if (move.to == Stage::published) {
    auto text = Json::parse(assessment.text("law"), nullptr, false);
    casework::TimeLimit term{
        .plain = {}, .working_days = text.value("appeal_days", 1), .working = {}};
    auto end = pack_.working_calendar().due(doing.at, term);
    assessment.fields["published_on"] = iso(today);
    assessment.fields["appeal_until"] = iso(day_of(end - Millis{1}));
  }
  std::vector<Write> out{put(assessment)};
  for (auto& sheet : *all) {
    if (stage_of(sheet) == Stage::final) continue;
    auto write = moved(assessment, std::move(sheet), move.to, facts ? &*facts : nullptr);
    if (!write) return tl::unexpected(write.error());
    out.push_back(std::move(*write));
  }
  return out;
}

Assessing::Writes Assessing::tell(const service::SheetAsk& ask, const Doing& doing) const {
  auto found = case_of(ask.sheet);
  if (!found) return tl::unexpected(found.error());
  auto& [assessment, record, scheme, sheet, stage] = *found;
  if (auto fine = must_be(stage, Stage::telling, record.id); !fine)
    return tl::unexpected(fine.error());
  auto today = day_of(doing.at);
  if (auto fine = within(today, assessment.text("told_until"), record.text("reopened_until"));
      !fine)
    return tl::unexpected(fine.error());
  if (auto fine = as_seen(record, ask.revision); !fine) return tl::unexpected(fine.error());
  for (const auto& word : ask.words)
    if (auto done = plan::tell(scheme, sheet, word); !done)
      return refuse(Reason::invalid, done.error());
  if (ask.hand_in) record.fields["told_on"] = iso(today);
  return std::vector{found->write()};
}

Assessing::Writes Assessing::review(const service::SheetAsk& ask, const Doing&) const {
  auto found = case_of(ask.sheet);
  if (!found) return tl::unexpected(found.error());
  if (auto fine = must_be(found->stage, Stage::review, ask.sheet); !fine)
    return tl::unexpected(fine.error());
  if (auto fine = as_seen(found->record, ask.revision); !fine) return tl::unexpected(fine.error());
  for (const auto& word : ask.words)
    if (auto done = plan::review(found->scheme, found->sheet, word); !done)
      return refuse(Reason::invalid, done.error());
  return std::vector{found->write()};
}

Assessing::Writes Assessing::appeal(const service::AppealAsk& ask, const Doing& doing) const {
  auto found = case_of(ask.sheet);
  if (!found) return tl::unexpected(found.error());
  auto& [assessment, record, scheme, sheet, stage] = *found;
  if (auto fine = must_be(stage, Stage::published, record.id); !fine)
    return tl::unexpected(fine.error());
  auto today = day_of(doing.at);
  if (auto fine = within(today, assessment.text("appeal_until"), record.text("reopened_until"));
      !fine)
    return tl::unexpected(fine.error());
  auto item = scheme.item(ask.item);
  auto row = sheet.row(ask.item);
  if (!item || !row) return refuse(Reason::invalid, "there is no such item", "item");
  if (ask.evidence.size() > plan::kMostSheetFiles)
    return refuse(Reason::invalid, "there are too many files", "evidence");
  auto id = fmt::format("{}-{}", record.id, ask.item);
  auto known = records_.get(kAppealKind, id);
  if (!known) return refuse(Reason::failed, known.error());
  if (*known) return refuse(Reason::conflict, "conflict: this item was appealed already", ask.item);
  ledger::Fields fields{{"name", fmt::format("{}：{}", record.text("name"), item->name_zh)},
                        {"sheet", record.id},
                        {"item", ask.item},
                        {"street", ledger::kept(record.text("street"))},
                        {"unit", ledger::kept(record.text("unit"))},
                        {"grounds", ask.grounds},
                        {"filed_on", iso(today)},
                        {"before", ledger::kept(plan::counted(*row))},
                        {"state", std::string("filed")}};
  if (!ask.evidence.empty()) fields["files"] = Json(ask.evidence).dump();
  return std::vector<Write>{{.kind = std::string(kAppealKind),
                             .id = std::move(id),
                             .fields = std::move(fields),
                             .expected_revision = 0}};
}

Assessing::Writes Assessing::answer(const service::AppealAnswer& answer, const Doing& doing) const {
  auto record = records_.get(kAppealKind, answer.appeal);
  if (!record) return refuse(Reason::failed, record.error());
  if (!*record) return refuse(Reason::not_found, "there is no such appeal", answer.appeal);
  auto appeal = std::move(**record);
  if (appeal.text("state") != "filed")
    return refuse(Reason::conflict, "conflict: this appeal is decided", appeal.id);
  auto found = case_of(appeal.text("sheet"));
  if (!found) return tl::unexpected(found.error());
  if (auto fine = must_be(found->stage, Stage::published, found->record.id); !fine)
    return tl::unexpected(fine.error());
  appeal.fields["answer"] = answer.answer;
  appeal.fields["decided_on"] = iso(day_of(doing.at));
  appeal.fields["state"] = std::string(answer.points ? "granted" : "refused");
  std::vector<Write> out;
  if (answer.points) {
    auto done = plan::grant(found->scheme, found->sheet, appeal.text("item"), *answer.points);
    if (!done) return refuse(Reason::invalid, done.error());
    appeal.fields["after"] = *answer.points;
    out.push_back(found->write());
  }
  out.push_back(put(appeal));
  return out;
}

Assessing::Writes Assessing::accept(const std::string& sheet, const Doing&) const {
  auto found = case_of(sheet);
  if (!found) return tl::unexpected(found.error());
  if (auto fine = must_be(found->stage, Stage::published, sheet); !fine)
    return tl::unexpected(fine.error());
  auto filed = appeals("sheet", sheet);
  if (!filed) return tl::unexpected(filed.error());
  for (const auto& appeal : *filed)
    if (appeal.text("state") == "filed")
      return refuse(Reason::invalid, "an appeal is not decided", appeal.id);
  found->record.fields["state"] = std::string(plan::name(Stage::final));
  return std::vector{put(found->record)};
}

Assessing::Writes Assessing::reopen(const std::string& sheet, Day until, const Doing& doing) const {
  auto found = case_of(sheet);
  if (!found) return tl::unexpected(found.error());
  if (found->stage != Stage::telling && found->stage != Stage::published)
    return refuse(Reason::conflict, "conflict: nothing of this sheet has a deadline now", sheet);
  if (until < day_of(doing.at)) return refuse(Reason::invalid, "has passed already", "until");
  found->record.fields["reopened_until"] = iso(until);
  return std::vector{put(found->record)};
}

Result<service::Recount> Assessing::recount(const Record& record) const {
  auto found = case_of(record.id);
  if (!found) return tl::unexpected(found.error().error);
  auto frozen = found->sheet, now = found->sheet;
  plan::Facts kept;
  for (const auto& row : frozen.rows) kept[row.item] = row.fact;
  plan::compute(found->scheme, kept, frozen);
  service::Recount out{.frozen = plan::total_of(found->scheme, frozen)};
  out.now = out.frozen;
  auto law = pack_.planning.assessment(found->assessment.text("scheme"));
  if (!law) return out;
  auto year = static_cast<int>(found->assessment.integer("year").value_or(0));
  auto made = parse_day(found->assessment.text("published_on"));
  auto facts = ScoreFacts::of(pack_, records_, gatherer_, planning_, *law, year,
                              made.value_or(std::chrono::year{year + 1} / 1 / 1));
  if (!facts) return tl::unexpected(facts.error());
  auto today = facts->facts({record.text("street"), record.text("unit"), record.text("subject")});
  if (!today) return tl::unexpected(today.error());
  plan::compute(found->scheme, *today, now);
  out.now = plan::total_of(found->scheme, now);
  out.same = std::ranges::equal(frozen.rows, now.rows, [](const auto& a, const auto& b) {
    return a.fact.figure == b.fact.figure && a.computed.points == b.computed.points;
  });
  return out;
}

}  // namespace qs::app
