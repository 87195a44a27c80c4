#include "edge/store/arrival.h"

#include <numeric>
#include <unordered_set>

#include "base/csv.h"

namespace qs::store {

using observe::Batch;
using observe::Origin;
using observe::Sample;
using observe::Seq;

namespace {

bool same(const Sample& a, const Sample& b) {
  return a.value == b.value && a.mark == b.mark;
}

bool is_audit(const Sample& s) {
  return s.origin == Origin::audit;
}

// What we made ourselves; a device that says the same has still to be heard, for our next figure
// may be another.
bool is_our_own(const Sample& s) {
  return s.origin == Origin::derived || s.origin == Origin::calibrated;
}

// Frames by device, those of one device as they came.
std::vector<uint32_t> frame_order(const Batch& batch) {
  std::vector<uint32_t> order(batch.frames.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return batch.frames[a].device < batch.frames[b].device;
  });
  return order;
}

// Sample indices grouped by frame, each group by (series, time); `starts[f]` begins the group of
// Sample::frame == f, group 0 being the samples without a frame.
struct Groups {
  std::vector<uint32_t> starts, samples;

  explicit Groups(const Batch& batch)
      : starts(batch.frames.size() + 2), samples(batch.samples.size()) {
    for (const auto& s : batch.samples) ++starts[s.frame + 1];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    auto at = starts;
    for (uint32_t i = 0; i < batch.samples.size(); ++i) samples[at[batch.samples[i].frame]++] = i;
    auto before = [&](uint32_t a, uint32_t b) {
      const auto &x = batch.samples[a], &y = batch.samples[b];
      return std::tie(x.series, x.time) < std::tie(y.series, y.time);
    };
    for (size_t f = 0; f + 1 < starts.size(); ++f) {
      auto group = of(f);
      if (!std::is_sorted(group.begin(), group.end(), before))
        std::stable_sort(group.begin(), group.end(), before);
    }
  }
  std::span<uint32_t> of(size_t frame) {
    return std::span(samples).subspan(starts[frame], starts[frame + 1] - starts[frame]);
  }
};

// Settles a group of samples; kept ones are added with rising seq from `next`.
void settle_group(const Batch& batch, std::span<const uint32_t> group, Seq frame, Known& known,
                  Arrival& arrival, Seq& next, observe::Receipt::Share* share = nullptr) {
  for (auto index : group) {
    auto sample = batch.samples[index];
    sample.frame = frame;
    auto versions = known.empty() ? known.end() : known.find({sample.series, sample.time});
    auto settled = Settled::fresh;
    if (versions != known.end()) {
      settled = settle(versions->second, sample);
      if (settled == Settled::repeated) {
        ++arrival.receipt.repeated;
        if (share) ++share->repeated;
        continue;
      }
      versions->second.push_back(sample);
    }
    bool revises = settled == Settled::revised;
    ++(revises ? arrival.receipt.revised : arrival.receipt.kept);
    if (share) ++(revises ? share->revised : share->kept);
    arrival.samples.push_back({sample, next++, revises});
  }
}

}  // namespace

Settled settle(std::span<const Sample> known, const Sample& next) {
  if (known.empty()) return Settled::fresh;
  if (is_audit(next)) {
    const auto& stands = known[standing(known)];
    return is_audit(stands) && same(stands, next) ? Settled::repeated : Settled::revised;
  }
  bool any = next.origin == Origin::device;
  for (size_t i = known.size(); i-- > 0;) {
    if (is_audit(known[i])) continue;
    if (any && is_our_own(known[i])) continue;
    if (same(known[i], next)) return Settled::repeated;
    if (!any) break;
  }
  return Settled::revised;
}

size_t standing(std::span<const Sample> versions) {
  for (size_t i = versions.size(); i-- > 0;)
    if (is_audit(versions[i])) return i;
  return versions.size() - 1;
}

bool takes_over(const Sample& current, const Sample& next) {
  if (next.time != current.time) return next.time > current.time;
  return is_audit(next) || !is_audit(current);
}

Result<void> check_batch(const Batch& batch, size_t series_count) {
  for (size_t i = 0; i < batch.samples.size(); ++i) {
    const auto& s = batch.samples[i];
    auto bad = [&](const char* what) { return fail(what, fmt::format("samples[{}]", i)); };
    if (!std::isfinite(s.value)) return bad("the value is not a finite number");
    if (s.series == 0 || s.series > series_count) return bad("the series is not open");
    if (s.frame > batch.frames.size()) return bad("the frame is not in the batch");
    if (s.time < kEarliest || s.time >= kLatest) return bad("the time is outside 1900 to 2200");
  }
  auto place = [](const char* list, size_t i) { return fmt::format("{}[{}]", list, i); };
  for (size_t i = 0; i < batch.frames.size(); ++i)
    if (!is_utf8(batch.frames[i].device)) return fail("not UTF-8", place("frames", i));
  for (size_t i = 0; i < batch.notes.size(); ++i)
    for (const auto* text :
         {&batch.notes[i].device, &batch.notes[i].kind, &batch.notes[i].code, &batch.notes[i].text})
      if (!is_utf8(*text)) return fail("not UTF-8", place("notes", i));
  if (!is_utf8(batch.by) || !is_utf8(batch.reason)) return fail("not UTF-8", "by, reason");
  return {};
}

Arrival arrive(const Batch& batch, Known& known, const std::vector<bool>& new_notes, Seq next) {
  Arrival arrival;
  arrival.samples.reserve(batch.samples.size());
  arrival.frames.reserve(batch.frames.size());
  arrival.receipt.frames.resize(batch.frames.size());
  std::unordered_set<std::string_view> noted;  // devices with something new to say in text
  for (size_t i = 0; i < batch.notes.size(); ++i)
    if (new_notes[i]) noted.insert(batch.notes[i].device);

  Seq first = next;
  Groups groups(batch);
  for (auto index : frame_order(batch)) {
    Seq seq = next;
    auto group = groups.of(index + 1);
    settle_group(batch, group, seq, known, arrival, ++next, &arrival.receipt.frames[index]);
    bool kept = next > seq + 1 || (group.empty() && noted.contains(batch.frames[index].device));
    if (kept) {
      arrival.frames.push_back({seq, index});
    } else {
      next = seq;
    }
  }
  settle_group(batch, groups.of(0), 0, known, arrival, next);
  for (uint32_t i = 0; i < batch.notes.size(); ++i)
    if (new_notes[i]) arrival.notes.push_back({next++, i});
  if (next > first) {
    arrival.receipt.first = first;
    arrival.receipt.last = next - 1;
  }
  return arrival;
}

}  // namespace qs::store
