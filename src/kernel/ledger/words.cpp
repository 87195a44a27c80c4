#include "kernel/ledger/words.h"

#include <vector>

namespace qs::ledger {
namespace {

struct Letter {
  std::string_view bytes;
  bool han = false, word = false;
};

// The next character of UTF-8 text; a stray byte counts as a separator.
Letter next_letter(std::string_view& rest) {
  auto first = static_cast<unsigned char>(rest[0]);
  size_t size = first < 0x80       ? 1
                : first >> 5 == 6  ? 2
                : first >> 4 == 14 ? 3
                : first >> 3 == 30 ? 4
                                   : 1;
  Letter out{rest.substr(0, size), false, false};
  rest.remove_prefix(out.bytes.size());
  if (first < 0x80) {
    out.word = std::isalnum(first) != 0;
  } else if (size == 3) {
    auto code = (first & 15) << 12 | (static_cast<unsigned char>(out.bytes[1]) & 63) << 6;
    out.han = code >= 0x3400 && code < 0xA000;  // 汉字; punctuation and full-width forms part words
  } else if (size == 4) {
    out.han = first == 0xF0;  // the rarer 汉字
  } else {
    out.word = size == 2;  // Latin with marks, Greek, Cyrillic
  }
  return out;
}

struct Run {
  bool han = false;
  std::vector<std::string> letters;
};

std::vector<Run> runs_of(std::string_view text) {
  std::vector<Run> runs;
  bool open = false;
  while (!text.empty()) {
    auto letter = next_letter(text);
    if (!letter.han && !letter.word) {
      open = false;
      continue;
    }
    if (!open || runs.back().han != letter.han) runs.push_back({letter.han, {}});
    open = true;
    std::string bytes(letter.bytes);
    if (bytes.size() == 1) bytes[0] = static_cast<char>(std::tolower(bytes[0]));
    runs.back().letters.push_back(std::move(bytes));
  }
  return runs;
}

std::string joined(const Run& run) {
  std::string out;
  for (const auto& letter : run.letters) out += letter;
  return out;
}

}  // namespace

std::string cut_words(std::string_view text) {
  std::string out;
  auto add = [&](std::string_view word) {
    if (!out.empty()) out += ' ';
    out += word;
  };
  for (const auto& run : runs_of(text)) {
    if (!run.han) {
      add(joined(run));
      continue;
    }
    for (size_t i = 0; i + 1 < run.letters.size(); ++i) add(run.letters[i] + run.letters[i + 1]);
    add(run.letters.back());
  }
  return out;
}

std::string cut_question(std::string_view asked) {
  std::string out;
  for (const auto& run : runs_of(asked)) {
    if (!out.empty()) out += ' ';
    if (!run.han || run.letters.size() == 1) {
      out += '"' + joined(run) + "\"*";
      continue;
    }
    out += '"';
    for (size_t i = 0; i + 1 < run.letters.size(); ++i)
      out += (i ? " " : "") + run.letters[i] + run.letters[i + 1];
    out += '"';
  }
  return out;
}

}  // namespace qs::ledger
