// Walks "key=value" items separated by ";" or ",", sixteen bytes at a time where the machine can.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace qs::gateway::hj212 {

inline constexpr size_t kStride = 64;

// Bit i is set where block[i] is one of = , ;
inline uint64_t delimiter_mask(const char* block) {
#ifdef __SSE2__
  uint64_t mask = 0;
  for (unsigned quarter = 0; quarter < 4; ++quarter) {
    auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * quarter));
    auto hit = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('=')),
                            _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(',')),
                                         _mm_cmpeq_epi8(bytes, _mm_set1_epi8(';'))));
    mask |= static_cast<uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hit))) << 16 * quarter;
  }
  return mask;
#else
  uint64_t mask = 0;
  for (unsigned i = 0; i < kStride; ++i)
    mask |= static_cast<uint64_t>(block[i] == '=' || block[i] == ',' || block[i] == ';') << i;
  return mask;
#endif
}

// Calls visit(position) for each = , ; in order.
template <class Visit>
void each_delimiter(std::string_view text, Visit&& visit) {
  size_t base = 0;
  for (; base + kStride <= text.size(); base += kStride)
    for (auto mask = delimiter_mask(text.data() + base); mask != 0; mask &= mask - 1)
      visit(base + static_cast<size_t>(std::countr_zero(mask)));
  if (base == text.size()) return;
  char rest[kStride] = {};
  std::memcpy(rest, text.data() + base, text.size() - base);
  for (auto mask = delimiter_mask(rest); mask != 0; mask &= mask - 1)
    visit(base + static_cast<size_t>(std::countr_zero(mask)));
}

// Calls visit(key, value, separator before it) for each item; an item without "=" has no value, an
// empty one has no key either. A value between "//" and "//" may hold separators (3020 logs).
template <class Visit>
void each_item(std::string_view text, Visit&& visit) {
  constexpr size_t kNone = ~size_t{0};
  size_t begin = 0, equals = kNone, quoted_until = 0;
  char separator = ';';
  auto close = [&](size_t end) {
    if (equals == kNone)
      visit(text.substr(begin, end - begin), std::string_view{}, separator);
    else
      visit(text.substr(begin, equals - begin), text.substr(equals + 1, end - equals - 1),
            separator);
  };
  each_delimiter(text, [&](size_t at) {
    if (at < quoted_until) return;
    if (text[at] != '=') {
      close(at);
      separator = text[at];
      begin = at + 1;
      equals = kNone;
    } else if (equals == kNone) {
      equals = at;
      if (text.size() > at + 2 && text[at + 1] == '/' && text[at + 2] == '/') {
        auto end = text.find("//", at + 3);
        if (end != text.npos) quoted_until = end + 2;
      }
    }
  });
  close(text.size());
}

}  // namespace qs::gateway::hj212
