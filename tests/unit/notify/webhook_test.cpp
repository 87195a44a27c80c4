// Against a real socket: a server that answers one connection as it is told.
#include <gtest/gtest.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <thread>

#include "edge/notify/notifier.h"

namespace qs::notify {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

class OneAnswer {
 public:
  explicit OneAnswer(std::string answer, std::chrono::milliseconds pause = {})
      : acceptor_(io_, {asio::ip::address_v4::loopback(), 0}), thread_([this, answer, pause] {
          tcp::socket socket = acceptor_.accept();
          boost::system::error_code fault;
          asio::streambuf buffer;
          asio::read_until(socket, buffer, "}", fault);  // the body of the smallest shape
          received_.assign(asio::buffers_begin(buffer.data()), asio::buffers_end(buffer.data()));
          std::this_thread::sleep_for(pause);
          asio::write(socket, asio::buffer(answer), fault);
        }) {}

  std::string url(std::string_view path = "/hook?key=1") const {
    return fmt::format("http://127.0.0.1:{}{}", acceptor_.local_endpoint().port(), path);
  }
  const std::string& received() {
    if (thread_.joinable()) thread_.join();
    return received_;
  }
  ~OneAnswer() { received(); }

 private:
  asio::io_context io_;
  tcp::acceptor acceptor_;
  std::string received_;
  std::thread thread_;
};

std::string answer(std::string_view status, std::string_view body) {
  return fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\n\r\n{}", status, body.size(), body);
}

Report send_to(const std::string& url) {
  Webhook webhook{Webhook::Shape::plain, url, std::chrono::seconds(1)};
  auto notifier = open_webhook(webhook);
  if (!notifier) return {Delivery::refused, notifier.error().text};
  return (*notifier)->send({"n1", "zhang", "请签收", "please"});
}

TEST(WebhookSocket, PostsJsonAndReadsTheAnswer) {
  OneAnswer server(answer("200 OK", R"({"errcode":0,"errmsg":"ok"})"));
  EXPECT_EQ(send_to(server.url()).delivery, Delivery::delivered);
  EXPECT_TRUE(server.received().starts_with("POST /hook?key=1 HTTP/1.1\r\n")) << server.received();
  EXPECT_NE(server.received().find("\"text_zh\":\"请签收\""), std::string::npos);
  EXPECT_NE(server.received().find("application/json"), std::string::npos);
}

TEST(WebhookSocket, WhatTheAnswerMeans) {
  auto meaning = [](std::string text) {
    OneAnswer server(std::move(text));
    return send_to(server.url()).delivery;
  };
  EXPECT_EQ(meaning(answer("204 No Content", "")), Delivery::delivered);
  EXPECT_EQ(meaning(answer("200 OK", R"({"errcode":45009})")), Delivery::refused);
  EXPECT_EQ(meaning(answer("404 Not Found", "")), Delivery::refused);
  EXPECT_EQ(meaning(answer("503 Service Unavailable", "")), Delivery::refused);
  EXPECT_EQ(meaning(answer("502 Bad Gateway", "")), Delivery::uncertain);
  EXPECT_EQ(meaning(""), Delivery::uncertain);  // hung up after it had the notice
  EXPECT_EQ(meaning("garbage\r\n\r\n"), Delivery::uncertain);
}

TEST(WebhookSocket, SilenceIsUncertainAndBounded) {
  OneAnswer server(answer("200 OK", "{}"), std::chrono::milliseconds(1500));
  auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(send_to(server.url()).delivery, Delivery::uncertain);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(1400));
}

TEST(WebhookSocket, NobodyListensIsRefused) {
  uint16_t port = 0;
  {
    asio::io_context io;
    port = tcp::acceptor(io, {asio::ip::address_v4::loopback(), 0}).local_endpoint().port();
  }
  auto report = send_to(fmt::format("http://127.0.0.1:{}/", port));
  EXPECT_EQ(report.delivery, Delivery::refused);
  EXPECT_FALSE(report.error.empty());
}

TEST(WebhookSocket, BadAddressesAreNamed) {
  for (auto url :
       {"", "ftp://host/", "http://", "http:///path", "http://host:0/", "http://h:99999/",
        "http://h:8x/", "http://user@host/", "http://host/a b", "http://host/\r\nX: y"})
    EXPECT_FALSE(open_webhook({.url = url})) << url;
  EXPECT_TRUE(open_webhook({.url = "https://qyapi.example/cgi-bin/webhook/send?key=k"}));
}

}  // namespace
}  // namespace qs::notify
