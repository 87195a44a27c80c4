// 承诺—揭示: how a draw comes by a seed that nobody could choose. The pool is frozen; each party
// binds itself to a secret that only it knows; only when all have done so are the secrets told. A
// party that does not tell its secret voids the draw, for all to see and for ever.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kernel/ledger/record_log.h"
#include "kernel/oversight/draw.h"

namespace qs::oversight {

inline constexpr std::string_view kDrawKind = "inspection_draw";

enum class Stage : uint8_t { committing, revealing, drawn, voided };
std::string_view name(Stage stage);

struct Party {
  std::string user;
  std::string name;                // as the pool calls it; part of the commitment
  std::string commitment, secret;  // hex; empty until handed in
  std::optional<Instant> committed_at = {}, revealed_at = {};
};
inline constexpr size_t kLeastParties = 2, kMostParties = 10;

struct Rite {
  std::string id;
  uint64_t revision = 0;
  int64_t year = 0, quarter = 0;
  Stage stage = Stage::committing;
  std::string pool, digest;  // canonical text and its SHA-256
  std::vector<Party> parties;
  Instant opened_at, due_at;      // due_at: the end of the present stage
  Millis reveal_within{0};        // how long the second stage may take
  std::string seed;               // once drawn
  std::vector<Drawn> drawn;       // once drawn
  std::vector<std::string> late;  // voided: parties that did not do their part in time
  std::optional<Instant> ended_at;
  bool simulated = false;
};
Rite rite_of(const ledger::Record& record);
ledger::Write write_of(const Rite& rite);  // guards with the revision it was read at

struct Terms {
  Millis commit_within{0}, reveal_within{0};
};
// The pool is frozen with the names of the parties in it. Faults: fewer than two parties, a person
// or a name twice ("parties"), a pool that is too large ("pool").
Result<Rite> begin(Pool pool, int64_t year, int64_t quarter, std::vector<Party> parties,
                   const Terms& terms, Instant now);
// Faults: "stage" it is not the time for it, "party" none of the rite, "commitment" no digest, one
// that stands already or somebody else's.
Result<Rite> commit(Rite rite, std::string_view user, std::string_view commitment, Instant now);
// The last one draws. Faults: "stage", "party", and "secret": another one than committed to.
Result<Rite> reveal(Rite rite, std::string_view user, std::string_view secret, Instant now);
// Voided when its time is over; nullopt: it goes on or has ended.
std::optional<Rite> expire(Rite rite, Instant now);

}  // namespace qs::oversight
