#include "base/durable_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/csv.h"

namespace qs {
namespace {

namespace fs = std::filesystem;

constexpr fs::perms kPrivate{0600};

class DurableFileTest : public testing::Test {
 protected:
  DurableFileTest() {
    fs::remove_all(folder);
    fs::create_directories(folder);
  }
  ~DurableFileTest() override { fs::remove_all(folder); }

  size_t files() const {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder), {}));
  }

  const fs::path folder = fs::path(testing::TempDir()) / "durable_file";
  const fs::path file = folder / "kept";
};

TEST_F(DurableFileTest, TheLastWrittenIsWholeAndAloneAndOfItsMode) {
  std::string bytes(1 << 20, '\0');
  ASSERT_TRUE(write_durably(file, "a longer first text", kPrivate));
  ASSERT_TRUE(write_durably(file, "short", kPrivate));
  EXPECT_EQ(read_file(file), "short");
  ASSERT_TRUE(write_durably(file, bytes, kPrivate));
  EXPECT_EQ(read_file(file), bytes);
  EXPECT_EQ(fs::status(file).permissions(), kPrivate);
  EXPECT_EQ(files(), 1u);
}

TEST_F(DurableFileTest, ADraftThatADeathLeftIsThrownAway) {
  std::ofstream(folder / "kept.new") << "half of something, readable by all";
  ASSERT_TRUE(write_durably(file, "whole", kPrivate));
  EXPECT_EQ(read_file(file), "whole");
  EXPECT_EQ(fs::status(file).permissions(), kPrivate);
  EXPECT_EQ(files(), 1u);
}

TEST_F(DurableFileTest, AFaultNamesThePlaceAndLeavesNoDraft) {
  auto nowhere = write_durably(folder / "none" / "kept", "text", kPrivate);
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().place, (folder / "none" / "kept.new").string());
  fs::create_directories(file / "full");  // no file can take the place of a folder
  auto taken = write_durably(file, "text", kPrivate);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().place, file.string());
  EXPECT_EQ(files(), 1u);
}

TEST_F(DurableFileTest, WhatIsFinishedTakesThePlaceOfTheOld) {
  std::ofstream(file) << "old";
  std::ofstream(folder / "finished") << "new";
  ASSERT_TRUE(put_in_place(folder / "finished", file));
  EXPECT_EQ(read_file(file), "new");
  EXPECT_EQ(files(), 1u);
  EXPECT_FALSE(put_in_place(folder / "finished", file));
  EXPECT_FALSE(flush_to_disk(folder / "finished"));
}

}  // namespace
}  // namespace qs
