// The stream of a device: cut, opened, interpreted. The first byte says how it is chunked; cutting
// byte by byte must give the same bytes as cutting at once gives, no more and no fewer.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "edge/gateway/hj212/interpret.h"
#include "edge/gateway/hj212/opened.h"
#include "edge/gateway/hj212/packets.h"

using namespace qs;
using namespace qs::gateway::hj212;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

class Device {
 public:
  Device() : key_(std::move(*Sm4::with_key("0000000000000000"))) {}

  void take(const Cut& cut, std::string_view all) {
    require(cut.offset + cut.bytes.size() <= all.size());
    require(all.substr(cut.offset, cut.bytes.size()) == cut.bytes);
    if (cut.kind != CutKind::frame) return;
    require(cut.segment.size() + cut.crc_text.size() <= cut.bytes.size());
    open_frame(cut, (cut.offset & 1) != 0 ? &key_ : nullptr, opened_);
    require(opened_.segment.pairs.size() <= kMaxPairs);
    auto packet = shelf_.add(opened_.segment, now_);
    if (packet.assembled_cp) require(packet.assembled_cp->size() <= 2 * kMaxAssembly);
    if (!detector_.judge(cut, opened_) && opened_.segment.command() >= 0) read();
  }

 private:
  void read() {
    interpret(opened_.segment, {"mn", now_, {}}, detector_,
              [](std::string_view factor, observe::Cadence, observe::Measure) {
                return Result<observe::Channel>(
                    observe::Channel{static_cast<observe::SeriesId>(factor.size()), 1, 0});
              },
              found_);
    for (const auto& sample : found_.samples) require(sample.value - sample.value == 0);
    (void)Switches::from_json(detector_.switches().json());
  }

  Instant now_ = from_ms(1'795'000'000'000);
  Sm4 key_;
  Opened opened_;
  Interpretation found_;
  PacketShelf shelf_;
  SwitchDetector detector_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  size_t chunk = data[0] == 0 ? size : data[0];
  std::string_view all(reinterpret_cast<const char*>(data) + 1, size - 1);
  FrameCutter cutter;
  Device device;
  for (size_t at = 0; at < all.size(); at += chunk) {
    cutter.feed(all.substr(at, chunk));
    while (auto cut = cutter.next()) device.take(*cut, all);
    require(cutter.pending() <= FrameCutter::kMaxFrame + chunk);
  }
  while (auto cut = cutter.finish()) device.take(*cut, all);
  require(cutter.pending() == 0);
  return 0;
}
