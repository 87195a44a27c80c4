#include "exhibit/parcel.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/csv.h"
#include "base/digest.h"
#include "base/json.h"
#include "exhibit/story.h"

namespace qs::exhibit {
namespace {

namespace fs = std::filesystem;

class ParcelTest : public testing::Test {
 protected:
  ParcelTest() { fs::create_directories(folder_); }
  ~ParcelTest() override { fs::remove_all(folder_); }

  Item item(const std::string& bytes, const std::string& name) const {
    auto file = folder_ / name;
    std::ofstream(file, std::ios::binary) << bytes;
    return {.hash = sha256_hex(bytes),
            .sm3 = sm3_hex(bytes),
            .type = "image/jpeg",
            .name = name,
            .size = bytes.size(),
            .file = file};
  }

  Parcel parcel() const {
    Parcel out;
    out.items = {item("first photo", "一.jpg"), item("second photo", "=cmd.jpg")};
    entries_ = chained({{{"text", "found"}, {"evidence", {{{"sha256", out.items[0].hash}}}}},
                        {{"text", "closed"}, {"evidence", {{{"sha256", out.items[1].hash}}}}}});
    out.papers = {{"letter.pdf", "a letter"},
                  {std::string(kListFile), list_of(out.items)},
                  {std::string(kStoryFile), story()}};
    return out;
  }

  std::string story() const {
    return Json{{"entries", entries_}, {"head", head_of(entries_)}}.dump();
  }

  std::string bytes_of(const Parcel& parcel) const {
    auto file = folder_ / "parcel.zip";
    auto done = write_parcel(parcel, file);
    EXPECT_TRUE(done) << (done ? "" : done.error().message());
    return read_file(file).value_or("");
  }

  static std::string flaws_of(const std::string& bytes) {
    auto flaws = check_parcel(std::string_view(bytes));
    if (!flaws) return flaws.error().message();
    std::string out;
    for (const auto& flaw : *flaws) out += flaw.name + ": " + flaw.text + "\n";
    return out;
  }

  // What the whole would be had somebody put other bytes in place of some.
  static std::string with(std::string bytes, const std::string& old, const std::string& now) {
    auto at = bytes.find(old);
    EXPECT_NE(at, bytes.npos);
    return bytes.replace(at, old.size(), now);
  }

  fs::path folder_ = fs::temp_directory_path() / fmt::format("qs-parcel-{}", ::getpid());
  mutable Json entries_;
};

TEST_F(ParcelTest, IsWholeAndTheSameBytesTwice) {
  auto once = bytes_of(parcel()), twice = bytes_of(parcel());
  EXPECT_EQ(once, twice);
  EXPECT_EQ(flaws_of(once), "");
}

TEST_F(ParcelTest, NamesWhatIsMissingOrWasPutIn) {
  auto less = parcel();
  less.items.pop_back();
  auto flaws = flaws_of(bytes_of(less));
  EXPECT_NE(flaws.find("is listed in evidence.csv and missing"), flaws.npos) << flaws;

  auto more = parcel();
  more.items.push_back(item("third", "三.jpg"));
  flaws = flaws_of(bytes_of(more));
  EXPECT_NE(flaws.find("evidence/003-" + more.items[2].hash.substr(0, 12) +
                       ".jpg: is not listed in evidence.csv"),
            flaws.npos)
      << flaws;

  auto bare = parcel();
  bare.papers.pop_back();
  flaws = flaws_of(bytes_of(bare));
  EXPECT_NE(flaws.find("story.json: is missing"), flaws.npos) << flaws;
}

TEST_F(ParcelTest, NamesASumThatWasMadeToFitAnotherFile) {
  auto forged = parcel();
  auto fake = item("another photo", "二.jpg");
  const auto& real = forged.items[1].hash;
  auto list = with(forged.papers[1].bytes, real, fake.hash);
  forged.papers[1].bytes = with(list, real.substr(0, 12), fake.hash.substr(0, 12));
  fake.sm3.clear();
  forged.items[1] = fake;
  auto flaws = flaws_of(bytes_of(forged));
  EXPECT_NE(flaws.find("another SM3"), flaws.npos) << flaws;
  EXPECT_NE(flaws.find("another size"), flaws.npos) << flaws;
  EXPECT_NE(flaws.find("names evidence that evidence.csv does not list"), flaws.npos) << flaws;
}

TEST_F(ParcelTest, NamesTheEntryOfAStoryThatWasChanged) {
  auto forged = parcel();
  entries_[0]["text"] = "nothing found";
  forged.papers[2].bytes = story();
  EXPECT_EQ(flaws_of(bytes_of(forged)), "story.json: entry 1 was changed\n");

  forged = parcel();
  entries_.erase(0);
  forged.papers[2].bytes = story();
  auto flaws = flaws_of(bytes_of(forged));
  EXPECT_NE(flaws.find("entry 1 does not follow on the one before it"), flaws.npos) << flaws;
}

TEST_F(ParcelTest, IsBounded) {
  auto many = parcel();
  many.items.resize(kMostItems + 1, many.items[0]);
  EXPECT_FALSE(write_parcel(many, folder_ / "many.zip"));
  auto large = parcel();
  large.items[0].size = kLongestPart + 1;
  EXPECT_FALSE(write_parcel(large, folder_ / "large.zip"));
  EXPECT_FALSE(check_parcel(std::string_view("no zip at all")));
}

TEST(StoryTest, EveryEntryNamesTheOneBefore) {
  auto story = chained({{{"text", "一"}}, {{"text", "二"}}});
  EXPECT_EQ(story[0]["previous"], std::string(64, '0'));
  EXPECT_EQ(story[1]["previous"], story[0]["digest"]);
  EXPECT_EQ(head_of(story), story[1]["digest"]);
  EXPECT_TRUE(broken_links(story).empty());
  // Reckoned by hand: the text that is hashed.
  EXPECT_EQ(story[0]["digest"],
            sha256_hex(R"({"n":1,"previous":")" + std::string(64, '0') + R"(","text":"一"})"));
  std::swap(story[0], story[1]);
  EXPECT_FALSE(broken_links(story).empty());
}

}  // namespace
}  // namespace qs::exhibit
