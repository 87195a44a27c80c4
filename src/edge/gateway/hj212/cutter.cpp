#include "edge/gateway/hj212/cutter.h"

#include <array>

#include "edge/gateway/hj212/crc.h"
#include "edge/gateway/hj212/letters.h"

namespace qs::gateway::hj212 {
namespace {

constexpr size_t kCrcSize = 4;
constexpr size_t kMaxLengthField = 6;  // four by the standard; a maker may pad otherwise
constexpr size_t kMaxCrcToken = 6;
constexpr std::array<std::string_view, 10> kFields{"PNUM", "Flag", "PNO", "QN", "ST",
                                                   "CN",   "PW",   "MN",  "RF", "CP"};

bool is_word(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
// What may stand between two frames.
bool is_filler(char c) {
  return is_blank(c) || c == '\0';
}

bool ends_with_field(std::string_view word, std::string_view field) {
  return word.size() >= field.size() &&
         same_letters(word.substr(word.size() - field.size()), field);
}

size_t word_size(std::string_view text, size_t at, size_t most) {
  size_t end = at;
  while (end < text.size() && end - at < most && is_word(text[end])) ++end;
  return end - at;
}

bool stops(std::string_view text, size_t at, bool last) {
  if (at >= text.size()) return last;
  return text[at] == '\r' || text[at] == '\n' || text.substr(at).starts_with("##");
}

enum class Begins : uint8_t { yes, no, unknown };

}  // namespace

// The length field and where the segment begins, relative to "##".
struct FrameCutter::Start {
  size_t segment = 0;
  int announced = -1;
};

namespace {

struct Probe {
  Begins begins = Begins::no;
  size_t segment = 0;
  int announced = -1;
};

int decimal_length(std::string_view field) {
  if (field.size() != 4) return -1;
  int value = 0;
  for (char c : field) {
    if (!is_digit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

// Does a frame begin here? "##", a length field of whatever form, and a field name of the segment
// (or no segment at all: "##0000", CRC).
Probe probe(std::string_view text, bool last) {
  if (text.size() < 2) return {text.starts_with('#') ? Begins::unknown : Begins::no, 0, -1};
  if (!text.starts_with("##")) return {};
  size_t word = word_size(text, 2, kMaxLengthField + 4);
  auto run = text.substr(2, word);
  bool empty = word == 4 + kCrcSize && run.starts_with("0000") && stops(text, 2 + word, last);
  if (empty) return {Begins::yes, 6, 0};
  if (2 + word == text.size()) return {Begins::unknown, 0, -1};
  if (text[2 + word] == '=') {
    for (auto field : kFields) {
      if (!ends_with_field(run, field) || word - field.size() > kMaxLengthField) continue;
      size_t digits = word - field.size();
      return {Begins::yes, 2 + digits, decimal_length(run.substr(0, digits))};
    }
  }
  return {};
}

// Where the first thing that may be a frame begins; text.size() when there is none.
size_t find_start(std::string_view text, bool last, Probe& found) {
  for (size_t at = text.find('#'); at != text.npos; at = text.find('#', at + 1)) {
    found = probe(text.substr(at), last);
    if (found.begins == Begins::yes) return at;
    if (found.begins == Begins::unknown && !last) return at;
  }
  return text.size();
}

struct Ending {
  enum Kind : uint8_t { none, tail, line, next } kind = none;
  size_t segment_end = 0;  // relative to "##"
  size_t end = 0;          // behind the CRC
};

// "&&", the CRC, and a stop: the proper tail of a frame at `at`.
bool is_tail(std::string_view text, size_t at, bool last, Ending& ending) {
  if (!text.substr(at).starts_with("&&")) return false;
  size_t crc = word_size(text, at + 2, kMaxCrcToken);
  if (!stops(text, at + 2 + crc, last)) return false;
  ending = {Ending::tail, at + 2, at + 2 + crc};
  return true;
}

// A line that ends, and then another frame or nothing: a frame whose tail was spoilt.
bool is_line(std::string_view text, size_t at, bool last, Ending& ending) {
  size_t behind = at;
  while (behind < text.size() && is_filler(text[behind])) ++behind;
  bool over = behind == text.size() ? last : probe(text.substr(behind), last).begins == Begins::yes;
  if (!over || text.substr(0, at).find("CP=") == text.npos) return false;
  bool crc = at > kCrcSize && text[at - kCrcSize - 1] == '&' &&
             word_size(text, at - kCrcSize, kCrcSize) == kCrcSize;
  ending = {Ending::line, crc ? at - kCrcSize : at, at};
  return true;
}

// The first sign in the text that the frame is over, whatever its length field says.
Ending find_ending(std::string_view text, size_t from, bool last) {
  Ending ending;
  for (size_t at = from; at < text.size(); ++at) {
    char c = text[at];
    if (c == '&') {
      if (is_tail(text, at, last, ending)) return ending;
    } else if (c == '#') {
      if (probe(text.substr(at), last).begins == Begins::yes) return {Ending::next, at, at};
    } else if (c == '\r' || c == '\n') {
      if (is_line(text, at, last, ending)) return ending;
    }
  }
  if (last && is_line(text, text.size(), true, ending) && ending.segment_end < text.size())
    return ending;
  return {};
}

// Is the place that the length field announces really the end? A CRC that matches is not enough:
// one random CRC in 256 does.
bool confirmed(std::string_view text, size_t segment, size_t end, bool last) {
  auto body = text.substr(segment, end - segment);
  auto crc = text.substr(end, kCrcSize);
  bool tail = body.ends_with("&&");
  if (tail && parse_crc(crc)) return true;
  if (word_size(crc, 0, kCrcSize) < kCrcSize || !stops(text, end + kCrcSize, last)) return false;
  return tail || check_crc(body, crc) != CrcVariant::wrong;
}

LineEnd line_end(std::string_view behind) {
  if (behind.empty()) return LineEnd::open;
  if (behind.starts_with("\r\n\r") || behind.starts_with("\r\n\n")) return LineEnd::doubled;
  if (behind.starts_with("\r")) return LineEnd::crlf;
  return behind.starts_with("\n") ? LineEnd::lf : LineEnd::missing;
}

}  // namespace

void FrameCutter::feed(std::string_view bytes) {
  buffer_.erase(0, head_);
  head_ = 0;
  buffer_.append(bytes);
}

std::optional<Cut> FrameCutter::next() {
  return cut(false);
}

std::optional<Cut> FrameCutter::finish() {
  return cut(true);
}

void FrameCutter::drop(size_t size) {
  head_ += size;
  offset_ += size;
}

Cut FrameCutter::take(CutKind kind, size_t size) {
  Cut piece;
  piece.kind = kind;
  piece.offset = offset_;
  piece.bytes = view().substr(0, size);
  drop(size);
  return piece;
}

Cut FrameCutter::take_frame(const Start& start, size_t segment_end, size_t end) {
  auto piece = take(CutKind::frame, end);
  piece.segment = piece.bytes.substr(start.segment, segment_end - start.segment);
  piece.crc_text = piece.bytes.substr(segment_end);
  piece.announced = start.announced;
  piece.line_end = line_end(view());
  return piece;
}

std::optional<Cut> FrameCutter::cut(bool last) {
  auto text = view();
  size_t blanks = 0;
  while (blanks < text.size() && is_filler(text[blanks])) ++blanks;
  drop(blanks);
  text = view();
  if (text.empty()) {
    if (buffer_.capacity() > kMaxFrame) std::string().swap(buffer_), head_ = 0;
    return std::nullopt;
  }
  Probe found;
  size_t start = find_start(text, last, found);
  if (start > 0) return take(CutKind::garbage, start);
  if (found.begins != Begins::yes) return std::nullopt;
  return cut_frame({found.segment, found.announced}, last);
}

std::optional<Cut> FrameCutter::cut_frame(const Start& start, bool last) {
  auto text = view();
  bool known = start.announced >= 0;
  size_t announced_end = start.segment + static_cast<size_t>(known ? start.announced : 0);
  bool complete = text.size() >= announced_end + kCrcSize;
  if (known && complete && confirmed(text, start.segment, announced_end, last))
    return take_frame(start, announced_end, announced_end + kCrcSize);

  bool over = last && text.size() <= kMaxFrame;
  auto ending = find_ending(text.substr(0, kMaxFrame), start.segment, over);
  switch (ending.kind) {
    case Ending::tail: {
      // Cipher may hold anything: before all announced bytes are here only a full tail counts.
      auto crc = text.substr(ending.segment_end, ending.end - ending.segment_end);
      if (known && !complete && !last && !parse_crc(crc)) return std::nullopt;
      return take_frame(start, ending.segment_end, ending.end);
    }
    case Ending::line:
      return take_frame(start, ending.segment_end, ending.end);
    case Ending::next:
      return take(CutKind::truncated, ending.end);
    case Ending::none:
      break;
  }
  if (last) return take(CutKind::truncated, text.size());
  if (text.size() > kMaxFrame) return take(CutKind::truncated, kMaxFrame);
  return std::nullopt;
}

}  // namespace qs::gateway::hj212
