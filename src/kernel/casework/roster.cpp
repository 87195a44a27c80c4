#include "kernel/casework/roster.h"

#include "base/json.h"

namespace qs::casework {
namespace {

Result<void> check_text(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == text.npos) return fail("a text is needed", "text");
  if (text.size() > kLongestText)
    return fail(fmt::format("longer than {} bytes", kLongestText), "text");
  return {};
}

}  // namespace

Span span_of(const Shift& shift, Day day) {
  auto midnight = start_of(day);
  auto until = shift.until > shift.from ? shift.until : shift.until + std::chrono::days(1);
  return {midnight + shift.from, midnight + until};
}

Duty duty_of(const ledger::Record& r) {
  return {r.text("street"),
          r.text("shift"),
          r.text("user"),
          r.text("name"),
          parse_day(r.text("day")).value_or(Day{}),
          {r.instant("from").value_or(Instant{}), r.instant("until").value_or(Instant{})}};
}

Person person_of(const ledger::Record& user) {
  return {.user = user.id,
          .name = user.text("name"),
          .roles = user.words("roles"),
          .area = user.text("area"),
          .channels = user.words("channels"),
          .unit = user.text("unit"),
          .firm = user.text("firm")};
}

const Duty* on_duty(std::span<const Duty> roster, std::string_view street, Instant at) {
  for (const auto& duty : roster)
    if (duty.street == street && duty.span.contains(at)) return &duty;
  return nullptr;
}

Result<ledger::Write> assign_duty(std::span<const Shift> shifts, Day day, std::string_view street,
                                  std::string_view shift, const Person& person, Instant now) {
  auto found = std::find_if(shifts.begin(), shifts.end(), [&](auto& s) { return s.id == shift; });
  if (found == shifts.end()) return fail(fmt::format("there is no shift '{}'", shift), "shift");
  if (person.user.empty()) return fail("nobody is named", "user");
  if (!person.area.empty() && person.area != street)
    return fail(fmt::format("{} belongs to another street", person.name), "user");
  auto span = span_of(*found, day);
  if (span.until <= now) return fail("that shift is over", "day");
  ledger::Write write;
  write.kind = kRosterKind;
  write.id = fmt::format("{}~{}~{}", iso(day), street, shift);
  write.fields = {
      {"day", iso(day)},
      {"street", std::string(street)},
      {"shift", found->id},
      {"user", person.user},
      {"name", person.name},
      {"from", to_ms(span.from)},
      {"until", to_ms(span.until)},
  };
  return write;
}

Result<ledger::Write> write_handover(const access::Actor& from, const HandoverEntry& entry,
                                     Instant now) {
  if (from.user.empty()) return fail("nobody is logged in");
  if (entry.to_user.empty()) return fail("nobody takes over", "to_user");
  if (entry.to_user == from.user) return fail("nobody hands over to themselves", "to_user");
  if (auto fine = check_text(entry.text); !fine) return tl::unexpected(fine.error());
  ledger::Write write;
  write.kind = kHandoverKind;
  write.id = fmt::format("{}~{}~{}", compact_ms(now), from.user, entry.to_user);
  write.expected_revision = 0;
  write.fields = {
      {"at", to_ms(now)},
      {"from_user", from.user},
      {"to_user", entry.to_user},
      {"text", entry.text},
      {"open_alerts", Json(entry.open_alerts).dump()},
      {"open_cases", Json(entry.open_cases).dump()},
      {"signed", false},
  };
  return write;
}

Result<ledger::Write> sign_handover(const ledger::Record& entry, const access::Actor& receiver,
                                    Instant now) {
  if (entry.text("to_user") != receiver.user || receiver.user.empty())
    return fail("only the one who takes over may sign");
  if (entry.flag("signed")) return fail("it is signed already");
  ledger::Write write;
  write.kind = kHandoverKind;
  write.id = entry.id;
  write.expected_revision = entry.revision;
  write.fields = entry.fields;
  write.fields["signed"] = true;
  write.fields["signed_at"] = to_ms(now);
  return write;
}

}  // namespace qs::casework
