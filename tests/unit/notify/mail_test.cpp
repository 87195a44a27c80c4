// Against a small SMTP server in the test.
#include <gtest/gtest.h>

#include "edge/notify/mail_text.h"
#include "unit/notify/talk.h"

namespace qs::notify {
namespace {

const Message kMessage{"n1",
                       "zhang",
                       "【受理】国控一站 PM2.5 超标，请在两小时内签收并到现场查看\n第二行",
                       "please accept",
                       "zhang@district.example",
                       *parse_instant("2026-05-01T08:30:00")};

MailServer server_at(uint16_t port) {
  return {.security = MailServer::Security::none,
          .host = "127.0.0.1",
          .port = port,
          .from = "qingshan@district.example",
          .timeout = std::chrono::seconds{2}};
}

struct Sent {
  Report report;
  std::string heard;
};

// `answers`: to MAIL, RCPT, DATA and the text; an empty one: the server is silent and then gone.
Sent send(const std::vector<std::string>& answers,
          MailServer::Security security = MailServer::Security::none) {
  Talk server([&](Talk& talk) {
    talk.say("220 test\r\n");
    talk.hear("\r\n");
    talk.say("250-test\r\n250 8BITMIME\r\n");
    for (size_t i = 0; i < answers.size() && !answers[i].empty(); ++i) {
      if (talk.hear(i == 3 ? "\r\n.\r\n" : "\r\n").empty()) return;
      talk.say(answers[i] + "\r\n");
    }
    if (answers.size() == 4 && answers[3].empty()) talk.hear("\r\n.\r\n");
  });
  auto declared = server_at(server.port());
  declared.security = security;
  auto report = (*open_mail(declared))->send(kMessage);
  server.join();
  return {report, server.heard};
}

TEST(Mail, IsHandedToTheServer) {
  auto sent = send({"250 ok", "250 ok", "354 go", "250 taken"});
  EXPECT_EQ(sent.report.delivery, Delivery::delivered) << sent.report.error;
  EXPECT_NE(sent.heard.find("MAIL FROM:<qingshan@district.example>"), std::string::npos);
  EXPECT_NE(sent.heard.find("RCPT TO:<zhang@district.example>"), std::string::npos);
  EXPECT_NE(sent.heard.find(mail_text("qingshan@district.example", kMessage)), std::string::npos)
      << sent.heard;
}

TEST(Mail, WhatTheAnswersMean) {
  EXPECT_EQ(send({"550 no"}).report.delivery, Delivery::refused);
  EXPECT_EQ(send({"250 ok", "550 nobody"}).report.delivery, Delivery::refused);
  EXPECT_EQ(send({"250 ok", "250 ok", "354 go", "452 full"}).report.delivery, Delivery::refused);
  EXPECT_EQ(send({"250 ok", "250 ok", "354 go", ""}).report.delivery, Delivery::uncertain);
}

TEST(Mail, NothingGoesInTheClearWhereTlsIsDeclared) {
  auto sent = send({}, MailServer::Security::starttls);
  EXPECT_EQ(sent.report.delivery, Delivery::refused);
  EXPECT_EQ(sent.heard.find("MAIL FROM"), std::string::npos);
}

TEST(Mail, TextHasHeadsThatNoWordCanBreak) {
  auto text = mail_text("qingshan@district.example", kMessage);
  EXPECT_NE(text.find("Date: Fri, 01 May 2026 08:30:00 +0800\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("To: <zhang@district.example>\r\n"), std::string::npos);
  size_t begin = 0;
  for (size_t end; (end = text.find("\r\n", begin)) != text.npos; begin = end + 2)
    EXPECT_LE(end - begin, 78u) << text.substr(begin, end - begin);
  EXPECT_EQ(text.find("超标"), std::string::npos);
  EXPECT_EQ(mail_text("a@b", kMessage), mail_text("a@b", kMessage));
}

TEST(Mail, Addresses) {
  EXPECT_TRUE(is_address("zhang.san@district.example"));
  for (auto text : {"", "zhang", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nRCPT TO:<x@y>", "<a@b>",
                    "a@b,c@d", "张@b"})
    EXPECT_FALSE(is_address(text)) << text;
}

TEST(Mail, DeclarationsThatCannotBeAreNamed) {
  auto server = server_at(25);
  EXPECT_TRUE(open_mail(server));
  server.host = "mail.district.example";
  EXPECT_FALSE(open_mail(server));  // without TLS to another machine
  server.security = MailServer::Security::tls;
  EXPECT_TRUE(open_mail(server));
  server.from = "nobody";
  EXPECT_FALSE(open_mail(server));
}

}  // namespace
}  // namespace qs::notify
