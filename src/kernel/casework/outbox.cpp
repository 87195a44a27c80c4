#include "kernel/casework/outbox.h"

#include "base/duration.h"

namespace qs::casework {

std::vector<ledger::Write> tell(const Notice& notice, const Person& person) {
  std::vector<std::string> channels{std::string(kInApp)};
  channels.insert(channels.end(), person.channels.begin(), person.channels.end());
  std::vector<ledger::Write> writes;
  for (const auto& channel : channels) {
    bool delivered = channel == kInApp;
    ledger::Write write;
    write.kind = kOutboxKind;
    write.id = fmt::format("{}~{}~{}", notice.fact, person.user, channel);
    write.expected_revision = 0;
    write.fields = {
        {"user", person.user},
        {"channel", channel},
        {"text_zh", notice.text_zh},
        {"text_en", notice.text_en},
        {"case", notice.case_id},
        {"at", to_ms(notice.at)},
        {"due_at", notice.due ? ledger::Value(to_ms(*notice.due)) : ledger::Value{}},
        {"state", std::string(delivered ? "sent" : "queued")},
        {"tries", int64_t{0}},
        {"next_at", to_ms(notice.at)},
        {"sent_at", delivered ? ledger::Value(to_ms(notice.at)) : ledger::Value{}},
    };
    writes.push_back(std::move(write));
  }
  return writes;
}

Result<std::optional<QuietHours>> parse_quiet_hours(std::string_view text) {
  if (text == "none") return std::nullopt;
  auto wrong = [&] {
    return fail(fmt::format("'{}' are no quiet hours: 22:00-07:00 or none", text));
  };
  auto dash = text.find('-');
  if (dash == text.npos) return wrong();
  auto from = parse_clock(text.substr(0, dash)), until = parse_clock(text.substr(dash + 1));
  if (!from || !until || *from == *until) return wrong();
  return QuietHours{*from, *until};
}

Instant may_go(const std::optional<QuietHours>& quiet, std::optional<Instant> due, Instant at) {
  if (!quiet) return at;
  auto today = start_of(day_of(at));
  auto time = at - today;
  bool over_midnight = quiet->until <= quiet->from;
  bool evening = time >= quiet->from && (over_midnight || time < quiet->until);
  bool morning = over_midnight && time < quiet->until;
  if (!evening && !morning) return at;
  auto end = today + quiet->until + (evening && over_midnight ? std::chrono::days{1} : Millis{0});
  return due && *due < end ? at : end;
}

}  // namespace qs::casework
