#include "app/overseer.h"

#include <set>

#include "app/standings.h"
#include "base/json.h"

namespace qs::app {

namespace {

using ledger::Record;
using ledger::Write;
using oversight::Rite;
using service::Doing;
using service::Outcome;
using service::Reason;

constexpr int kMostTries = 5;  // for a draw that another party changed meanwhile

tl::unexpected<service::Refusal> refuse(Reason reason, Error error) {
  return tl::unexpected(service::Refusal{reason, std::move(error)});
}

Json group_json(const oversight::GroupPlan& group, int64_t quarter) {
  Json out{{"group", group.group},   {"firms", group.firms},   {"doubled", group.doubled},
           {"spared", group.spared}, {"visits", group.visits}, {"due", group.due},
           {"drawn", group.drawn}};
  if (quarter > 0) {
    out["left_over"] = group.left_over;
    out["quota"] = group.quota;
  }
  return out;
}

std::string plan_id(int64_t year, int64_t quarter) {
  return quarter == 0 ? fmt::format("{}", year) : fmt::format("{}Q{}", year, quarter);
}

// The order in which people read them: the least that is not taken yet.
Result<std::string> fresh_id(const ledger::RecordLog& records, const service::DrawAsk& ask) {
  auto count = records.count({.kind = std::string(oversight::kDrawKind),
                              .where = {{.field = "year", .value = ask.year},
                                        {.field = "quarter", .value = ask.quarter}}});
  if (!count) return tl::unexpected(count.error());
  return fmt::format("{}-{}", plan_id(ask.year, ask.quarter), *count + 1);
}

Result<size_t> under_way(const ledger::RecordLog& records, const service::DrawAsk& ask) {
  ledger::Filter open{.field = "stage", .op = ledger::Op::in, .value = {}, .values = {}};
  for (auto stage : {oversight::Stage::committing, oversight::Stage::revealing})
    open.values.emplace_back(std::string(oversight::name(stage)));
  return records.count({.kind = std::string(oversight::kDrawKind),
                        .where = {{.field = "year", .value = ask.year},
                                  {.field = "quarter", .value = ask.quarter},
                                  open}});
}

}  // namespace

Result<Write> plan_of(const oversight::DrawLaw& law, const ledger::RecordLog& records, int64_t year,
                      int64_t quarter, Instant at) {
  auto known = standings_of(records, law, year, quarter, day_of(at));
  if (!known) return tl::unexpected(known.error());
  auto groups = Json::array();
  for (const auto& group :
       oversight::plan(law, known->firms, known->active(), quarter == 0 ? 1 : quarter))
    groups.push_back(group_json(group, quarter));
  return Write{.kind = std::string(oversight::kPlanKind),
               .id = plan_id(year, quarter),
               .fields = {{"year", year},
                          {"quarter", quarter},
                          {"inspectors", known->active()},
                          {"groups", groups.dump()},
                          {"version", law.version},
                          {"clause", law.clause},
                          {"confidence", law.confidence},
                          {"published_at", to_ms(at)}},
               .expected_revision = {}};
}

Outcome<Record> Overseer::plan(int64_t year, int64_t quarter, const Doing& doing) {
  auto write = plan_of(pack_.oversight.draw, records_, year, quarter, doing.at);
  if (!write) return refuse(Reason::failed, write.error());
  if (auto done = desk_.write({*write}, doing); !done) return tl::unexpected(done.error());
  auto record = records_.get(write->kind, write->id);
  if (!record || !*record) return refuse(Reason::failed, {"the plan was not kept", write->id});
  return std::move(**record);
}

// Each under a name of its own: the pool, which everybody may read, holds no names to log in with.
Outcome<std::vector<oversight::Party>> Overseer::parties_of(
    const std::vector<std::string>& users) const {
  std::vector<oversight::Party> parties;
  std::set<std::string> names;
  for (const auto& id : users) {
    auto user = records_.get("user", id);
    if (!user) return refuse(Reason::failed, user.error());
    if (!*user || (*user)->flag("disabled"))
      return refuse(Reason::invalid, {fmt::format("there is nobody called '{}'", id), "parties"});
    auto name = (*user)->text("name");
    for (int number = 2; !names.insert(name).second; ++number)
      name = fmt::format("{} {}", (*user)->text("name"), number);
    parties.push_back({.user = id, .name = name, .commitment = {}, .secret = {}});
  }
  return parties;
}

Outcome<Rite> Overseer::draw(const service::DrawAsk& ask, const Doing& doing) {
  const auto& law = pack_.oversight.draw;
  auto others = under_way(records_, ask);
  if (!others) return refuse(Reason::failed, others.error());
  if (*others > 0)
    return refuse(Reason::conflict, {"a draw of this quarter is under way", "quarter"});
  auto parties = parties_of(ask.parties);
  if (!parties) return tl::unexpected(parties.error());
  auto today = day_of(doing.at);
  auto known = standings_of(records_, law, ask.year, ask.quarter, today);
  if (!known) return refuse(Reason::failed, known.error());
  auto id = fresh_id(records_, ask);
  if (!id) return refuse(Reason::failed, id.error());
  auto pool =
      oversight::pool_for(law, known->firms, known->inspectors, ask.year, ask.quarter, *id, today);
  if (std::ranges::all_of(pool.quotas, [](const auto& quota) { return quota.count == 0; }))
    return refuse(Reason::invalid, {"nothing is due in this quarter", "quarter"});
  oversight::Terms terms{std::chrono::hours{law.commit_hours},
                         std::chrono::hours{law.reveal_hours}};
  auto rite = oversight::begin(std::move(pool), ask.year, ask.quarter, std::move(*parties), terms,
                               doing.at);
  if (!rite) return refuse(Reason::invalid, rite.error());
  if (auto done = desk_.write({oversight::write_of(*rite)}, doing); !done)
    return tl::unexpected(done.error());
  return std::move(*rite);
}

// Another party may do its part at the same moment; then it is tried again over what stands now.
Outcome<Rite> Overseer::take(const std::string& draw, const Step& step, const Doing& doing) {
  for (int tries = 0; tries < kMostTries; ++tries) {
    auto record = records_.get(oversight::kDrawKind, draw);
    if (!record) return refuse(Reason::failed, record.error());
    if (!*record) return refuse(Reason::not_found, {"there is no such draw", draw});
    auto rite = step(oversight::rite_of(**record));
    if (!rite) {
      bool late = rite.error().place == "stage";
      return refuse(late ? Reason::conflict : Reason::invalid, rite.error());
    }
    std::vector<Write> writes{oversight::write_of(*rite)};
    if (rite->stage == oversight::Stage::drawn) {
      auto tasks = tasks_of(records_, *rite);
      if (!tasks) return refuse(Reason::failed, tasks.error());
      std::ranges::move(*tasks, std::back_inserter(writes));
    }
    auto kept = desk_.write(std::move(writes), doing);
    if (kept) return std::move(*rite);
    if (kept.error().reason != Reason::conflict) return tl::unexpected(kept.error());
  }
  return refuse(Reason::conflict, {"the draw changes faster than it can be kept", draw});
}

Outcome<Rite> Overseer::commit(const std::string& draw, const std::string& commitment,
                               const Doing& doing) {
  auto step = [&](Rite rite) {
    return oversight::commit(std::move(rite), doing.actor.user, commitment, doing.at);
  };
  return take(draw, step, doing);
}

Outcome<Rite> Overseer::reveal(const std::string& draw, const std::string& secret,
                               const Doing& doing) {
  auto step = [&](Rite rite) {
    return oversight::reveal(std::move(rite), doing.actor.user, secret, doing.at);
  };
  return take(draw, step, doing);
}

Result<std::vector<Write>> tasks_of(const ledger::RecordLog& records, const Rite& rite) {
  auto pool = oversight::pool_of(rite.pool);
  if (!pool) return tl::unexpected(pool.error());
  std::map<std::string, std::string> groups;
  for (const auto& firm : pool->firms) groups[firm.id] = firm.group;
  std::vector<Write> out;
  for (size_t i = 0; i < rite.drawn.size(); ++i) {
    const auto& drawn = rite.drawn[i];
    auto firm = records.get("firm", drawn.firm);
    if (!firm) return tl::unexpected(firm.error());
    auto id = fmt::format("{}-{:03}", rite.id, i + 1);
    ledger::Fields fields{{"number", "双随机 " + id}, {"draw", rite.id},
                          {"year", rite.year},        {"quarter", rite.quarter},
                          {"firm", drawn.firm},       {"group", groups[drawn.firm]},
                          {"visit_by", pool->until},  {"state", std::string("assigned")}};
    if (*firm) fields["street"] = ledger::kept((*firm)->text("street"));
    if (rite.simulated || (*firm && (*firm)->flag("simulated"))) fields["simulated"] = true;
    auto people = Json::array();
    for (size_t n = 0; n < drawn.inspectors.size(); ++n) {
      fields[n == 0 ? "inspector_a" : "inspector_b"] = drawn.inspectors[n];
      auto inspector = records.get(oversight::kInspectorKind, drawn.inspectors[n]);
      if (!inspector) return tl::unexpected(inspector.error());
      if (*inspector)
        people.push_back({{"name", (*inspector)->text("name")},
                          {"certificate", (*inspector)->text("certificate")}});
    }
    if (!people.empty()) fields["inspectors"] = people.dump();
    out.push_back({.kind = std::string(oversight::kTaskKind),
                   .id = std::move(id),
                   .fields = std::move(fields),
                   .expected_revision = 0});
  }
  return out;
}

Result<std::string> Overseer::sheet(const Record& record) const {
  auto paper = record.kind == oversight::kPlanKind   ? plan_paper(pack_, record)
               : record.kind == oversight::kDrawKind ? draw_paper(pack_, records_, record)
                                                     : task_paper(pack_, records_, record);
  if (!paper) return tl::unexpected(paper.error());
  return document::pdf(*paper);
}

}  // namespace qs::app
