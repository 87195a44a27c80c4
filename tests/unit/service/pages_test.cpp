// The built pages: types, caching, the single-page fallback, and nothing from outside the folder.
#include "edge/service/pages.h"

#include "unit/service/world.h"

namespace qs::service::testing {
namespace {

class PagesOf : public World {};

TEST_F(PagesOf, IndexWithAStrictPolicy) {
  auto page = get("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("Cache-Control"), "no-cache");
  EXPECT_EQ(page.header("X-Content-Type-Options"), "nosniff");
  auto policy = page.header("Content-Security-Policy");
  EXPECT_TRUE(policy.starts_with("default-src 'self';"));
  EXPECT_EQ(policy.find("unsafe-eval"), policy.npos);
  EXPECT_EQ(policy.find("http"), policy.npos);
}

TEST_F(PagesOf, AddressesOfTheProgramAreTheIndex) {
  EXPECT_EQ(get("/sites/A1").text(), get("/").text());
  EXPECT_EQ(get("/missing.js").status, 404);
}

TEST_F(PagesOf, HashedAssetsAreKeptForEver) {
  auto asset = get("/assets/app-1a2b.js");
  EXPECT_EQ(asset.header("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_NE(asset.header("Cache-Control").find("immutable"), std::string_view::npos);
  auto again = ask(Method::get, "/assets/app-1a2b.js", "", {},
                   {{"if-none-match", std::string(asset.header("ETag"))}});
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.text().empty());
}

TEST_F(PagesOf, NothingOutsideOfTheFolder) {
  for (auto path : {"/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt",
                    "/..%2fsecret.txt", "//etc/passwd.txt", "/assets/%2e%2e%2f%2e%2e%2fsecret.txt"})
    EXPECT_EQ(get(path).status, 404) << path;
}

TEST_F(PagesOf, UnknownPlacesOfTheInterfaceAreNotPages) {
  EXPECT_EQ(get("/api/v1/nothing").status, 404);
  EXPECT_EQ(get("/api").status, 404);
  auto refused = post("/api/v1/summary", "{}", log_in("duty"));
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.header("Allow"), "GET");
}

TEST_F(PagesOf, AskNobodyButTheHostsOfTheMapThatIsSet) {
  Pages pages;
  ASSERT_TRUE(pages.load(folder / "pages"));
  auto policy = [&] {
    return std::string(pages.answer({.path = "/"}).header("Content-Security-Policy"));
  };
  EXPECT_TRUE(policy().ends_with("connect-src 'self'")) << policy();
  pages.allow_hosts_of({"https://t0.example/vec/{z}/{x}/{y}", "https://t0.example/cva"});
  EXPECT_TRUE(policy().ends_with("connect-src 'self' https://t0.example")) << policy();
}

TEST(Pages, MissingFolderMeansNoPages) {
  Pages pages;
  EXPECT_TRUE(pages.load("/nowhere/at/all"));
  EXPECT_EQ(pages.answer({.path = "/"}).status, 404);
}

}  // namespace
}  // namespace qs::service::testing
