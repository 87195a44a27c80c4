// Cuts a TCP stream into frames. The length field leads; where it lies, the text decides; garbage
// is skipped to the next "##" that begins a frame. Half and sticky frames, any chunking.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qs::gateway::hj212 {

enum class CutKind : uint8_t {
  frame,      // something that begins as a frame and has an end
  truncated,  // begins as a frame, but the next one begins (or the stream ends) before its end
  garbage,    // bytes that belong to no frame; blanks and line ends do not count
};

// What follows a frame, as far as it has come; `open`: nothing yet.
enum class LineEnd : uint8_t { crlf, lf, doubled, missing, open };

// Views live until the cutter is used again.
struct Cut {
  CutKind kind = CutKind::garbage;
  uint64_t offset = 0;        // of the first byte in the stream
  std::string_view bytes;     // from "##" to the CRC, or the garbage
  std::string_view segment;   // the data segment as sent (cipher where encrypted)
  std::string_view crc_text;  // as sent, four characters when all is well
  int announced = -1;         // the length field; -1: not four decimal digits
  LineEnd line_end = LineEnd::open;
  bool length_ok() const { return announced == static_cast<int>(segment.size()); }
};

class FrameCutter {
 public:
  // A frame without an end within so many bytes is given up; so the buffer stays below this plus
  // one feed(), if next() is called until it is empty after each feed().
  static constexpr size_t kMaxFrame = 16 * 1024;

  void feed(std::string_view bytes);
  // The next piece, or nullopt when more bytes are needed.
  std::optional<Cut> next();
  // As next(), but nothing more will come (the peer closed, or has been quiet for long).
  std::optional<Cut> finish();

  size_t pending() const { return buffer_.size() - head_; }  // bytes held back

 private:
  struct Start;
  std::optional<Cut> cut(bool last);
  std::optional<Cut> cut_frame(const Start& start, bool last);
  std::string_view view() const { return std::string_view(buffer_).substr(head_); }
  Cut take(CutKind kind, size_t size);
  Cut take_frame(const Start& start, size_t segment_end, size_t end);
  void drop(size_t size);

  std::string buffer_;
  size_t head_ = 0;      // first byte not yet given out
  uint64_t offset_ = 0;  // of head_ in the stream
};

}  // namespace qs::gateway::hj212
