// The table against the document: what docs/api.md promises stands in the table, and nothing else.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>

#include "base/csv.h"
#include "edge/service/route.h"

namespace qs::service {
namespace {

// "GET /api/v1/sites/{}" for every route of the document.
std::set<std::string> documented() {
  auto text = read_file(std::filesystem::path(QS_SOURCE_DIR) / "docs" / "api.md");
  EXPECT_TRUE(text);
  std::set<std::string> out;
  std::regex route(R"((GET|POST|PUT|DELETE) `(/[^?` ]*))");
  for (std::sregex_iterator it(text->begin(), text->end(), route), end; it != end; ++it) {
    auto path = std::regex_replace((*it)[2].str(), std::regex(R"(\{[^}]*\})"), "{}");
    auto root = path == "/metrics" || path.starts_with("/ogc") ? "" : "/api/v1";
    out.insert((*it)[1].str() + " " + root + path);
  }
  return out;
}

std::set<std::string> in_table() {
  std::set<std::string> out;
  for (const auto& route : routes())
    out.insert(fmt::format(
        "{} {}", name(route.method),
        std::regex_replace(std::string(route.pattern), std::regex(R"(\{[^}]*\})"), "{}")));
  return out;
}

TEST(Routes, AreThoseOfTheDocument) {
  ASSERT_GT(documented().size(), 35u);
  EXPECT_EQ(documented(), in_table());
}

TEST(Routes, EachAsksForSomething) {
  for (const auto& route : routes()) {
    EXPECT_FALSE(route.verb.empty()) << route.pattern;
    EXPECT_NE(route.handle, nullptr) << route.pattern;
    bool writes = route.method != Method::get;
    bool general = route.verb == kOpen || route.verb == kSession || route.verb == kToken;
    EXPECT_FALSE(writes && !general && route.verb == "read") << route.pattern;
  }
}

TEST(Routes, OnlyTheseAnswerWithoutLogIn) {
  std::set<std::string_view> open, visited, reported;
  for (const auto& route : routes()) {
    if (route.verb == kOpen || route.verb == kToken) open.insert(route.pattern);
    if (route.verb == kVisitor) visited.insert(route.pattern);
    if (route.verb == kCitizen) reported.insert(route.pattern);
  }
  EXPECT_EQ(open,
            (std::set<std::string_view>{
                "/api/v1/health", "/metrics", "/api/v1/session", "/api/v1/log-in-ways",
                "/api/v1/sign-on/start", "/api/v1/sign-on/callback", "/api/v1/data",
                "/api/v1/public/inspections", "/api/v1/public/inspections/draws/{id}",
                "/api/v1/public/kinds", "/api/v1/public/kinds/{kind}", "/api/v1/public/outlets",
                "/api/v1/public/plan/bulletins", "/api/v1/public/plan/indicators",
                "/api/v1/public/records/{kind}", "/api/v1/public/records/{kind}/{id}"}));
  EXPECT_EQ(visited, (std::set<std::string_view>{
                         "/api/v1/tiles/{kind}/{z}/{x}/{y}", "/ogc", "/ogc/", "/ogc/conformance",
                         "/ogc/api", "/ogc/collections", "/ogc/collections/{kind}",
                         "/ogc/collections/{kind}/items", "/ogc/collections/{kind}/items/{id}"}))
      << "public kinds only";
  EXPECT_EQ(reported,
            (std::set<std::string_view>{"/api/v1/public/plan/bulletins/{id}/papers/{paper}",
                                        "/api/v1/report", "/api/v1/report/form",
                                        "/api/v1/report/challenge", "/api/v1/report/progress",
                                        "/api/v1/report/photos", "/api/v1/report/satisfaction"}));
}

TEST(Routes, MatchTakesTheExactPath) {
  auto found = match(Method::get, "/api/v1/sites/A1/series");
  ASSERT_NE(found.route, nullptr);
  EXPECT_EQ(found.route->pattern, "/api/v1/sites/{id}/series");
  EXPECT_EQ(found.caught[0], "A1");
  EXPECT_EQ(match(Method::get, "/api/v1/sites//series").route, nullptr);
  EXPECT_EQ(match(Method::get, "/api/v1/sites/A1/series/").route, nullptr);
  EXPECT_EQ(match(Method::get, "/api/v1").route, nullptr);
  EXPECT_EQ(match(Method::post, "/api/v1/summary").allowed, "GET");
  EXPECT_EQ(match(Method::put, "/api/v1/session").allowed, "POST, GET, DELETE");
}

TEST(Target, IsSplitAndDecoded) {
  auto t = parse_target("/a%20b/%E7%AB%99?x=1&y=a+b&x=2&z");
  ASSERT_TRUE(t);
  EXPECT_EQ(t->path, "/a b/站");
  EXPECT_EQ(t->query["x"], "2");
  EXPECT_EQ(t->query["y"], "a b");
  EXPECT_TRUE(t->query.contains("z"));
}

TEST(Target, OfWhatIsNone) {
  std::string many = "/?";
  for (size_t i = 0; i <= kMaxQueryFields; ++i) many += "a&";
  for (const auto& bad : {std::string("*"), std::string(""), std::string("/%"), std::string("/%2"),
                          std::string("/%zz"), std::string("/%00"), std::string("/%ff"), many})
    EXPECT_FALSE(parse_target(bad)) << bad;
}

}  // namespace
}  // namespace qs::service
