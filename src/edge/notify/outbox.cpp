// Claim, send, settle: each notice crosses two commits, so that no death sends it twice.
#include <map>
#include <span>

#include "edge/notify/notifier.h"

namespace qs::notify {
namespace {

using Writes = std::vector<ledger::Write>;

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

Millis pause_after(int64_t tries) {
  auto doubled = kFirstPause * (int64_t{1} << std::min<int64_t>(tries - 1, 10));
  return std::min(doubled, kLongestPause);
}

// Texts of one person that go together, numbered under a line that says how many.
std::string listed(std::string head, std::span<const ledger::Record> notices, const char* field) {
  size_t number = 0;
  for (const auto& notice : notices) head += fmt::format("\n{}. {}", ++number, notice.text(field));
  return head;
}

Message message_of(std::span<const ledger::Record> notices, std::string to) {
  const auto& first = notices.front();
  Message message{first.id,
                  first.text("user"),
                  first.text("text_zh"),
                  first.text("text_en"),
                  std::move(to),
                  first.instant("at").value_or(Instant{})};
  if (notices.size() == 1) return message;
  message.id += fmt::format("+{}", notices.size() - 1);
  message.text_zh = listed(fmt::format("共 {} 条通知：", notices.size()), notices, "text_zh");
  message.text_en = listed(fmt::format("{} notices:", notices.size()), notices, "text_en");
  return message;
}

// How many of them fit into one message; one always does.
size_t fitting(std::span<const ledger::Record> notices) {
  constexpr size_t kHead = 40, kNumber = 6;  // bytes, at most
  size_t count = 0;
  for (size_t bytes = kHead; count < notices.size(); ++count) {
    bytes += kNumber + notices[count].text("text_zh").size();
    if (count > 0 && bytes > kLongestJoined) break;
  }
  return count;
}

// One round on one channel.
class Postman {
 public:
  Postman(ledger::RecordLog& log, Notifier& notifier, const Hold& hold, Instant now)
      : log_(log), notifier_(notifier), hold_(hold), now_(now) {}

  Result<void> serve(std::string_view user, std::vector<ledger::Record> notices) {
    auto person = log_.get("user", user);
    if (!person) return tl::unexpected(person.error());
    person_ = person->value_or(ledger::Record{});
    if (auto done = put_off(notices); !done) return done;
    for (std::span<const ledger::Record> left = notices; !left.empty() && !gives_up();) {
      auto count = fitting(left);
      if (auto done = deliver(left.first(count)); !done) return done;
      left = left.subspan(count);
    }
    return {};
  }
  bool gives_up() const { return faults_ >= kMostFaultsInRow; }
  const Round& round() const { return round_; }

 private:
  Instant may_go(const ledger::Record& notice, Instant at) const {
    return hold_ ? hold_(person_, notice.instant("due_at"), at) : at;
  }

  // Keeps in `notices` what may go now.
  Result<void> put_off(std::vector<ledger::Record>& notices) {
    Writes writes;
    std::erase_if(notices, [&](const ledger::Record& notice) {
      auto at = may_go(notice, now_);
      if (at <= now_) return false;
      writes.push_back(with(notice, "queued"));
      writes.back().fields["next_at"] = to_ms(at);
      return true;
    });
    round_.held += writes.size();
    return commit(std::move(writes), "quiet hours");
  }

  Result<void> deliver(std::span<const ledger::Record> notices) {
    std::string field(notifier_.address_field());
    auto to = field.empty() ? std::string() : person_.text(field);
    if (to.empty() && !field.empty())
      return settle(notices, {Delivery::refused, "the person has no " + field}, true);
    Writes claims;
    for (const auto& notice : notices) {
      claims.push_back(with(notice, "sending"));
      claims.back().fields["tries"] = notice.integer("tries").value_or(0) + 1;
    }
    if (auto done = commit(std::move(claims), "claimed for sending"); !done) return done;
    std::vector<ledger::Record> claimed;
    for (const auto& notice : notices) {
      auto record = log_.get(kOutbox, notice.id);
      if (!record) return tl::unexpected(record.error());
      if (!*record) return fail("a claimed notice is gone", notice.id);
      claimed.push_back(std::move(**record));
    }
    auto report = notifier_.send(message_of(claimed, std::move(to)));
    faults_ = report.delivery == Delivery::delivered ? 0 : faults_ + 1;
    return settle(claimed, report, false);
  }

  Result<void> settle(std::span<const ledger::Record> notices, const Report& report, bool last) {
    Writes writes;
    for (const auto& notice : notices) writes.push_back(settled(notice, report, last));
    return commit(std::move(writes), "what became of it");
  }

  ledger::Write settled(const ledger::Record& claimed, const Report& report, bool last) {
    auto tries = claimed.integer("tries").value_or(1);
    ledger::Write write;
    if (report.delivery == Delivery::delivered) {
      write = with(claimed, "sent");
      write.fields["sent_at"] = to_ms(now_);
      ++round_.delivered;
    } else if (report.delivery == Delivery::uncertain) {
      write = with(claimed, "uncertain");
      ++round_.uncertain;
    } else if (last || tries >= kMostTries) {
      write = with(claimed, "failed");
      ++round_.failed;
    } else {
      write = with(claimed, "queued");
      write.fields["next_at"] = to_ms(may_go(claimed, now_ + pause_after(tries)));
      ++round_.refused;
    }
    write.fields["error"] = report.error.empty() ? ledger::Value{} : ledger::Value(report.error);
    return write;
  }

  Result<void> commit(Writes writes, std::string_view why) {
    if (writes.empty()) return {};
    auto done = log_.commit({"notify", std::string(why), now_, std::move(writes)});
    if (!done) return tl::unexpected(done.error());
    return {};
  }

  ledger::RecordLog& log_;
  Notifier& notifier_;
  const Hold& hold_;
  const Instant now_;
  ledger::Record person_;
  Round round_;
  size_t faults_ = 0;  // in a row
};

}  // namespace

Result<Round> deliver_due(ledger::RecordLog& log, Notifier& notifier, std::string_view channel,
                          Instant now, const Hold& hold) {
  using ledger::Op;
  ledger::Query due{.kind = std::string(kOutbox), .order_by = "next_at", .limit = kMostPerRound};
  due.where = {{"channel", Op::equal, std::string(channel), {}},
               {"state", Op::equal, std::string("queued"), {}},
               {"next_at", Op::less_equal, to_ms(now), {}}};
  auto records = log.query(due);
  if (!records) return tl::unexpected(records.error());
  std::map<std::string, std::vector<ledger::Record>> by_person;
  for (auto& record : *records) by_person[record.text("user")].push_back(std::move(record));
  Postman postman(log, notifier, hold, now);
  for (auto& [user, notices] : by_person) {
    if (postman.gives_up()) break;
    if (auto done = postman.serve(user, std::move(notices)); !done)
      return tl::unexpected(done.error());
  }
  return postman.round();
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
