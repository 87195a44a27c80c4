// 检索词: Chinese has no word breaks, so texts are cut into overlapping pairs of characters; Latin
// letters and digits stay whole words, in small letters. Pure.
#pragma once

#include <string>
#include <string_view>

namespace qs::ledger {

// "管城区 A1厂" → "管城 城区 区 a1 厂" : the pairs of each run of Chinese, its last character
// alone, words.
std::string cut_words(std::string_view text);
// What to ask the index for, so that every run of the asked text stands in the found one; a run of
// one character or a word finds all that begin with it. Empty: nothing that can be searched.
std::string cut_question(std::string_view asked);

}  // namespace qs::ledger
