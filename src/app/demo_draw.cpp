#include "app/demo_draw.h"

#include "app/dice.h"
#include "app/overseer.h"
#include "app/standings.h"
#include "base/digest.h"
#include "base/json.h"
#include "kernel/oversight/chance.h"

namespace qs::app {

namespace {

using ledger::Write;
using oversight::Rite;

constexpr auto kParties = {"department", "auditor"};  // who acts, who watches
constexpr int kDaysBetween = 2, kDaysToPublish = 12, kDaysToRectify = 30;
constexpr double kPublished = 0.85;  // of the tasks; the others are only visited

Day shifted(Day day, int days) {
  return std::chrono::sys_days(day) + std::chrono::days{days};
}

Result<std::vector<oversight::Party>> parties_of(const ledger::RecordLog& records) {
  std::vector<oversight::Party> parties;
  for (std::string user : kParties) {
    auto record = records.get("user", user);
    if (!record) return tl::unexpected(record.error());
    if (*record) parties.push_back({.user = user, .name = (*record)->text("name")});
  }
  return parties;
}

// The whole rite at once: nobody's secret is one, all come from the seed of the pack.
Result<Rite> performed(const Pack& pack, oversight::Pool pool,
                       std::vector<oversight::Party> parties, int64_t year, int64_t quarter,
                       Instant at) {
  auto rite = oversight::begin(std::move(pool), year, quarter, std::move(parties),
                               {std::chrono::hours{1}, std::chrono::hours{1}}, at);
  if (!rite) return rite;
  rite->simulated = true;
  auto secret = [&](const std::string& user) {
    return sha256_hex(fmt::format("{}:{}", pack.fill_seed, user));
  };
  for (const auto& party : std::vector(rite->parties)) {
    rite = oversight::commit(*rite, party.user,
                             oversight::commitment_of(rite->digest, party.name, secret(party.user)),
                             at);
    if (!rite) return rite;
  }
  for (const auto& party : std::vector(rite->parties)) {
    rite = oversight::reveal(*rite, party.user, secret(party.user), at);
    if (!rite) return rite;
  }
  return rite;
}

// What a simulated inspection found.
void carry_out(const Pack& pack, ledger::Fields& task, Day visit, Day today, Dice& dice) {
  if (visit >= today) return;
  auto publish = shifted(visit, kDaysToPublish);
  bool published = publish < today && dice.happens(kPublished);
  static const std::vector<std::string> kResults{"clean", "clean", "clean", "corrected", "rectify"};
  auto result = dice.one_of(kResults);
  auto items = Json::array();
  for (const auto& item : pack.oversight.items)
    items.push_back({{"item", item.name_zh}, {"result", "good"}});
  task["checked_on"] = iso(visit);
  task["publish_by"] = iso(shifted(visit, kDaysToRectify));
  task["present"] = int64_t{oversight::kInspectors};
  task["items"] = items.dump();
  task["result"] = result;
  if (result != "clean") task["problems"] = std::string("模拟问题：台账记录不全");
  if (result == "rectify") task["due_on"] = iso(shifted(visit, kDaysToRectify));
  task["state"] = std::string(published ? "published" : "checked");
  if (published) task["published_on"] = iso(publish);
}

}  // namespace

Result<void> found_demo_draw(const Pack& pack, ledger::RecordLog& records, Instant now) {
  const auto& law = pack.oversight.draw;
  if (law.groups.empty() || !records.kind(oversight::kDrawKind)) return {};
  auto known = records.count({.kind = std::string(oversight::kDrawKind), .where = {}});
  if (!known) return tl::unexpected(known.error());
  if (*known > 0) return {};
  auto period = Period::of(PeriodKind::quarter, now).previous();
  auto first = day_of(period.begin);
  int64_t year = static_cast<int>(first.year()), quarter = oversight::quarter_of(first);
  auto standing = standings_of(records, law, year, quarter, first);
  if (!standing) return tl::unexpected(standing.error());
  auto pool = oversight::pool_for(law, standing->firms, standing->inspectors, year, quarter,
                                  fmt::format("{}Q{}-1", year, quarter), first);
  auto parties = parties_of(records);
  if (!parties) return tl::unexpected(parties.error());
  if (pool.firms.empty() || parties->size() < oversight::kLeastParties) return {};
  std::vector<Write> writes;
  auto plan = plan_of(law, records, year, quarter, period.begin);
  if (!plan) return tl::unexpected(plan.error());
  writes.push_back(std::move(*plan));
  auto rite = performed(pack, std::move(pool), std::move(*parties), year, quarter, period.begin);
  if (!rite) return tl::unexpected(rite.error());
  auto tasks = tasks_of(records, *rite);
  if (!tasks) return tl::unexpected(tasks.error());
  Dice dice(pack.fill_seed, "demo_draw");
  for (size_t i = 0; i < tasks->size(); ++i)
    carry_out(pack, (*tasks)[i].fields, shifted(first, static_cast<int>(i + 1) * kDaysBetween),
              day_of(now), dice);
  writes.push_back(oversight::write_of(*rite));
  std::ranges::move(*tasks, std::back_inserter(writes));
  auto kept = records.commit(
      {.who = "pack", .why = "a draw for trying it out", .when = now, .writes = std::move(writes)});
  if (!kept) return tl::unexpected(kept.error());
  return {};
}

}  // namespace qs::app
