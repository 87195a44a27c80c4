#include "kernel/ledger/words.h"

#include <vector>

namespace qs::ledger {
namespace {

struct Letter {
  std::string_view bytes;
  bool han = false, word = false;
};

// Bytes of the character that `text` begins with; 1 also for a stray or broken one.
size_t length_of(std::string_view text) {
  auto first = static_cast<unsigned char>(text[0]);
  size_t length = first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 1;
  if (text.size() < length) return 1;
  for (size_t i = 1; i < length; ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 1;
  return length;
}

// The next character; one that belongs to no word parts words.
Letter next_letter(std::string_view& rest) {
  Letter out{rest.substr(0, length_of(rest)), false, false};
  rest.remove_prefix(out.bytes.size());
  auto byte = [&](size_t i) { return static_cast<unsigned char>(out.bytes[i]); };
  switch (out.bytes.size()) {
    case 1:
      out.word = byte(0) < 0x80 && std::isalnum(byte(0)) != 0;
      break;
    case 2:
      out.word = true;  // Latin with marks, Greek, Cyrillic
      break;
    case 3: {
      auto code = (byte(0) & 15) << 12 | (byte(1) & 63) << 6;
      out.han = code >= 0x3400 && code < 0xA000;  // 汉字; not punctuation, not full-width forms
      break;
    }
    default:
      out.han = byte(0) == 0xF0;  // the rarer 汉字
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
