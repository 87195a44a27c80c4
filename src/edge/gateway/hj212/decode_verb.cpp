#include "edge/gateway/hj212/decode_verb.h"

#include <fmt/format.h>

#include <istream>
#include <optional>
#include <ostream>

#include "base/json.h"
#include "edge/gateway/hj212/base64.h"
#include "edge/gateway/hj212/opened.h"

namespace qs::gateway::hj212 {
namespace {

using OrderedJson = nlohmann::ordered_json;
constexpr size_t kMaxFaults = 20;  // named in one error text

OrderedJson text_or_null(const std::optional<std::string_view>& field) {
  if (!field) return nullptr;
  return to_utf8(*field);
}

OrderedJson frame_json(const Cut& cut, const Opened& frame) {
  const auto& s = frame.segment;
  OrderedJson cp = OrderedJson::array();
  for (const auto& pair : s.pairs)
    cp.push_back(OrderedJson::array({to_utf8(pair.key), to_utf8(pair.value)}));
  return {{"crc", name(frame.crc)},
          {"len_ok", cut.length_ok()},
          {"header",
           {{"QN", text_or_null(s.qn)},
            {"ST", text_or_null(s.st)},
            {"CN", text_or_null(s.cn)},
            {"MN", text_or_null(s.mn)},
            {"Flag", text_or_null(s.flag)}}},
          {"cp", std::move(cp)}};
}

// Gathers what is decoded of one line; runs of garbage that touch are one fault.
class Answer {
 public:
  void add(const Cut& cut, Sm4* key) {
    if (cut.kind == CutKind::garbage) return add_garbage(cut);
    flush_garbage();
    if (cut.kind == CutKind::truncated) {
      fault(
          fmt::format("frame without an end at byte {} ({} bytes)", cut.offset, cut.bytes.size()));
      return;
    }
    open_frame(cut, key, opened_);
    if (cut.segment.empty()) fault(fmt::format("empty data segment at byte {}", cut.offset));
    if (opened_.locked) {
      fault(fmt::format("CP of the frame at byte {} is encrypted: {}", cut.offset,
                        key == nullptr ? "an SM4 key is needed" : "this SM4 key does not open it"));
    }
    frames_.push_back(frame_json(cut, opened_));
  }

  void fault(std::string text) {
    if (++faults_ > kMaxFaults) return;
    if (!error_.empty()) error_ += "; ";
    error_ += text;
  }

  std::string json() {
    flush_garbage();
    if (frames_.empty() && error_.empty()) fault("no frame: nothing came");
    if (faults_ > kMaxFaults) error_ += fmt::format("; and {} more", faults_ - kMaxFaults);
    OrderedJson answer{{"frames", std::move(frames_)}, {"error", nullptr}};
    if (!error_.empty()) answer["error"] = error_;
    return answer.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
  }

 private:
  void add_garbage(const Cut& cut) {
    if (garbage_ == 0) garbage_from_ = cut.offset;
    garbage_ = cut.offset + cut.bytes.size() - garbage_from_;
  }
  void flush_garbage() {
    if (garbage_ > 0)
      fault(fmt::format("no frame at byte {} ({} bytes skipped)", garbage_from_, garbage_));
    garbage_ = 0;
  }

  OrderedJson frames_ = OrderedJson::array();
  Opened opened_;
  std::string error_;
  size_t faults_ = 0;
  uint64_t garbage_from_ = 0, garbage_ = 0;
};

void decode_bytes(std::string_view bytes, Sm4* key, Answer& answer) {
  FrameCutter cutter;
  for (size_t at = 0; at < bytes.size(); at += FrameCutter::kMaxFrame) {
    cutter.feed(bytes.substr(at, FrameCutter::kMaxFrame));
    while (auto cut = cutter.next()) answer.add(*cut, key);
  }
  while (auto cut = cutter.finish()) answer.add(*cut, key);
}

}  // namespace

std::string decode_line(std::string_view base64, std::string_view key_hex) {
  Answer answer;
  std::optional<Sm4> key;
  if (!key_hex.empty()) {
    auto cipher =
        parse_key(key_hex).and_then([](const std::string& bytes) { return Sm4::with_key(bytes); });
    if (cipher)
      key.emplace(std::move(*cipher));
    else
      answer.fault(cipher.error().message());
  }
  auto bytes = decode_base64(base64);
  if (bytes)
    decode_bytes(*bytes, key ? &*key : nullptr, answer);
  else
    answer.fault(bytes.error().message());
  return answer.json();
}

int decode_stream(std::istream& in, std::ostream& out) {
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    std::string_view rest = line, id = rest.substr(0, rest.find('\t'));
    rest.remove_prefix(std::min(rest.size(), id.size() + 1));
    auto base64 = rest.substr(0, rest.find('\t'));
    auto key = rest.substr(std::min(rest.size(), base64.size() + 1));
    while (!key.empty() && (key.back() == ' ' || key.back() == '\t')) key.remove_suffix(1);
    out << id << '\t' << decode_line(base64, key) << '\n';
  }
  out.flush();
  return 0;
}

}  // namespace qs::gateway::hj212
