// Claim, send, settle: each notice crosses two commits, so that no death sends it twice.
#include "edge/notify/notifier.h"

namespace qs::notify {
namespace {

constexpr std::string_view kOutbox = "outbox";
constexpr std::chrono::seconds kFirstPause{30};
constexpr std::chrono::seconds kLongestPause{3600};

ledger::Write with(const ledger::Record& record, std::string_view state) {
  ledger::Write write;
  write.kind = kOutbox;
  write.id = record.id;
  write.fields = record.fields;
  write.fields["state"] = std::string(state);
  write.expected_revision = record.revision;
  return write;
}

Result<uint64_t> commit(ledger::RecordLog& log, ledger::Write write, std::string_view why,
                        Instant now) {
  return log.commit({"notify", std::string(why), now, {std::move(write)}});
}

Millis pause_after(int64_t tries) {
  auto doubled = kFirstPause * (int64_t{1} << std::min<int64_t>(tries - 1, 10));
  return std::min(doubled, kLongestPause);
}

ledger::Write settle(const ledger::Record& claimed, const Report& report, Instant now,
                     Round& round) {
  auto tries = claimed.integer("tries").value_or(1);
  ledger::Write write;
  if (report.delivery == Delivery::delivered) {
    write = with(claimed, "sent");
    write.fields["sent_at"] = to_ms(now);
    ++round.delivered;
  } else if (report.delivery == Delivery::uncertain) {
    write = with(claimed, "uncertain");
    ++round.uncertain;
  } else if (tries >= kMostTries) {
    write = with(claimed, "failed");
    ++round.failed;
  } else {
    write = with(claimed, "queued");
    write.fields["next_at"] = to_ms(now + pause_after(tries));
    ++round.refused;
  }
  write.fields["error"] = report.error.empty() ? ledger::Value{} : ledger::Value(report.error);
  return write;
}

Result<void> deliver(ledger::RecordLog& log, Notifier& notifier, const ledger::Record& record,
                     Instant now, Round& round) {
  auto claim = with(record, "sending");
  claim.fields["tries"] = record.integer("tries").value_or(0) + 1;
  if (auto done = commit(log, claim, "claimed for sending", now); !done)
    return tl::unexpected(done.error());
  auto claimed = log.get(kOutbox, record.id);
  if (!claimed) return tl::unexpected(claimed.error());
  if (!*claimed) return fail("a claimed notice is gone", record.id);
  auto report = notifier.send(
      {record.id, record.text("user"), record.text("text_zh"), record.text("text_en")});
  auto done = commit(log, settle(**claimed, report, now, round), "what became of it", now);
  if (!done) return tl::unexpected(done.error());
  return {};
}

}  // namespace

Result<Round> deliver_due(ledger::RecordLog& log, Notifier& notifier, std::string_view channel,
                          Instant now) {
  using ledger::Op;
  ledger::Query due{.kind = std::string(kOutbox), .order_by = "next_at", .limit = kMostPerRound};
  due.where = {{"channel", Op::equal, std::string(channel), {}},
               {"state", Op::equal, std::string("queued"), {}},
               {"next_at", Op::less_equal, to_ms(now), {}}};
  auto records = log.query(due);
  if (!records) return tl::unexpected(records.error());
  Round round;
  for (const auto& record : *records)
    if (auto done = deliver(log, notifier, record, now, round); !done)
      return tl::unexpected(done.error());
  return round;
}

Result<size_t> recover(ledger::RecordLog& log, Instant now) {
  ledger::Query left{.kind = std::string(kOutbox), .limit = ledger::kMaxPage};
  left.where = {{"state", ledger::Op::equal, std::string("sending"), {}}};
  auto records = log.query(left);
  if (!records) return tl::unexpected(records.error());
  ledger::Commit all{"notify", "it is not known whether it went out", now, {}};
  for (const auto& record : *records) all.writes.push_back(with(record, "uncertain"));
  if (all.writes.empty()) return size_t{0};
  return log.commit(all).map([&](uint64_t) { return all.writes.size(); });
}

}  // namespace qs::notify
