#include "kernel/ledger/words.h"

#include <gtest/gtest.h>

namespace qs::ledger {
namespace {

TEST(Words, ChineseIsCutIntoOverlappingPairs) {
  EXPECT_EQ(cut_words("管城区 A1厂"), "管城 城区 区 a1 厂");
  EXPECT_EQ(cut_words("PM2.5，超标"), "pm2 5 超标 标");
  EXPECT_EQ(cut_words(" ,。 "), "");
  EXPECT_EQ(cut_words("𠮷野家"), "𠮷野 野家 家");
}

TEST(Words, AQuestionIsAPhrasePerRun) {
  EXPECT_EQ(cut_question("印刷厂"), "\"印刷 刷厂\"");
  EXPECT_EQ(cut_question("厂"), "\"厂\"*");
  EXPECT_EQ(cut_question("印刷 A1"), "\"印刷\" \"a1\"*");
  EXPECT_EQ(cut_question("\"OR*"), "\"or\"*");
  EXPECT_EQ(cut_question("、"), "");
}

TEST(Words, BrokenBytesAreSeparators) {
  EXPECT_EQ(cut_words("ab\xff"
                      "cd\xe7"),
            "ab cd");
}

}  // namespace
}  // namespace qs::ledger
