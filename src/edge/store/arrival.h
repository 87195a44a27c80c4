// 入库规则: what a batch adds to the series memory. Pure; the twin and the database both follow it.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "kernel/observe/series_log.h"

namespace qs::store {

enum class Settled : uint8_t { fresh, repeated, revised };

// What one more version of a known (series, time) is. A device's value repeats when the device
// ever said it (re-sends come late and out of order); any other origin repeats only what was said
// last, so that a figure derived anew may return to an earlier one; a person's decision repeats
// only the decision that stands. `known` is every version so far, oldest first.
Settled settle(std::span<const observe::Sample> known, const observe::Sample& next);

// Index of the version that stands: the last decision of a person, else the last version.
size_t standing(std::span<const observe::Sample> versions);

// Does `next`, a later version of the same value or a newer value, take the place of `current`?
bool takes_over(const observe::Sample& current, const observe::Sample& next);

struct ValueKey {
  observe::SeriesId series = 0;
  int64_t time = 0;
  bool operator==(const ValueKey&) const = default;
};
struct ValueKeyHash {
  size_t operator()(const ValueKey& k) const {
    auto mixed = static_cast<uint64_t>(k.time) * 0x9E3779B97F4A7C15u + k.series;
    return static_cast<size_t>((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9u);
  }
};
// Versions already kept, oldest first. A key that is absent is certainly new.
using Known = std::unordered_map<ValueKey, std::vector<observe::Sample>, ValueKeyHash>;

struct KeptSample {
  observe::Sample sample;  // frame: seq of its frame, 0 = none
  observe::Seq seq = 0;
  bool revises = false;
};
struct KeptFrame {
  observe::Seq seq = 0;
  uint32_t index = 0;  // in Batch::frames
};
struct KeptNote {
  observe::Seq seq = 0;
  uint32_t index = 0;  // in Batch::notes
};

// Everything a batch adds, in seq order: frames by device, each before its samples by series;
// then samples without a frame; then notes.
struct Arrival {
  std::vector<KeptFrame> frames;
  std::vector<KeptSample> samples;
  std::vector<KeptNote> notes;
  observe::Receipt receipt;
  bool empty() const { return receipt.last == 0; }
};

// Values stand between these instants (UTC ms): 1900 and 2200.
inline constexpr int64_t kEarliest = -2'208'988'800'000, kLatest = 7'258'118'400'000;

// A value that is not finite, a time outside [kEarliest, kLatest), a series outside
// 1..series_count, a frame index out of range or text that is not UTF-8 is an Error.
Result<void> check_batch(const observe::Batch& batch, size_t series_count);

// `known` must hold every value of the batch that may have been kept before, and is brought up to
// date; `new_notes` says for each note whether it is new. A frame is kept when it brought something
// new: a sample of its own or, when it carries none, a note of its device.
Arrival arrive(const observe::Batch& batch, Known& known, const std::vector<bool>& new_notes,
               observe::Seq next);

}  // namespace qs::store
