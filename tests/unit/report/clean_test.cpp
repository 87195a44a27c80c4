#include "kernel/report/clean.h"

#include <gtest/gtest.h>

namespace qs::report {
namespace {

TEST(Cleaned, KeepsWordsAndHtmlAsText) {
  EXPECT_EQ(cleaned("  <b>裸土</b>\r\n未覆盖\t😀 "), "<b>裸土</b>\n未覆盖\t😀");
  EXPECT_EQ(cleaned("café – “引号”"), "café – “引号”");
}

TEST(Cleaned, DropsWhatIsNotSeen) {
  EXPECT_EQ(cleaned(std::string("a\0b\x1b[31mc\x7f", 9)), "ab[31mc");
  EXPECT_EQ(cleaned("photo\u202egpj.exe\u2069\u2028x\u0085y\ufeff"), "photogpj.exexy");
  EXPECT_EQ(cleaned(" \n\u200e\t "), "");
  EXPECT_EQ(cleaned(""), "");
}

TEST(Cleaned, CountsCharacters) {
  EXPECT_EQ(characters("裸土 a😀"), 5u);
  EXPECT_EQ(characters(""), 0u);
}

}  // namespace
}  // namespace qs::report
