#include "app/casefile/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/casefile/reckoning.h"
#include "base/csv.h"
#include "base/digest.h"
#include "edge/gateway/hj212/interpret.h"
#include "edge/gateway/hj212/opened.h"

namespace qs::app {
namespace {

using observe::Sample;

constexpr size_t kMostTold = 100;  // flaws of one sort that are named one by one

// What one frame says of the series of the matter; by series and time.
struct Reread {
  enum class State : uint8_t { read, sealed, part, other } state = State::other;
  std::map<std::pair<observe::SeriesId, int64_t>, Sample> samples;
};

class Rereader {
 public:
  Rereader(const Matter& matter, const standard::Library& library)
      : m_(matter), library_(library) {}

  Reread read(const observe::RawFrame& raw) const {
    using namespace gateway::hj212;
    Reread out;
    FrameCutter cutter;
    cutter.feed(raw.bytes);
    auto cut = cutter.next();
    if (!cut) cut = cutter.finish();
    if (!cut || cut->kind != CutKind::frame) return out;
    Opened opened;
    open_frame(*cut, nullptr, opened);
    if (opened.locked) {
      out.state = Reread::State::sealed;
      return out;
    }
    auto known = m_.switches.find(raw.device);
    SwitchDetector detector(known == m_.switches.end() ? Switches{}
                                                       : Switches::from_json(known->second));
    Interpretation said;
    interpret(opened.segment, {raw.device, raw.received, {}}, detector, channels(), said);
    if (said.samples.empty() && opened.segment.flags().split()) out.state = Reread::State::part;
    if (said.refused || said.samples.empty()) return out;
    out.state = Reread::State::read;
    for (const auto& sample : said.samples) out.samples[{sample.series, sample.time}] = sample;
    return out;
  }

 private:
  gateway::hj212::ChannelOf channels() const {
    return [this](std::string_view factor, observe::Cadence cadence,
                  observe::Measure measure) -> Result<observe::Channel> {
      auto series = m_.find({m_.site, library_.canonical_code(factor), cadence, measure});
      if (!series) return fail("is not of this matter", std::string(factor));
      return observe::Channel{series->id, series->scale, series->offset};
    };
  }

  const Matter& m_;
  const standard::Library& library_;
};

class MatterChecker {
 public:
  explicit MatterChecker(const PaperTexts& papers) : papers_(papers) {}

  MatterCheck run() {
    auto matter = matter_of(papers_);
    if (!matter) {
      flaw(matter.error().place.empty() ? kMatterFile : std::string_view(matter.error().place),
           matter.error().text);
      return std::move(out_);
    }
    standard::Faults faults;
    standard::Library library(matter->law, faults);
    if (faults.any()) {
      flaw(kLawFile, faults.list.front().message());
      return std::move(out_);
    }
    check_frames(*matter, Rereader(*matter, library));
    check_values(*matter);
    check_verdicts(*matter);
    return std::move(out_);
  }

 private:
  void flaw(std::string_view name, std::string text) {
    if (auto& told = told_[std::string(name)]; ++told <= kMostTold)
      out_.flaws.push_back({std::string(name), std::move(text)});
  }

  void check_frames(const Matter& m, const Rereader& rereader) {
    out_.frames = m.frames.size();
    for (const auto& frame : m.frames) {
      if (sha256_hex(frame.raw.bytes) != frame.sha256 || sm3_hex(frame.raw.bytes) != frame.sm3)
        flaw(kFramesFile,
             fmt::format("frame {}: its bytes are not those of its digests", frame.seq));
      auto reread = rereader.read(frame.raw);
      out_.reread += reread.state == Reread::State::read;
      out_.sealed += reread.state == Reread::State::sealed;
      out_.other += reread.state == Reread::State::other || reread.state == Reread::State::part;
      if (!reread_.emplace(frame.seq, std::move(reread)).second)
        flaw(kFramesFile, fmt::format("frame {} is there twice", frame.seq));
    }
  }

  void check_values(const Matter& m) {
    for (const auto& [id, versions] : m.values)
      for (const auto& v : versions) {
        ++out_.values;
        if (v.sample.frame != 0) trace(m, v);
      }
  }

  void trace(const Matter& m, const observe::Version& v) {
    auto where = [&] {
      auto series = std::ranges::find(m.series, v.sample.series, &MatterSeries::id);
      return fmt::format("{} {} {} (version {})",
                         series == m.series.end() ? "a series of none" : series->key.factor,
                         series == m.series.end() ? "" : name(series->key.cadence),
                         iso(from_ms(v.sample.time)), v.seq);
    };
    auto frame = reread_.find(v.sample.frame);
    if (frame == reread_.end())
      return flaw(kValuesFile, fmt::format("{}: its frame {} is missing", where(), v.sample.frame));
    if (frame->second.state != Reread::State::read) return;
    auto said = frame->second.samples.find({v.sample.series, v.sample.time});
    if (said == frame->second.samples.end())
      return flaw(kValuesFile,
                  fmt::format("{}: frame {} says nothing of it", where(), v.sample.frame));
    if (said->second.value != v.sample.value || said->second.mark != v.sample.mark)
      return flaw(kValuesFile, fmt::format("{}: {} {}, and frame {} says {} {}", where(),
                                           v.sample.value, letter(v.sample.mark), v.sample.frame,
                                           said->second.value, letter(said->second.mark)));
    ++out_.traced;
  }

  void check_verdicts(const Matter& m) {
    auto reckoned = reckon(m);
    if (!reckoned) return flaw(kVerdictFile, reckoned.error().message());
    for (const auto& r : *reckoned) {
      ++out_.statistics;
      bool ours = r.kept && r.kept->origin == observe::Origin::derived;
      if (!r.agrees)
        flaw(kValuesFile, fmt::format("{} {} {}: kept as {}, made again it is {}", r.factor,
                                      r.statistic, iso(r.period.begin), r.kept->value,
                                      r.made.full ? fmt::format("{}", *r.made.full) : "nothing"));
      out_.remade += ours && r.agrees;
      if (!r.verdict || r.verdict->outcome == evaluate::Outcome::not_enough_data) continue;
      ++out_.judged;
      out_.exceeding += r.verdict->outcome == evaluate::Outcome::exceeds;
    }
    auto told = papers_.find(kVerdictFile);
    if (told == papers_.end()) return flaw(kVerdictFile, "is missing");
    if (told->second != verdict_json(*reckoned))
      flaw(kVerdictFile, "is not what the values and the law in this package give");
  }

  const PaperTexts& papers_;
  MatterCheck out_;
  std::map<observe::Seq, Reread> reread_;
  std::map<std::string, size_t> told_;
};

}  // namespace

bool has_matter(const PaperTexts& papers) {
  return papers.contains(kMatterFile);
}

MatterCheck check_matter(const PaperTexts& papers) {
  return MatterChecker(papers).run();
}

}  // namespace qs::app
