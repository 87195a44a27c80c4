// The real socket: keep-alive, bounds, bad input, live pages.
#include "edge/service/http_server.h"
#include "unit/service/client.h"
#include "unit/service/world.h"

namespace qs::service::testing {
namespace {

class Http : public World {
 protected:
  std::string exchange(std::string_view request) {
    Client client(port());
    EXPECT_TRUE(client.send(request));
    return client.response();
  }
};

bool answers(std::string_view response, int status) {
  return response.starts_with(fmt::format("HTTP/1.1 {} ", status));
}

TEST_F(Http, KeepsTheConnectionAndTakesPipelinedRequests) {
  Client client(port());
  constexpr std::string_view kAsk = "GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n";
  ASSERT_TRUE(client.send(std::string(kAsk) + std::string(kAsk)));
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(answers(client.response(), 200));
  ASSERT_TRUE(client.send(kAsk));
  auto last = client.response();
  EXPECT_NE(last.find("\"status\":\"ok\""), last.npos);
  EXPECT_NE(last.find("Date: "), last.npos);
}

TEST_F(Http, HeadHasNoBody) {
  Client client(port());
  client.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  auto answer = client.rest();
  EXPECT_TRUE(answers(answer, 200));
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
  EXPECT_EQ(answer.find("Content-Length: 0"), answer.npos);
}

TEST_F(Http, BadRequestsGetAnAnswer) {
  EXPECT_TRUE(answers(exchange("nonsense\r\n\r\n"), 400));
  EXPECT_TRUE(answers(exchange("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"), 400));
  EXPECT_TRUE(
      answers(exchange("GET / HTTP/1.1\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n"), 431));
  EXPECT_TRUE(answers(exchange("POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n"), 400));
  EXPECT_TRUE(answers(exchange("GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n"), 200));
}

TEST_F(Http, BodiesAreBoundedBeforeTheyAreRead) {
  EXPECT_TRUE(answers(exchange("POST /api/v1/session HTTP/1.1\r\nHost: x\r\n"
                               "Content-Length: 70000\r\n\r\n"),
                      413));
  EXPECT_TRUE(answers(exchange("POST /api/v1/session HTTP/1.1\r\nHost: x\r\n"
                               "Transfer-Encoding: chunked\r\n\r\n11170\r\n" +
                               std::string(0x11170, 'a') + "\r\n0\r\n\r\n"),
                      413));
  // Nobody is logged in: 20 MB are refused at the door, not received.
  EXPECT_TRUE(answers(exchange("POST /api/v1/evidence HTTP/1.1\r\nHost: x\r\n"
                               "Content-Length: 20000000\r\n\r\n"),
                      401));
}

TEST_F(Http, LogInOverTheSocket) {
  auto body = Json{{"user", "duty"}, {"password", kPassword}}.dump();
  auto answer =
      exchange(fmt::format("POST /api/v1/session HTTP/1.1\r\nHost: x\r\n"
                           "Content-Type: application/json\r\n"
                           "Content-Length: {}\r\n\r\n{}",
                           body.size(), body));
  EXPECT_TRUE(answers(answer, 200));
  EXPECT_NE(answer.find("Set-Cookie: qingshan="), answer.npos);
}

class LivePages : public Http {
 protected:
  std::unique_ptr<Client> open(const Login& who, std::string_view extra = "") {
    auto client = std::make_unique<Client>(port());
    client->send(fmt::format("GET /api/v1/events HTTP/1.1\r\nHost: x\r\nCookie: {}\r\n{}\r\n",
                             who.cookie, extra));
    auto head = client->until("\r\n\r\n");
    EXPECT_TRUE(answers(head, 200)) << head;
    EXPECT_NE(head.find("text/event-stream"), head.npos);
    last_start = client->until("\n\n");
    return client;
  }
  std::string last_start;
};

TEST_F(LivePages, HearWhatIsTheirs) {
  auto duty = log_in("duty"), first = log_in("first");
  auto whole = open(duty), street = open(first);
  live.tell({.records = {{"alert", "al2"}}});
  live.tell({.records = {{"case", "al1"}}});
  auto heard = whole->until("\n\n") + whole->until("\n\n");
  EXPECT_NE(heard.find("event: alert"), heard.npos);
  EXPECT_NE(heard.find("event: case"), heard.npos);
  EXPECT_NE(heard.find("\nid: "), heard.npos);
  auto own = street->until("\n\n");
  EXPECT_NE(own.find("event: case"), own.npos) << "the street heard of another's alert: " << own;
}

TEST_F(LivePages, OfOneBeatOnlyTheNewestValueIsTold) {
  auto page = open(log_in("duty"));
  auto id = series->open({"A1", "a34004", observe::Cadence::minute, observe::Measure::avg});
  ASSERT_TRUE(id);
  for (int i = 0; i < 1000; ++i) live.tell({.values = {{*id, i, i * 1.0}}});
  live.tell({.summary = true});
  std::string heard, last;
  int values = 0;
  while (heard.find("event: summary") == heard.npos) {
    auto one = page->until("\n\n");
    ASSERT_FALSE(one.empty());
    heard += one;
    if (one.starts_with("event: value")) ++values, last = one;
  }
  EXPECT_LE(values, 2);  // two when the beat fell between
  EXPECT_NE((last + page->until(values ? "" : "\n\n")).find("\"value\":999.0"), last.npos);
}

TEST_F(LivePages, CatchUpAfterABreak) {
  auto duty = log_in("duty");
  std::string seen;
  {
    auto page = open(duty);
    live.tell({.records = {{"case", "al1"}}});
    auto event = page->until("\n\n");
    auto at = event.find("id: ") + 4;
    seen = event.substr(at, event.find('\n', at) - at);
    live.tell({.records = {{"alert", "al1"}}});
    page->until("\n\n");
  }
  open(duty, "Last-Event-ID: " + seen + "\r\n");
  EXPECT_EQ(last_start.find("event: case"), last_start.npos);
  auto late = open(duty, "Last-Event-ID: " + seen + "\r\n");
  auto missed = late->until("\n\n");
  EXPECT_NE(missed.find("event: alert"), missed.npos);
  auto stranger = open(duty, "Last-Event-ID: 77-1\r\n");
  auto told = stranger->until("\n\n");
  EXPECT_NE(told.find("event: reset"), told.npos);
}

TEST_F(LivePages, EndWithTheService) {
  auto page = open(log_in("duty"));
  service.reset();
  EXPECT_EQ(page->rest(), "");
}

}  // namespace
}  // namespace qs::service::testing
