#include <gtest/gtest.h>

#include "base/json.h"
#include "edge/notify/notifier.h"
#include "unit/notify/outbox_log.h"

namespace qs::notify {
namespace {

using namespace std::chrono_literals;

const Instant kNow = from_ms(1'777'600'000'000);

class Outbox : public ::testing::Test {
 protected:
  Outbox() { put("n1"); }

  void put(const std::string& id, Instant next = kNow, const std::string& channel = "webhook") {
    ledger::Fields fields{{"user", "zhang"},     {"channel", channel},
                          {"text_zh", "请签收"}, {"text_en", "please accept"},
                          {"at", to_ms(kNow)},   {"state", "queued"},
                          {"tries", int64_t{0}}, {"next_at", to_ms(next)}};
    ASSERT_TRUE(log_.book.apply({{.kind = "outbox", .id = id, .fields = fields}}));
  }
  Round round(Instant now = kNow) { return deliver_due(log_, notifier_, "webhook", now).value(); }
  ledger::Record notice(std::string_view id = "n1") { return *log_.book.get("outbox", id); }

  OutboxLog log_;
  MemoryNotifier notifier_;
};

TEST_F(Outbox, SendsOnceWhatIsDue) {
  put("later", kNow + 1min);
  put("page", kNow, "in_app");
  EXPECT_EQ(round().delivered, 1u);
  EXPECT_EQ(round().delivered, 0u);
  ASSERT_EQ(notifier_.sent.size(), 1u);
  EXPECT_EQ(notifier_.sent[0].text_zh, "请签收");
  EXPECT_EQ(notice().text("state"), "sent");
  EXPECT_EQ(notice().instant("sent_at"), kNow);
  EXPECT_EQ(round(kNow + 1min).delivered, 1u);
}

TEST_F(Outbox, RefusedIsTriedAgainEverLaterAndThenFails) {
  notifier_.answer = {Delivery::refused, "answered with status 503"};
  auto now = kNow;
  std::vector<Millis> pauses;
  while (notice().text("state") == "queued") {
    ASSERT_LE(notifier_.sent.size(), static_cast<size_t>(kMostTries));
    round(now);
    EXPECT_EQ(round(now).refused, 0u);  // not before its time
    auto next = *notice().instant("next_at");
    if (notice().text("state") == "queued") pauses.push_back(next - now);
    now = next;
  }
  EXPECT_EQ(notice().text("state"), "failed");
  EXPECT_EQ(notice().text("error"), "answered with status 503");
  EXPECT_EQ(notifier_.sent.size(), static_cast<size_t>(kMostTries));
  EXPECT_EQ(pauses.front(), 30s);
  EXPECT_EQ(pauses[1], 60s);
  EXPECT_TRUE(std::is_sorted(pauses.begin(), pauses.end()));
  EXPECT_LE(pauses.back(), 1h);
}

TEST_F(Outbox, UncertainIsNeverTriedAgain) {
  notifier_.answer = {Delivery::uncertain, "timed out"};
  EXPECT_EQ(round().uncertain, 1u);
  EXPECT_EQ(round(kNow + 24h).uncertain, 0u);
  EXPECT_EQ(notifier_.sent.size(), 1u);
  EXPECT_EQ(notice().text("state"), "uncertain");
}

TEST_F(Outbox, ADeathAtAnyCommitNeverSendsTwice) {
  for (size_t commits : {0u, 1u}) {
    notifier_.sent.clear();
    auto id = "death" + std::to_string(commits);
    round(kNow);  // nothing else is left
    notifier_.sent.clear();
    put(id);
    log_.dies_at = commits;
    EXPECT_FALSE(deliver_due(log_, notifier_, "webhook", kNow));
    log_.dies_at = SIZE_MAX;
    ASSERT_TRUE(recover(log_, kNow));
    round(kNow + 1h);
    EXPECT_EQ(notifier_.sent.size(), 1u) << commits;
    EXPECT_EQ(notice(id).text("state"), commits == 0 ? "sent" : "uncertain");
  }
}

TEST_F(Outbox, ARoundIsBounded) {
  for (size_t i = 0; i < 2 * kMostPerRound; ++i) put("many" + std::to_string(i));
  EXPECT_EQ(round().delivered, kMostPerRound);
  EXPECT_EQ(round().delivered, kMostPerRound);
  EXPECT_EQ(round().delivered, 1u);
}

TEST(Webhook, Shapes) {
  Message message{"id1", "zhang", "超标 \"PM2.5\"", "exceeded"};
  auto plain = Json::parse(body_of(Webhook::Shape::plain, message));
  EXPECT_EQ(plain["id"], "id1");
  EXPECT_EQ(plain["text_en"], "exceeded");
  for (auto shape : {Webhook::Shape::wecom, Webhook::Shape::dingtalk}) {
    auto body = Json::parse(body_of(shape, message));
    EXPECT_EQ(body["msgtype"], "text");
    EXPECT_EQ(body["text"]["content"], "超标 \"PM2.5\"");
  }
}

}  // namespace
}  // namespace qs::notify
