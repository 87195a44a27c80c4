#include <fmt/format.h>

#include "base/decimal.h"
#include "edge/gateway/hj212/forwarder.h"

namespace qs::gateway::hj212 {
namespace {

using observe::Cadence;
using observe::Measure;
using observe::Origin;

std::string_view command_of(Cadence cadence, Measure measure) {
  switch (cadence) {
    case Cadence::realtime:
      return measure == Measure::state ? "2021" : "2011";
    case Cadence::minute:
      return "2051";
    case Cadence::hour:
      return "2061";
    case Cadence::day:
      return measure == Measure::run_time ? "2041" : "2031";
    default:
      return {};
  }
}

std::string_view suffix_of(Measure measure) {
  constexpr std::array<std::string_view, 12> kSuffixes{
      "Rtd", "Avg", "Min", "Max", "Cou", "ZsRtd", "ZsAvg", "ZsMin", "ZsMax", "RS", "RT", ""};
  return kSuffixes[static_cast<size_t>(measure)];
}

bool is_state(Measure measure) {
  return measure == Measure::state || measure == Measure::run_time;
}

// What stands in one frame: the same device, command and time.
struct Group {
  std::string site, command;
  int64_t time = 0;
  auto operator<=>(const Group&) const = default;
};

struct Factor {
  std::string code, mark;
  std::vector<std::pair<std::string, std::string>> items;
};

// Keys of one factor together, its mark last, as the standard's examples have it.
std::vector<Factor> factors_of(const std::vector<const ForwardValue*>& values,
                               const ForwardTarget& target, const ForwardSite& site) {
  std::vector<Factor> factors;
  for (const auto* value : values) {
    auto theirs = target.codes.find(value->key.factor);
    auto code = theirs == target.codes.end() ? value->key.factor : theirs->second;
    auto at = std::find_if(factors.begin(), factors.end(),
                           [&](const Factor& f) { return f.code == code; });
    if (at == factors.end()) at = factors.insert(at, Factor{code, "", {}});
    auto scale = site.scales.find(value->key.factor);
    double number = value->sample.value * (scale == site.scales.end() ? 1 : scale->second);
    at->items.emplace_back(fmt::format("{}-{}", code, suffix_of(value->key.measure)),
                           to_text(number));
    auto letter = observe::letter(value->sample.mark);
    // Our own findings have no letter in the standard; what does not count is said as a fault.
    bool known = value->sample.mark < observe::Mark::below_detection;
    if (!is_state(value->key.measure))
      at->mark = known ? letter : observe::counts(value->sample.mark) ? "N" : "D";
  }
  return factors;
}

// The CP texts of one group, each short enough for a frame.
std::vector<std::string> cp_texts(const std::vector<Factor>& factors, int64_t time) {
  std::vector<std::string> texts;
  auto head = "DataTime=" + compact(from_ms(time));
  std::string text = head;
  for (const auto& factor : factors) {
    CpWriter item;
    for (const auto& [key, value] : factor.items) item.add(key, value);
    if (!factor.mark.empty()) item.add(factor.code + "-Flag", factor.mark);
    if (text.size() > head.size() && text.size() + 1 + item.text().size() > kMaxCp) {
      texts.push_back(std::move(text));
      text = head;
    }
    text += ';' + item.text();
  }
  texts.push_back(std::move(text));
  return texts;
}

}  // namespace

std::vector<ForwardFrame> compose_forward(const std::vector<ForwardValue>& values,
                                          const ForwardTarget& target, Instant first_qn) {
  std::map<Group, std::vector<const ForwardValue*>> groups;
  for (const auto& value : values) {
    auto command = command_of(value.key.cadence, value.key.measure);
    bool ours = value.sample.origin == Origin::derived || value.sample.origin == Origin::calibrated;
    if (ours || command.empty() || suffix_of(value.key.measure).empty() ||
        !target.sites.contains(value.key.site) || !target.cadences.contains(value.key.cadence))
      continue;
    groups[{value.key.site, std::string(command), value.sample.time}].push_back(&value);
  }
  std::optional<Sm4> key;
  if (auto cipher = Sm4::with_key(target.sm4_key)) key.emplace(std::move(*cipher));
  std::vector<ForwardFrame> frames;
  for (const auto& [group, members] : groups) {
    const auto& site = target.sites.at(group.site);
    auto texts = cp_texts(factors_of(members, target, site), group.time);
    for (size_t i = 0; i < texts.size(); ++i) {
      Composition frame{.qn = compact_ms(first_qn + Millis{frames.size()}),
                        .st = site.st,
                        .cn = group.command,
                        .pw = target.password,
                        .mn = site.mn,
                        .dialect = target.dialect,
                        .answer = true,
                        .packets = texts.size() > 1 ? static_cast<int>(texts.size()) : 0,
                        .packet = static_cast<int>(i + 1),
                        .cp = std::move(texts[i])};
      frames.push_back(
          {frame.qn, compose(frame, key ? &*key : nullptr), i == 0 ? members.size() : 0});
    }
  }
  return frames;
}

namespace {

// The versions that stand now of the changed values, read hour by hour: a value revised twice goes
// up with its last word.
Result<std::map<std::pair<observe::SeriesId, int64_t>, observe::Sample>> standing(
    const observe::SeriesLog& log, const std::vector<observe::Change>& changes) {
  struct Slice {
    std::set<observe::SeriesId> series;
    int64_t from = std::numeric_limits<int64_t>::max(), last = 0;
  };
  std::map<int64_t, Slice> hours;
  for (const auto& change : changes) {
    auto& slice = hours[change.time / std::chrono::milliseconds(std::chrono::hours{1}).count()];
    slice.series.insert(change.series);
    slice.from = std::min(slice.from, change.time);
    slice.last = std::max(slice.last, change.time);
  }
  std::map<std::pair<observe::SeriesId, int64_t>, observe::Sample> found;
  for (const auto& [hour, slice] : hours) {
    std::vector<observe::SeriesId> series(slice.series.begin(), slice.series.end());
    auto samples = log.scan(series, {from_ms(slice.from), from_ms(slice.last + 1)});
    if (!samples) return tl::unexpected(samples.error());
    for (const auto& sample : *samples) found[{sample.series, sample.time}] = sample;
  }
  return found;
}

}  // namespace

ForwardSource forward_source(const observe::SeriesLog& log) {
  return [&log](observe::Seq after, size_t limit) -> Result<ForwardPage> {
    auto changes = log.changes(after, limit);
    if (!changes) return tl::unexpected(changes.error());
    auto samples = standing(log, *changes);
    if (!samples) return tl::unexpected(samples.error());
    ForwardPage page{after, {}};
    for (const auto& change : *changes) {
      page.last = std::max(page.last, change.seq);
      auto sample = samples->extract({change.series, change.time});  // once, though changed twice
      auto key = log.key(change.series);
      if (sample && key) page.values.push_back({change.seq, *key, sample.mapped()});
    }
    return page;
  };
}

}  // namespace qs::gateway::hj212
