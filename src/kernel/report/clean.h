// 公众文字: what a stranger typed, as plain text.
#pragma once

#include <string>
#include <string_view>

namespace qs::report {

// Without control characters (but line ends and tabs) and without marks that turn the direction of
// writing; line ends as \n; blanks around cut off. UTF-8 in, UTF-8 out. html stays as it was typed:
// it is text.
std::string cleaned(std::string_view text);
// Characters of UTF-8 text.
size_t characters(std::string_view text);

}  // namespace qs::report
