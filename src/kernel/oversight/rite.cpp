#include "kernel/oversight/rite.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/digest.h"
#include "base/json.h"
#include "kernel/oversight/chance.h"

namespace qs::oversight {

namespace {

constexpr std::array<std::string_view, 4> kStages{"committing", "revealing", "drawn", "void"};
constexpr size_t kDigest = 64;  // hex digits of a SHA-256

Stage stage_of(const std::string& word) {
  auto it = std::find(kStages.begin(), kStages.end(), word);
  return it == kStages.end() ? Stage::voided : static_cast<Stage>(it - kStages.begin());
}

Json ms(const std::optional<Instant>& t) {
  return t ? Json(to_ms(*t)) : Json();
}
std::optional<Instant> moment(const Json& json) {
  return json.is_number_integer() ? std::optional(from_ms(json.get<int64_t>())) : std::nullopt;
}

Json parties_json(const std::vector<Party>& parties) {
  auto out = Json::array();
  for (const auto& p : parties)
    out.push_back({{"user", p.user},
                   {"name", p.name},
                   {"commitment", p.commitment},
                   {"secret", p.secret},
                   {"committed_at", ms(p.committed_at)},
                   {"revealed_at", ms(p.revealed_at)}});
  return out;
}

Json drawn_json(const std::vector<Drawn>& drawn) {
  auto out = Json::array();
  for (const auto& d : drawn)
    out.push_back({{"firm", d.firm}, {"inspectors", d.inspectors}, {"barred", d.barred}});
  return out;
}

Json list(const ledger::Record& record, std::string_view field) {
  auto json = Json::parse(record.text(field), nullptr, false);
  return json.is_array() ? json : Json::array();
}

Result<Party*> turn_of(Rite& rite, Stage stage, std::string_view user, Instant now) {
  if (rite.stage != stage)
    return fail(stage == Stage::committing ? "commitments are no longer taken"
                                           : "secrets are told when all commitments stand, once",
                "stage");
  if (now >= rite.due_at) return fail("the time for it is over", "stage");
  auto party = std::find_if(rite.parties.begin(), rite.parties.end(),
                            [&](const Party& p) { return p.user == user; });
  if (party == rite.parties.end()) return fail("you are no party of this draw", "party");
  return &*party;
}

template <class Done>
bool all(const Rite& rite, Done done) {
  return std::all_of(rite.parties.begin(), rite.parties.end(), done);
}

}  // namespace

std::string_view name(Stage stage) {
  return kStages[static_cast<size_t>(stage)];
}

Rite rite_of(const ledger::Record& r) {
  Rite rite{.id = r.id,
            .revision = r.revision,
            .year = r.integer("year").value_or(0),
            .quarter = r.integer("quarter").value_or(0),
            .stage = stage_of(r.text("stage")),
            .pool = r.text("pool"),
            .digest = r.text("digest"),
            .parties = {},
            .opened_at = r.instant("opened_at").value_or(Instant{}),
            .due_at = r.instant("due_at").value_or(Instant{}),
            .reveal_within = Millis{r.integer("reveal_within").value_or(0)},
            .seed = r.text("seed"),
            .drawn = {},
            .late = r.words("late"),
            .ended_at = r.instant("ended_at"),
            .simulated = r.flag("simulated")};
  for (const auto& p : list(r, "parties"))
    rite.parties.push_back({p.value("user", ""), p.value("name", ""), p.value("commitment", ""),
                            p.value("secret", ""), moment(p.value("committed_at", Json())),
                            moment(p.value("revealed_at", Json()))});
  for (const auto& d : list(r, "drawn"))
    rite.drawn.push_back({d.value("firm", ""), d.value("inspectors", std::vector<std::string>{}),
                          d.value("barred", std::map<std::string, std::string>{})});
  return rite;
}

ledger::Write write_of(const Rite& rite) {
  ledger::Fields fields{{"year", rite.year},
                        {"quarter", rite.quarter},
                        {"stage", std::string(name(rite.stage))},
                        {"pool", rite.pool},
                        {"digest", rite.digest},
                        {"parties", parties_json(rite.parties).dump()},
                        {"opened_at", to_ms(rite.opened_at)},
                        {"due_at", to_ms(rite.due_at)},
                        {"reveal_within", rite.reveal_within.count()},
                        {"seed", ledger::kept(rite.seed)},
                        {"ended_at", ledger::kept(rite.ended_at)}};
  if (!rite.drawn.empty()) fields["drawn"] = drawn_json(rite.drawn).dump();
  if (!rite.late.empty()) fields["late"] = Json(rite.late).dump();
  if (rite.simulated) fields["simulated"] = true;
  return {.kind = std::string(kDrawKind),
          .id = rite.id,
          .fields = std::move(fields),
          .expected_revision = rite.revision};
}

Result<Rite> begin(Pool pool, int64_t year, int64_t quarter, std::vector<Party> parties,
                   const Terms& terms, Instant now) {
  std::set<std::string> users, names;
  pool.parties.clear();
  for (const auto& p : parties) {
    users.insert(p.user);
    names.insert(p.name);
    pool.parties.push_back(p.name);
  }
  if (parties.size() < kLeastParties || parties.size() > kMostParties)
    return fail(fmt::format("{} to {} parties make a draw", kLeastParties, kMostParties),
                "parties");
  if (users.size() != parties.size() || names.size() != parties.size())
    return fail("a party stands there twice", "parties");
  Rite rite{.id = pool.draw,
            .year = year,
            .quarter = quarter,
            .pool = canonical(pool),
            .digest = {},
            .parties = std::move(parties),
            .opened_at = now,
            .due_at = now + terms.commit_within,
            .reveal_within = terms.reveal_within,
            .seed = {},
            .drawn = {},
            .late = {},
            .ended_at = {}};
  if (rite.pool.size() > kMostPool) return fail("the pool is too large", "pool");
  rite.digest = sha256_hex(rite.pool);
  return rite;
}

Result<Rite> commit(Rite rite, std::string_view user, std::string_view commitment, Instant now) {
  auto party = turn_of(rite, Stage::committing, user, now);
  if (!party) return tl::unexpected(party.error());
  if (!(*party)->commitment.empty()) return fail("your commitment stands already", "commitment");
  bool digest = commitment.size() == kDigest &&
                commitment.find_first_not_of("0123456789abcdef") == commitment.npos;
  if (!digest) return fail("must be a SHA-256 in lower-case hex", "commitment");
  for (const auto& other : rite.parties)
    if (other.commitment == commitment)
      return fail("this is somebody else's commitment", "commitment");
  (*party)->commitment = commitment;
  (*party)->committed_at = now;
  if (all(rite, [](const Party& p) { return !p.commitment.empty(); })) {
    rite.stage = Stage::revealing;
    rite.due_at = now + rite.reveal_within;
  }
  return rite;
}

Result<Rite> reveal(Rite rite, std::string_view user, std::string_view secret, Instant now) {
  auto party = turn_of(rite, Stage::revealing, user, now);
  if (!party) return tl::unexpected(party.error());
  if (!(*party)->secret.empty()) return fail("your secret is told already", "secret");
  if (secret.size() < kShortestSecret || secret.size() > kLongestSecret)
    return fail(fmt::format("is {} to {} characters long", kShortestSecret, kLongestSecret),
                "secret");
  if (commitment_of(rite.digest, (*party)->name, secret) != (*party)->commitment)
    return fail("is not what you committed yourself to", "secret");
  (*party)->secret = secret;
  (*party)->revealed_at = now;
  if (!all(rite, [](const Party& p) { return !p.secret.empty(); })) return rite;
  auto pool = pool_of(rite.pool);
  if (!pool) return tl::unexpected(pool.error());
  std::vector<std::string> secrets;
  for (const auto& p : rite.parties) secrets.push_back(p.secret);
  rite.seed = seed_of(rite.digest, secrets);
  rite.drawn = draw(*pool, rite.seed);
  rite.stage = Stage::drawn;
  rite.ended_at = now;
  return rite;
}

std::optional<Rite> expire(Rite rite, Instant now) {
  bool open = rite.stage == Stage::committing || rite.stage == Stage::revealing;
  if (!open || now < rite.due_at) return std::nullopt;
  for (const auto& p : rite.parties) {
    const auto& part = rite.stage == Stage::committing ? p.commitment : p.secret;
    if (part.empty()) rite.late.push_back(p.user);
  }
  rite.stage = Stage::voided;
  rite.ended_at = now;
  return rite;
}

}  // namespace qs::oversight
