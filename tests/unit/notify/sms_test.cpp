#include <gtest/gtest.h>

#include "edge/notify/notifier.h"
#include "unit/notify/talk.h"

namespace qs::notify {
namespace {

const Message kMessage{"n1", "zhang", "超标 \"PM2.5\"\n请签收", "please", "138 0000-0000", {}};

SmsGateway json_gateway(uint16_t port) {
  return {.url = fmt::format("http://127.0.0.1:{}/send?to={{phone}}", port),
          .body = R"({"mobile":"{phone}","content":"{text}","other":{"a":1}})",
          .headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer {key}"}},
          .accepted = R"("code":0)",
          .key = "k-3/cret",
          .timeout = std::chrono::seconds{1}};
}

struct Sent {
  Report report;
  std::string heard;
};

Sent send(const std::function<SmsGateway(uint16_t)>& gateway, const std::string& body,
          const std::string& end = "}}", const Message& message = kMessage) {
  Talk server([&](Talk& talk) {
    talk.hear(end);
    talk.say(fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{}", body.size(), body));
  });
  auto notifier = open_sms(gateway(server.port()));
  if (!notifier) return {{Delivery::refused, notifier.error().text}, {}};
  auto report = (*notifier)->send(message);
  server.join();
  return {report, server.heard};
}

TEST(Sms, FillsTheTemplateAsItsPlaceWantsIt) {
  auto sent = send(json_gateway, R"({"code":0})");
  EXPECT_EQ(sent.report.delivery, Delivery::delivered) << sent.report.error;
  EXPECT_TRUE(sent.heard.starts_with("POST /send?to=13800000000 HTTP/1.1\r\n")) << sent.heard;
  EXPECT_NE(sent.heard.find("Authorization: Bearer k-3/cret\r\n"), std::string::npos);
  EXPECT_NE(sent.heard.find(R"({"mobile":"13800000000","content":"超标 \"PM2.5\"\n请签收",)"
                            R"("other":{"a":1}})"),
            std::string::npos)
      << sent.heard;
}

TEST(Sms, AFormAndAnAddressArePercentEncoded) {
  auto form = [](uint16_t port) {
    auto gateway = json_gateway(port);
    gateway.headers[0].second = "application/x-www-form-urlencoded";
    gateway.body = "key={key}&to={phone}&text={text}&end=1";
    return gateway;
  };
  auto sent = send(form, R"({"code":0})", "&end=1");
  EXPECT_NE(sent.heard.find("key=k-3%2Fcret&to=13800000000&text=%E8%B6%85%E6%A0%87%20%22PM2.5"),
            std::string::npos)
      << sent.heard;
  auto get = [](uint16_t port) {
    SmsGateway gateway{.method = "GET"};
    gateway.url = fmt::format("http://127.0.0.1:{}/?p={{phone}}&t={{text}}", port);
    return gateway;
  };
  sent = send(get, "ok", "\r\n\r\n");
  EXPECT_EQ(sent.report.delivery, Delivery::delivered) << sent.report.error;
  EXPECT_TRUE(sent.heard.starts_with("GET /?p=13800000000&t=%E8%B6%85")) << sent.heard;
}

TEST(Sms, ARefusalIsToldWithoutTheKey) {
  auto sent = send(json_gateway, R"({"code":7,"sent":"Bearer k-3/cret"})");
  EXPECT_EQ(sent.report.delivery, Delivery::refused);
  EXPECT_NE(sent.report.error.find("***"), std::string::npos) << sent.report.error;
  EXPECT_EQ(sent.report.error.find("k-3/cret"), std::string::npos) << sent.report.error;
}

TEST(Sms, WhatIsNoNumberIsNotSent) {
  auto notifier = open_sms(json_gateway(1)).value();
  for (auto to : {"", "12", "zhang", "138\r\nX: y", "1234567890123456", "13+8000"}) {
    auto message = kMessage;
    message.to = to;
    EXPECT_EQ(notifier->send(message).error, "what the person has is no telephone number") << to;
  }
}

TEST(Sms, DeclarationsThatCannotBeAreNamed) {
  auto refused = [](auto change) {
    auto gateway = json_gateway(1);
    change(gateway);
    auto opened = open_sms(std::move(gateway));
    return opened ? std::string() : opened.error().text;
  };
  EXPECT_EQ(refused([](SmsGateway&) {}), "");
  EXPECT_NE(refused([](SmsGateway& g) { g.method = "PUT"; }), "");
  EXPECT_NE(refused([](SmsGateway& g) { g.body.clear(); }), "");
  EXPECT_NE(refused([](SmsGateway& g) { g.body = "{}"; }), "");
  EXPECT_NE(refused([](SmsGateway& g) { g.headers.clear(); }), "");
  auto url = refused([](SmsGateway& g) { g.url = "ftp://h/?key=abc&{phone}"; });
  EXPECT_EQ(url, "the url cannot be read");
}

}  // namespace
}  // namespace qs::notify
