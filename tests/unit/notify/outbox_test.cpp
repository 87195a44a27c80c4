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

  void put(const std::string& id, Instant next = kNow, const std::string& channel = "webhook",
           const std::string& user = "zhang") {
    ledger::Fields fields{{"user", user},        {"channel", channel},
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

TEST_F(Outbox, WhatWaitsForOnePersonGoesAsOneMessage) {
  put("n2");
  put("other", kNow, "webhook", "li");
  EXPECT_EQ(round().delivered, 3u);
  ASSERT_EQ(notifier_.sent.size(), 2u);
  EXPECT_EQ(notifier_.sent[0].user, "li");
  EXPECT_EQ(notifier_.sent[0].text_zh, "请签收");
  EXPECT_EQ(notifier_.sent[1].text_zh, "共 2 条通知：\n1. 请签收\n2. 请签收");
  EXPECT_EQ(notifier_.sent[1].text_en, "2 notices:\n1. please accept\n2. please accept");
  EXPECT_EQ(notifier_.sent[1].id, "n1+1");
  EXPECT_EQ(notice("n1").text("state"), "sent");
  EXPECT_EQ(notice("n2").text("state"), "sent");
}

TEST_F(Outbox, JoinedTextsAreBoundedAndWhole) {
  for (size_t i = 0; i < kMostPerRound - 1; ++i) put("many" + std::to_string(i));
  put("long");
  auto fields = notice("long").fields;
  fields["text_zh"] = std::string(3000, 'x');
  ASSERT_TRUE(log_.book.apply({{.kind = "outbox", .id = "long", .fields = fields}}));
  round();
  round();
  size_t longest = 0;
  for (const auto& message : notifier_.sent)
    if (message.text_zh.find("xxx") == std::string::npos)
      longest = std::max(longest, message.text_zh.size());
  EXPECT_LE(longest, kLongestJoined);
  EXPECT_EQ(notice("long").text("state"), "sent");
}

TEST_F(Outbox, ADeathWhileAListGoesOutNeverSendsItTwice) {
  put("n2");
  log_.dies_at = 1;  // claimed and sent, not settled
  EXPECT_FALSE(deliver_due(log_, notifier_, "webhook", kNow));
  log_.dies_at = SIZE_MAX;
  EXPECT_EQ(recover(log_, kNow).value(), 2u);
  round(kNow + 24h);
  EXPECT_EQ(notifier_.sent.size(), 1u);
  EXPECT_EQ(notice("n1").text("state"), "uncertain");
  EXPECT_EQ(notice("n2").text("state"), "uncertain");
}

TEST_F(Outbox, HeldBackUntilItMayGoAlsoAfterARefusal) {
  auto morning = kNow + 3h;
  Hold hold = [&](const ledger::Record&, std::optional<Instant> due, Instant at) {
    return due && *due < morning ? at : std::max(at, morning);
  };
  put("urgent");
  auto fields = notice("urgent").fields;
  fields["due_at"] = to_ms(kNow + 1h);
  ASSERT_TRUE(log_.book.apply({{.kind = "outbox", .id = "urgent", .fields = fields}}));
  auto round = deliver_due(log_, notifier_, "webhook", kNow, hold).value();
  EXPECT_EQ(round.held, 1u);
  EXPECT_EQ(round.delivered, 1u);
  EXPECT_EQ(notice("n1").instant("next_at"), morning);
  EXPECT_EQ(notice("n1").integer("tries"), 0);
  EXPECT_EQ(deliver_due(log_, notifier_, "webhook", kNow, hold)->held, 0u);
  notifier_.answer = {Delivery::refused, "busy"};
  morning = kNow + 12h;  // the person has changed it meanwhile
  put("n3");
  auto none = deliver_due(log_, notifier_, "webhook", morning, hold).value();
  EXPECT_EQ(none.refused, 2u);
  EXPECT_GE(*notice("n3").instant("next_at"), morning);
}

TEST_F(Outbox, WhoHangsIsLeftUntilTheNextRound) {
  for (auto user : {"a", "b", "c", "d", "e"}) put(user, kNow, "webhook", user);
  notifier_.answer = {Delivery::uncertain, "timed out"};
  EXPECT_EQ(round().uncertain, kMostFaultsInRow);
  EXPECT_EQ(notice("e").text("state"), "queued");
}

TEST_F(Outbox, WithoutAnAddressItFailsAndSaysWhy) {
  notifier_.needs = "phone";
  EXPECT_EQ(round().failed, 1u);
  EXPECT_EQ(notice().text("error"), "the person has no phone");
  EXPECT_TRUE(notifier_.sent.empty());
  ASSERT_TRUE(log_.book.apply({{.kind = "user", .id = "zhang", .fields = {{"phone", "138"}}}}));
  put("n2");
  EXPECT_EQ(round().delivered, 1u);
  EXPECT_EQ(notifier_.sent.at(0).to, "138");
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
