#include "edge/service/registers/personal.h"

#include "edge/service/ask.h"
#include "edge/service/room.h"

namespace qs::service {

using ledger::Record;

void PersonalReads::see(const ledger::Kind& kind, std::span<const Record> shown) {
  auto is_personal = [&](const auto& entry) {
    auto field = kind.field(entry.first);
    return field && field->personal;
  };
  auto day = iso(day_of(call_.now));
  auto now = to_ms(call_.now);
  for (const auto& record : shown) {
    if (std::none_of(record.fields.begin(), record.fields.end(), is_personal)) continue;
    auto id = fmt::format("{}:{}:{}:{}", day, call_.actor.user, record.kind, record.id);
    notes_[id] = {
        {"user", call_.actor.user}, {"kind_read", record.kind}, {"record", record.id}, {"day", day},
        {"first_at", now},          {"last_at", now},           {"count", int64_t{1}}};
  }
}

Maybe<void> PersonalReads::join_earlier(const Service::Room& room) {
  ledger::Query known{.kind = std::string(kPersonalReadKind),
                      .where = {{"id", ledger::Op::in, {}, {}}},
                      .limit = ledger::kMaxPage};
  for (const auto& [id, note] : notes_) known.where[0].values.emplace_back(id);
  auto earlier = query(room, known);
  if (!earlier) return tl::unexpected(earlier.error());
  for (const auto& record : *earlier) {
    if (call_.now - record.instant("last_at").value_or(Instant{}) < kSameReading) {
      notes_.erase(record.id);
      continue;
    }
    notes_[record.id]["first_at"] = record.fields.at("first_at");
    notes_[record.id]["count"] = record.integer("count").value_or(0) + 1;
  }
  return {};
}

Maybe<void> PersonalReads::write(Service::Room& room) {
  if (notes_.empty()) return {};
  if (auto joined = join_earlier(room); !joined) return joined;
  if (notes_.empty()) return {};
  std::vector<ledger::Write> writes;
  for (auto& [id, fields] : notes_)
    writes.push_back({.kind = std::string(kPersonalReadKind),
                      .id = id,
                      .fields = std::move(fields),
                      .expected_revision = {}});
  return lift(
      room.seams.desk.write(std::move(writes), {call_.actor, call_.now, "personal data read"}));
}

}  // namespace qs::service
