// How many frames of 411 bytes and ten factors one CPU-second takes apart: cut, CRC, parse,
// numbers.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "edge/gateway/hj212/compose.h"
#include "edge/gateway/hj212/number.h"
#include "edge/gateway/hj212/opened.h"

namespace {

using namespace qs::gateway::hj212;

constexpr size_t kFrameSize = 411;  // from "##" to CR LF
constexpr int kFrames = 1000;

// Minute data of ten factors, padded to the typical size by the width of the values.
std::string typical_frame(int number) {
  Composition c{.qn = fmt::format("20261121102{:06}", number),
                .st = "22",
                .cn = "2051",
                .pw = "123456",
                .mn = "STREET01_AIR_0001",
                .answer = true};
  CpWriter cp;
  cp.add("DataTime", "20261121101000");
  for (int factor = 0; factor < 10; ++factor) {
    auto code = fmt::format("a34{:03}", factor);
    cp.add(code + "-Avg", fmt::format("{}", 10 + (number * 7 + factor) % 90));
    cp.add(code + "-Flag", "N");
  }
  c.cp = cp.take();
  auto frame = compose(c);
  auto padding = "." + std::string(kFrameSize - frame.size() - 1, '3');
  c.cp.insert(c.cp.find(",a34000-Flag"), padding);
  return compose(c);
}

std::string typical_stream() {
  std::string stream;
  for (int i = 0; i < kFrames; ++i) stream += typical_frame(i);
  return stream;
}

bool is_mark(std::string_view key) {
  return key.ends_with("Flag");
}

void frames_to_numbers(benchmark::State& state) {
  auto stream = typical_stream();
  if (stream.size() != kFrames * kFrameSize) return state.SkipWithError("frames are not typical");
  FrameCutter cutter;
  Opened frame;
  int64_t frames = 0, numbers = 0;
  for (auto _ : state) {
    for (size_t at = 0; at < stream.size(); at += 8192) {
      cutter.feed(std::string_view(stream).substr(at, 8192));
      while (auto cut = cutter.next()) {
        open_frame(*cut, nullptr, frame);
        if (frame.crc != CrcVariant::hj212) return state.SkipWithError("CRC");
        for (const auto& pair : frame.segment.pairs) {
          if (is_mark(pair.key)) continue;
          auto number = parse_number(pair.value);
          benchmark::DoNotOptimize(number.value);
          ++numbers;
        }
        ++frames;
      }
    }
  }
  if (numbers != frames * 11) state.SkipWithError("a number is missing");
  state.SetItemsProcessed(frames);
  state.SetBytesProcessed(frames * static_cast<int64_t>(kFrameSize));
}
BENCHMARK(frames_to_numbers);

void crc_of_a_segment(benchmark::State& state) {
  auto frame = typical_frame(1);
  auto segment = std::string_view(frame).substr(6, frame.size() - 12);
  for (auto _ : state) benchmark::DoNotOptimize(crc_hj212(segment));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(segment.size()));
}
BENCHMARK(crc_of_a_segment);

void compose_a_frame(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(typical_frame(1));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(compose_a_frame);

}  // namespace

BENCHMARK_MAIN();
