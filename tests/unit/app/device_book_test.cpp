#include "app/device_book.h"

#include <gtest/gtest.h>

#include "edge/store/memory_record_log.h"
#include "edge/store/memory_series_log.h"
#include "unit/app/guancheng.h"

namespace qs::app {
namespace {

class DeviceBookTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(records->declare(pack.kinds));
    std::filesystem::remove_all(folder);
    auto keys = Secrets::open(folder);
    ASSERT_TRUE(keys) << keys.error().message();
    secrets = std::move(*keys);
    book = fresh();
  }
  std::unique_ptr<DeviceBook> fresh() {
    auto made = std::make_unique<DeviceBook>(*series, *records, pack.library,
                                             std::chrono::year{2026} / 5 / 1, secrets.get());
    EXPECT_TRUE(made->refresh());
    return made;
  }
  void keep(std::vector<ledger::Write> writes) {
    ASSERT_TRUE(records->commit(
        {.who = "test", .why = "test", .when = from_ms(1), .writes = std::move(writes)}));
  }

  std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "device_book_secrets";
  const Pack& pack = guancheng();
  std::unique_ptr<observe::SeriesLog> series = store::memory_series_log();
  std::unique_ptr<ledger::RecordLog> records = store::memory_record_log();
  std::unique_ptr<Secrets> secrets;
  std::unique_ptr<DeviceBook> book;
};

TEST_F(DeviceBookTest, AnAttackerThatInventsNamesFillsNeitherMemoryNorLedger) {
  size_t written = 0;
  for (size_t i = 0; i < kMaxQuarantined + 500; ++i) {
    book->quarantine(fmt::format("{:024X}", i), "22", "1.2.3.4:5", std::string(9000, 'x'));
    if (i == 9000) written += book->take_findings().size();  // as the flow does in between
  }
  auto last = book->take_findings();
  written += last.size();
  ASSERT_FALSE(last.empty());
  EXPECT_EQ(written, kMaxQuarantined);
  EXPECT_EQ(book->strangers_turned_away(), 500u);
  EXPECT_EQ(std::get<std::string>(last[0].fields.at("first_frame")).size(), kLongestFirstFrame);
}

TEST_F(DeviceBookTest, TheBoundHoldsOverWhatTheLedgerHas) {
  book->quarantine("A", "22", "", "##");
  keep(book->take_findings());
  auto again = fresh();
  again->quarantine("A", "22", "", "##");
  EXPECT_TRUE(again->take_findings().empty()) << "known already";
  EXPECT_TRUE(again->stranger_seen("A"));
  again->quarantine(std::string(kLongestQuarantinedMn + 1, 'A'), "22", "", "##");
  again->quarantine("with blank", "22", "", "##");
  EXPECT_TRUE(again->take_findings().empty()) << "no names";
  EXPECT_EQ(again->strangers_turned_away(), 2u);
}

TEST_F(DeviceBookTest, ANewKeyIsASecretBesideTheOldOneUntilItIsSpoken) {
  ASSERT_TRUE(secrets->put("device-M1.sm4", std::string(16, 'o')));
  keep({{.kind = "device", .id = "M1", .fields = {{"state", std::string("admitted")}}}});
  ASSERT_TRUE(book->refresh());
  ASSERT_TRUE(book->offer_key("M1", std::string(16, 'n')));
  auto both = fresh()->device("M1");  // also after a restart
  EXPECT_EQ(both->sm4_key, std::string(16, 'o'));
  EXPECT_EQ(both->next_sm4_key, std::string(16, 'n'));
  book->key_spoken("M1");
  EXPECT_EQ(book->device("M1")->sm4_key, std::string(16, 'n'));
  EXPECT_TRUE(book->device("M1")->next_sm4_key.empty());
  auto reopened = Secrets::open(folder);
  ASSERT_TRUE(reopened);
  EXPECT_EQ((*reopened)->get("device-M1.sm4"), std::string(16, 'n'));
  EXPECT_EQ((*reopened)->get("device-M1.sm4-next"), "");
  using std::filesystem::perms;
  auto mode = std::filesystem::status(folder / "device-M1.sm4").permissions();
  EXPECT_EQ(mode & (perms::group_all | perms::others_all), perms::none);
}

TEST(Secrets, HaveNamesAndOneLine) {
  auto folder = std::filesystem::path(testing::TempDir()) / "secrets_names";
  auto secrets = Secrets::open(folder);
  ASSERT_TRUE(secrets);
  EXPECT_FALSE((*secrets)->put("../out", "x"));
  EXPECT_FALSE((*secrets)->put(".hidden", "x"));
  EXPECT_FALSE((*secrets)->put("two", "a\nb"));
  EXPECT_FALSE((*secrets)->put("long", std::string(kLongestSecret + 1, 'x')));
  EXPECT_TRUE((*secrets)->put("forward-city.password", "x"));
  EXPECT_EQ((*secrets)->get("forward-city.password"), "x");
}

}  // namespace
}  // namespace qs::app
