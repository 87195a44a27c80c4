// 案情数据: the measured part of a case's evidence package, as plain data: what is needed to read
// the frames again, make the statistics again and judge them again without any store or pack.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "exhibit/parcel.h"
#include "kernel/observe/rules.h"
#include "kernel/observe/series_log.h"
#include "kernel/standard/library.h"

namespace qs::app {

inline constexpr std::string_view kMatterFile = "matter.json", kLawFile = "law.json",
                                  kValuesFile = "values.csv", kFramesFile = "frames.csv",
                                  kVerdictFile = "verdict.json", kDeviceFile = "device.json",
                                  kSealingFile = "sealing.json";
inline constexpr std::chrono::days kLongestMatter{7};  // of values, from the alert's begin
inline constexpr size_t kMostMatterValues = 60'000;    // versions
inline constexpr size_t kMostMatterFrames = 20'000;

// One series in it, and how what a device sends becomes its value.
struct MatterSeries {
  observe::SeriesId id = 0;
  observe::SeriesKey key;
  double scale = 1, offset = 0;  // kept = sent * scale + offset
  std::string sent_unit, unit;
};

struct MatterFrame {
  observe::Seq seq = 0;
  observe::RawFrame raw;
  std::string sha256, sm3;  // as the package says
};

struct Matter {
  std::string case_id, alert, rule_zh, rule_en;
  std::string site, site_zh, site_en, factor;
  std::string statistic;                  // that was judged, of observe/statistic.h
  Span span;                              // of the values
  bool cut = false;                       // the alert goes on beyond the span
  std::optional<double> peak, threshold;  // as the alert has them
  std::string limit;                      // id of the row in `law` that bound; empty: none
  observe::Setting setting;
  standard::Tables law;
  std::vector<MatterSeries> series;
  std::map<observe::SeriesId, std::vector<observe::Version>> values;  // by time, seq
  std::vector<MatterFrame> frames;                                    // by seq
  std::map<std::string, std::string> switches;  // of the devices, by MN: JSON object

  const MatterSeries* find(const observe::SeriesKey& key) const;
  // The standing versions of one series, by time; a person's decision stands over re-sent values.
  std::vector<observe::Sample> standing(observe::SeriesId id) const;
};

// matter.json, law.json, values.csv and frames.csv; the same matter gives the same bytes.
std::vector<exhibit::Paper> papers_of(const Matter& matter);
// Faults: a member is missing or does not say what it must, the law does not hold together, more
// than the bounds above.
using PaperTexts = std::map<std::string, std::string, std::less<>>;
Result<Matter> matter_of(const PaperTexts& papers);

}  // namespace qs::app
