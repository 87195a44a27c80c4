#include "edge/service/registers/due_list.h"

#include "edge/service/ask.h"
#include "edge/service/room.h"

namespace qs::service {
namespace {

using ledger::Days;
using ledger::DueState;
using ledger::Duty;
using ledger::FieldType;
using ledger::Op;
using ledger::Query;
using ledger::Record;

using DaysById = std::map<std::string, std::vector<Day>, std::less<>>;

// Page by page, at most kMostScanned.
Maybe<std::vector<Record>> all_of(const Service::Room& room, Query asked) {
  std::vector<Record> out;
  asked.order_by = "id";
  asked.limit = ledger::kMaxPage;
  while (out.size() < kMostScanned) {
    auto page = query(room, asked);
    if (!page) return page;
    bool last = page->size() < asked.limit;
    if (!last) asked.after = ledger::Cursor{page->back().id, page->back().id};
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
Maybe<DaysById> recorded_since(const Service::Room& room, const Duty& duty, Day from) {
  auto by = room.seams.records.kind(duty.by);
  auto on = by ? by->field(duty.on) : nullptr;
  if (!on) return DaysById{};
  bool instant = on->type == FieldType::instant;
  auto begin = instant ? ledger::Value(to_ms(start_of(from))) : ledger::Value(iso(from));
  auto found = all_of(room, {.kind = duty.by, .where = {{duty.on, Op::greater_equal, begin, {}}}});
  if (!found) return tl::unexpected(found.error());
  DaysById out;
  for (const auto& record : *found)
    if (auto day = day_in(record, duty.on)) out[record.text(duty.through)].push_back(*day);
  return out;
}

// The records that were begun from `from` on.
Maybe<std::map<std::string, Day, std::less<>>> begun_since(const Service::Room& room,
                                                           const std::string& kind, Day from) {
  std::map<std::string, Day, std::less<>> out;
  ledger::JournalQuery asked{.kind = kind, .from = start_of(from), .limit = ledger::kMaxPage};
  for (size_t read = 0; read < kMostScanned; read += asked.limit) {
    auto page = lift(room.seams.records.journal(asked));
    if (!page) return tl::unexpected(page.error());
    for (const auto& entry : *page)
      if (entry.revision.number == 1) out[entry.id] = day_of(entry.revision.when);
    if (page->size() < asked.limit) break;
    asked.before = page->back().position;
  }
  return out;
}

Maybe<void> add_duty(const Service::Room& room, const Duty& duty,
                     const std::vector<Record>& records, Day today, std::vector<DueItem>& out) {
  auto running = ledger::duty_period(duty.every, today);
  if (!running || records.empty()) return {};
  auto before = *ledger::duty_period(
      duty.every, Day{std::chrono::sys_days(running->from) - std::chrono::days{1}});
  auto recorded = recorded_since(room, duty, before.from);
  if (!recorded) return tl::unexpected(recorded.error());
  auto begun = begun_since(room, records[0].kind, running->from);
  if (!begun) return tl::unexpected(begun.error());
  for (const auto& record : records) {
    auto done = recorded->find(record.id);
    auto since = begun->find(record.id);
    auto due = ledger::due_of(
        duty, record.fields, done == recorded->end() ? std::span<const Day>{} : done->second, today,
        since == begun->end() ? std::nullopt : std::optional(since->second));
    if (due && due->state != DueState::done)
      out.push_back({record, duty.id, duty.label_zh, duty.label_en, duty.clause, *due});
  }
  return {};
}

}  // namespace

Maybe<std::vector<DueItem>> dues_of(const Service::Room& room, const View& view,
                                    std::string_view street, Day today) {
  const auto& kind = view.kind();
  Query asked{.kind = kind.name, .where = {}};
  if (!street.empty()) {
    if (!kind.field(access::kAreaField)) return std::vector<DueItem>{};
    asked.where.push_back({std::string(access::kAreaField), Op::equal, std::string(street), {}});
  }
  view.keep_within(asked);
  auto records = all_of(room, asked);
  if (!records) return tl::unexpected(records.error());
  std::vector<DueItem> out;
  if (kind.expiry)
    for (const auto& record : *records)
      if (auto due = ledger::due_of(*kind.expiry, record.fields, today);
          due && due->state != DueState::done)
        out.push_back({record, "expiry", "到期", "Expires", "", *due});
  for (const auto& duty : kind.duties)
    if (auto done = add_duty(room, duty, *records, today, out); !done)
      return tl::unexpected(done.error());
  return out;
}

}  // namespace qs::service
