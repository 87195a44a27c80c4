#include <gtest/gtest.h>

#include "kernel/casework/outbox.h"

namespace qs::casework {
namespace {

std::string goes(std::string_view hours, std::string_view at, std::string_view due = {}) {
  auto quiet = parse_quiet_hours(hours).value();
  auto asked = due.empty() ? std::nullopt : std::optional(parse_instant(due).value());
  return iso(may_go(quiet, asked, parse_instant(at).value())).substr(0, 16);
}

TEST(QuietHours, ANoticeWaitsForTheirEnd) {
  EXPECT_EQ(goes("22:00-07:00", "2026-05-01T21:59"), "2026-05-01T21:59");
  EXPECT_EQ(goes("22:00-07:00", "2026-05-01T22:00"), "2026-05-02T07:00");
  EXPECT_EQ(goes("22:00-07:00", "2026-05-01T00:30"), "2026-05-01T07:00");
  EXPECT_EQ(goes("22:00-07:00", "2026-05-01T07:00"), "2026-05-01T07:00");
  EXPECT_EQ(goes("12:00-14:00", "2026-05-01T13:00"), "2026-05-01T14:00");
  EXPECT_EQ(goes("12:00-14:00", "2026-05-01T23:00"), "2026-05-01T23:00");
  EXPECT_EQ(goes("20:00-24:00", "2026-05-01T23:00"), "2026-05-02T00:00");
  EXPECT_EQ(goes("none", "2026-05-01T23:00"), "2026-05-01T23:00");
}

TEST(QuietHours, WhatIsDueBeforeTheirEndDoesNotWait) {
  EXPECT_EQ(goes("22:00-07:00", "2026-05-01T23:00", "2026-05-02T01:00"), "2026-05-01T23:00");
  EXPECT_EQ(goes("22:00-07:00", "2026-05-01T23:00", "2026-04-30T12:00"), "2026-05-01T23:00");
  EXPECT_EQ(goes("22:00-07:00", "2026-05-01T23:00", "2026-05-02T07:00"), "2026-05-02T07:00");
  EXPECT_EQ(goes("22:00-07:00", "2026-05-01T23:00", "2026-05-06T12:00"), "2026-05-02T07:00");
}

TEST(QuietHours, WhatIsNoneIsNamed) {
  for (auto text : {"", "22:00", "22:00-22:00", "25:00-07:00", "22-7", "22:00–07:00", "off"})
    EXPECT_FALSE(parse_quiet_hours(text)) << text;
  EXPECT_FALSE(parse_quiet_hours("none").value());
}

TEST(Notices, CarryWhenTheirMatterIsDue) {
  auto at = parse_instant("2026-05-01T08:00").value();
  Notice notice{"fact", "case", "请办理", "please", at, at + std::chrono::hours{2}};
  auto writes = tell(notice, {.user = "zhang", .channels = {"sms"}});
  ASSERT_EQ(writes.size(), 2u);
  EXPECT_EQ(std::get<int64_t>(writes[1].fields["due_at"]), to_ms(at + std::chrono::hours{2}));
  notice.due.reset();
  EXPECT_EQ(tell(notice, {.user = "zhang"})[0].fields["due_at"], ledger::Value{});
}

}  // namespace
}  // namespace qs::casework
