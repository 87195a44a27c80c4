#include "kernel/ledger/due_list.h"

#include <iterator>
#include <map>

namespace qs::ledger {
namespace {

using DaysById = std::map<std::string, std::vector<Day>, std::less<>>;

// Page by page, at most kMostScanned.
Result<std::vector<Record>> all_of(const RecordLog& records, Query asked) {
  std::vector<Record> out;
  asked.order_by = "id";
  asked.limit = kMaxPage;
  while (out.size() < kMostScanned) {
    auto page = records.query(asked);
    if (!page) return page;
    bool last = page->size() < asked.limit;
    if (!last) asked.after = Cursor{page->back().id, page->back().id};
    std::move(page->begin(), page->end(), std::back_inserter(out));
    if (last) break;
  }
  return out;
}

std::optional<Day> day_in(const Record& record, const std::string& field) {
  if (auto instant = record.instant(field)) return day_of(*instant);
  auto day = parse_day(record.text(field));
  return day ? std::optional(*day) : std::nullopt;
}

// The days on which the duty was recorded from `from` on, by the record that it was done for.
Result<DaysById> recorded_since(const RecordLog& records, const Duty& duty, Day from) {
  auto by = records.kind(duty.by);
  auto on = by ? by->field(duty.on) : nullptr;
  if (!on) return DaysById{};
  bool instant = on->type == FieldType::instant;
  auto begin = instant ? Value(to_ms(start_of(from))) : Value(iso(from));
  auto found =
      all_of(records, {.kind = duty.by, .where = {{duty.on, Op::greater_equal, begin, {}}}});
  if (!found) return tl::unexpected(found.error());
  DaysById out;
  for (const auto& record : *found)
    if (auto day = day_in(record, duty.on)) out[record.text(duty.through)].push_back(*day);
  return out;
}

// The records that were begun from `from` on.
Result<std::map<std::string, Day, std::less<>>> begun_since(const RecordLog& records,
                                                            const std::string& kind, Day from) {
  std::map<std::string, Day, std::less<>> out;
  JournalQuery asked{.kind = kind, .from = start_of(from), .limit = kMaxPage};
  for (size_t read = 0; read < kMostScanned; read += asked.limit) {
    auto page = records.journal(asked);
    if (!page) return tl::unexpected(page.error());
    for (const auto& entry : *page)
      if (entry.revision.number == 1) out[entry.id] = day_of(entry.revision.when);
    if (page->size() < asked.limit) break;
    asked.before = page->back().position;
  }
  return out;
}

Result<void> add_duty(const RecordLog& log, const Duty& duty, const std::vector<Record>& records,
                      Day today, std::vector<DueItem>& out) {
  auto running = duty_period(duty.every, today);
  if (!running || records.empty()) return {};
  auto before =
      *duty_period(duty.every, Day{std::chrono::sys_days(running->from) - std::chrono::days{1}});
  auto recorded = recorded_since(log, duty, before.from);
  if (!recorded) return tl::unexpected(recorded.error());
  auto begun = begun_since(log, records[0].kind, running->from);
  if (!begun) return tl::unexpected(begun.error());
  for (const auto& record : records) {
    auto done = recorded->find(record.id);
    auto since = begun->find(record.id);
    auto due =
        due_of(duty, record.fields, done == recorded->end() ? std::span<const Day>{} : done->second,
               today, since == begun->end() ? std::nullopt : std::optional(since->second));
    if (due && due->state != DueState::done)
      out.push_back({record, duty.id, duty.label_zh, duty.label_en, duty.clause, *due,
                     stage_of(duty, *due, today)});
  }
  return {};
}

}  // namespace

Result<std::vector<DueItem>> dues_among(const RecordLog& log, Query asked, Day today) {
  std::vector<DueItem> out;
  auto kind = log.kind(asked.kind);
  if (!kind) return fail(fmt::format("no kind '{}' is declared", asked.kind));
  auto records = all_of(log, std::move(asked));
  if (!records) return tl::unexpected(records.error());
  if (kind->expiry)
    for (const auto& record : *records)
      if (auto due = due_of(*kind->expiry, record.fields, today);
          due && due->state != DueState::done)
        out.push_back({record, std::string(kExpiryDue), "到期", "Expires", "", *due,
                       stage_of(*kind->expiry, *due, today)});
  for (const auto& duty : kind->duties)
    if (auto done = add_duty(log, duty, *records, today, out); !done)
      return tl::unexpected(done.error());
  return out;
}

}  // namespace qs::ledger
