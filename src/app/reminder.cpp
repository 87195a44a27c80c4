#include "app/reminder.h"

#include <spdlog/spdlog.h>

#include "app/all_records.h"

namespace qs::app {

namespace {

using casework::DueTold;
using casework::Person;
using ledger::Write;

constexpr auto kFirst = std::chrono::seconds{5};  // after the start
constexpr auto kEvery = std::chrono::minutes{1};

Result<std::vector<Person>> people_of(const ledger::RecordLog& records) {
  auto users = all_records(records, "user");
  if (!users) return tl::unexpected(users.error());
  std::vector<Person> people;
  for (const auto& user : *users)
    if (!user.flag("disabled")) people.push_back(casework::person_of(user));
  return people;
}

// What nobody was told yet.
Result<std::vector<DueTold>> news(const ledger::RecordLog& records, Day today) {
  std::vector<DueTold> out;
  for (auto kind : records.kinds()) {
    if (kind->shelf.empty() || (!kind->expiry && kind->duties.empty())) continue;
    auto dues = ledger::dues_among(records, {.kind = kind->name, .where = {}}, today);
    if (!dues) return tl::unexpected(dues.error());
    for (auto& item : *dues) {
      if (item.stage.empty()) continue;
      auto known = records.get(casework::kDueNoticeKind, casework::fact_of(item));
      if (!known) return tl::unexpected(known.error());
      if (*known) continue;
      out.push_back(casework::told_of(*kind, std::move(item)));
      if (out.size() == kMostPerDigest) return out;
    }
  }
  return out;
}

Write told_once(const DueTold& told, size_t people, Instant now) {
  const auto& item = told.item;
  return {.kind = std::string(casework::kDueNoticeKind),
          .id = casework::fact_of(item),
          .fields = {{"record_kind", item.record.kind},
                     {"record", item.record.id},
                     {"duty", item.duty},
                     {"until", iso(item.due.period.until)},
                     {"stage", item.stage},
                     {"people", static_cast<int64_t>(people)},
                     {"at", to_ms(now)}},
          .expected_revision = 0};
}

}  // namespace

Result<size_t> remind(const casework::Reminding& law, ledger::RecordLog& records, Instant now) {
  auto today = day_of(now);
  if (now < start_of(today) + law.at) return size_t{0};
  auto done = records.get(casework::kDueDigestKind, iso(today));
  if (!done) return tl::unexpected(done.error());
  if (*done) return size_t{0};
  auto people = people_of(records);
  if (!people) return tl::unexpected(people.error());
  auto fresh = news(records, today);
  if (!fresh) return tl::unexpected(fresh.error());
  std::vector<Write> writes;
  std::map<const Person*, std::vector<const DueTold*>> by_person;
  for (const auto& told : *fresh) {
    auto kind = records.kind(told.item.record.kind);
    auto whom = casework::responsible_for(*kind, told.item.record, *people, law);
    for (auto person : whom) by_person[person].push_back(&told);
    if (!whom.empty()) writes.push_back(told_once(told, whom.size(), now));
  }
  auto count = writes.size();
  for (auto& [whom, things] : by_person) {
    auto notice = casework::digest_of(today, std::move(things), now);
    std::ranges::move(casework::tell(notice, *whom), std::back_inserter(writes));
  }
  writes.push_back({.kind = std::string(casework::kDueDigestKind),
                    .id = iso(today),
                    .fields = {{"things", static_cast<int64_t>(count)},
                               {"people", static_cast<int64_t>(by_person.size())},
                               {"at", to_ms(now)}},
                    .expected_revision = 0});
  auto kept = records.commit(
      {.who = "reminder", .why = "what falls due", .when = now, .writes = std::move(writes)});
  if (!kept) return tl::unexpected(kept.error());
  spdlog::info("reminder things={} notices={}", count, by_person.size());
  return by_person.size();
}

Reminder::Reminder(casework::Reminding law, ledger::RecordLog& records,
                   std::function<Instant()> now)
    : rounds_(kFirst, kEvery, [law = std::move(law), &records, now = std::move(now)] {
        if (auto done = remind(law, records, now()); !done)
          spdlog::error("reminder fault=\"{}\"", done.error().message());
      }) {}

}  // namespace qs::app
