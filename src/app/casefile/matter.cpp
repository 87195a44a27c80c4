#include "app/casefile/matter.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "app/casefile/law_json.h"
#include "app/casefile/read_json.h"
#include "base/csv.h"
#include "edge/gateway/hj212/base64.h"

namespace qs::app {
namespace {

using observe::Version;

constexpr size_t kMostSeries = 100;

std::string dumped(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string row_of(const std::vector<std::string>& cells) {
  std::string out;
  for (size_t i = 0; i < cells.size(); ++i) out += (i ? "," : "") + csv_field(cells[i]);
  return out + "\r\n";
}

// A person's decision stands over what is sent again, until the next decision.
const Version& standing_of(std::span<const Version> versions) {
  for (auto it = versions.rbegin(); it != versions.rend(); ++it)
    if (it->sample.origin == observe::Origin::audit) return *it;
  return versions.back();
}

// The versions of one value after the other; `versions` by time.
template <class Each>
void each_value(const std::vector<Version>& versions, Each each) {
  for (size_t from = 0; from < versions.size();) {
    auto to = from;
    while (to < versions.size() && versions[to].sample.time == versions[from].sample.time) ++to;
    each(std::span(versions).subspan(from, to - from));
    from = to;
  }
}

Json matter_json(const Matter& m) {
  auto series = Json::array();
  for (const auto& s : m.series)
    series.push_back({{"id", s.id},
                      {"site", s.key.site},
                      {"factor", s.key.factor},
                      {"cadence", observe::name(s.key.cadence)},
                      {"measure", observe::name(s.key.measure)},
                      {"scale", s.scale},
                      {"offset", s.offset},
                      {"sent_unit", s.sent_unit},
                      {"unit", s.unit}});
  return {{"format", 1},
          {"case", m.case_id},
          {"alert", m.alert},
          {"rule_zh", m.rule_zh},
          {"rule_en", m.rule_en},
          {"site", m.site},
          {"site_zh", m.site_zh},
          {"site_en", m.site_en},
          {"factor", m.factor},
          {"statistic", m.statistic},
          {"from", to_ms(m.span.from)},
          {"until", to_ms(m.span.until)},
          {"cut", m.cut},
          {"peak", or_null(m.peak)},
          {"threshold", or_null(m.threshold)},
          {"limit", m.limit},
          {"setting",
           {{"outlet", m.setting.outlet},
            {"reference_oxygen", or_null(m.setting.reference_oxygen)},
            {"flow", m.setting.flow},
            {"hour_from", observe::name(m.setting.hour_from)}}},
          {"series", series},
          {"devices", m.switches}};
}

std::string values_csv(const Matter& m) {
  std::string out(kUtf8Mark);
  out +=
      "series,factor,cadence,measure,time,time_ms,seq,value,mark,origin,stands,received,"
      "received_ms,by,reason,frame\r\n";
  for (const auto& s : m.series) {
    auto found = m.values.find(s.id);
    if (found == m.values.end()) continue;
    each_value(found->second, [&](std::span<const Version> versions) {
      const auto& stands = standing_of(versions);
      for (const auto& v : versions)
        out += row_of({std::to_string(s.id), s.key.factor, std::string(name(s.key.cadence)),
                       std::string(name(s.key.measure)), iso(from_ms(v.sample.time)),
                       std::to_string(v.sample.time), std::to_string(v.seq),
                       fmt::format("{}", v.sample.value), std::string(letter(v.sample.mark)),
                       std::string(name(v.sample.origin)), &v == &stands ? "1" : "",
                       iso(v.received), std::to_string(to_ms(v.received)), guarded(v.by),
                       guarded(v.reason), v.sample.frame ? std::to_string(v.sample.frame) : ""});
    });
  }
  return out;
}

std::string frames_csv(const Matter& m) {
  std::string out(kUtf8Mark);
  out += "frame,device,received,received_ms,size,sha256,sm3,bytes_base64\r\n";
  for (const auto& f : m.frames)
    out += row_of({std::to_string(f.seq), guarded(f.raw.device), iso(f.raw.received),
                   std::to_string(to_ms(f.raw.received)), std::to_string(f.raw.bytes.size()),
                   f.sha256, f.sm3, gateway::hj212::encode_base64(f.raw.bytes)});
  return out;
}

// ---- reading ----

template <class T>
Result<T> figure(const CsvTable& table, size_t row, std::string_view column) {
  auto cell = table.cell(row, column);
  T value{};
  auto [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (fault != std::errc{} || end != cell.data() + cell.size())
    return fail(fmt::format("'{}' is no figure", cell), table.place(row));
  return value;
}

observe::Mark mark_named(std::string_view letters) {
  for (auto mark = observe::Mark::normal; mark < observe::Mark::other;
       mark = static_cast<observe::Mark>(static_cast<int>(mark) + 1))
    if (observe::letter(mark) == letters) return mark;
  return observe::Mark::other;
}

std::optional<observe::Origin> origin_named(std::string_view name) {
  for (auto origin : {observe::Origin::device, observe::Origin::imported, observe::Origin::derived,
                      observe::Origin::calibrated, observe::Origin::audit})
    if (observe::name(origin) == name) return origin;
  return std::nullopt;
}

bool in_bounds(int64_t ms) {
  return ms >= to_ms(start_of(observe::kFirstDay)) && ms < to_ms(start_of(observe::kLastDay));
}

Result<void> read_values(const std::string& bytes, Matter& m) {
  auto table = CsvTable::parse(bytes, kValuesFile,
                               {"series", "time_ms", "seq", "value", "mark", "origin",
                                "received_ms", "by", "reason", "frame"});
  if (!table) return tl::unexpected(table.error());
  if (table->size() > kMostMatterValues)
    return fail("more values than a package takes", "values.csv");
  for (size_t row = 0; row < table->size(); ++row) {
    auto id = figure<observe::SeriesId>(*table, row, "series");
    auto time = figure<int64_t>(*table, row, "time_ms");
    auto seq = figure<observe::Seq>(*table, row, "seq");
    auto value = figure<double>(*table, row, "value");
    auto received = figure<int64_t>(*table, row, "received_ms");
    auto origin = origin_named(table->cell(row, "origin"));
    if (!id || !time || !seq || !value || !received || !origin)
      return fail("is no value", table->place(row));
    if (!in_bounds(*time) || !in_bounds(*received) || !is_figure(*value))
      return fail("is beyond all bounds", table->place(row));
    Version v;
    v.sample = {*id, mark_named(table->cell(row, "mark")), *origin, *time, *value, 0};
    if (!table->cell(row, "frame").empty()) {
      auto frame = figure<observe::Seq>(*table, row, "frame");
      if (!frame) return tl::unexpected(frame.error());
      v.sample.frame = *frame;
    }
    v.seq = *seq;
    v.received = from_ms(*received);
    v.by = unguarded(table->cell(row, "by"));
    v.reason = unguarded(table->cell(row, "reason"));
    m.values[*id].push_back(std::move(v));
  }
  for (auto& [id, versions] : m.values)
    std::ranges::sort(versions, {},
                      [](const Version& v) { return std::pair(v.sample.time, v.seq); });
  return {};
}

Result<void> read_frames(const std::string& bytes, Matter& m) {
  auto table = CsvTable::parse(bytes, kFramesFile,
                               {"frame", "device", "received_ms", "sha256", "sm3", "bytes_base64"});
  if (!table) return tl::unexpected(table.error());
  if (table->size() > kMostMatterFrames)
    return fail("more frames than a package takes", "frames.csv");
  for (size_t row = 0; row < table->size(); ++row) {
    auto seq = figure<observe::Seq>(*table, row, "frame");
    auto received = figure<int64_t>(*table, row, "received_ms");
    auto raw = gateway::hj212::decode_base64(table->cell(row, "bytes_base64"));
    if (!seq || !received || !raw || !in_bounds(*received))
      return fail("is no frame", table->place(row));
    m.frames.push_back(
        {*seq,
         {std::string(unguarded(table->cell(row, "device"))), from_ms(*received), *raw},
         std::string(table->cell(row, "sha256")),
         std::string(table->cell(row, "sm3"))});
  }
  std::ranges::sort(m.frames, {}, &MatterFrame::seq);
  return {};
}

Result<void> read_series(const Json& json, Matter& m) {
  const auto& list = list_at(json, "series");
  if (list.size() > kMostSeries) return fail("more series than a package takes", "matter.json");
  for (const auto& one : list) {
    auto id = integer_at(one, "id");
    auto cadence = observe::cadence_of(text_at(one, "cadence"));
    auto measure = observe::measure_of(text_at(one, "measure"));
    if (!id || *id < 1 || *id > std::numeric_limits<observe::SeriesId>::max() || !cadence ||
        !measure)
      return fail("a series is none", "matter.json");
    m.series.push_back({static_cast<observe::SeriesId>(*id),
                        {text_at(one, "site"), text_at(one, "factor"), *cadence, *measure},
                        number_at(one, "scale").value_or(1),
                        number_at(one, "offset").value_or(0),
                        text_at(one, "sent_unit"),
                        text_at(one, "unit")});
  }
  return {};
}

Result<void> read_matter(const Json& json, Matter& m) {
  if (number_at(json, "format") != 1.0) return fail("is of another format", "matter.json");
  m.case_id = text_at(json, "case");
  m.alert = text_at(json, "alert");
  m.rule_zh = text_at(json, "rule_zh");
  m.rule_en = text_at(json, "rule_en");
  m.site = text_at(json, "site");
  m.site_zh = text_at(json, "site_zh");
  m.site_en = text_at(json, "site_en");
  m.factor = text_at(json, "factor");
  m.statistic = text_at(json, "statistic");
  m.limit = text_at(json, "limit");
  m.cut = flag_at(json, "cut");
  m.peak = number_at(json, "peak");
  m.threshold = number_at(json, "threshold");
  auto from = integer_at(json, "from"), until = integer_at(json, "until");
  if (!from || !until || !in_bounds(*from) || !in_bounds(*until) || *until <= *from ||
      from_ms(*until) - from_ms(*from) > 2 * kLongestMatter)
    return fail("has no span of time", "matter.json");
  m.span = {from_ms(*from), from_ms(*until)};
  auto setting = json.find("setting");
  if (setting == json.end()) return fail("says nothing of the place", "matter.json");
  m.setting.outlet = flag_at(*setting, "outlet");
  m.setting.reference_oxygen = number_at(*setting, "reference_oxygen");
  m.setting.flow = flag_at(*setting, "flow");
  m.setting.hour_from =
      observe::cadence_of(text_at(*setting, "hour_from")).value_or(observe::Cadence::minute);
  auto devices = json.find("devices");
  if (devices != json.end() && devices->is_object())
    for (const auto& [mn, switches] : devices->items())
      if (switches.is_string()) m.switches.emplace(mn, switches.get<std::string>());
  return read_series(json, m);
}

}  // namespace

const MatterSeries* Matter::find(const observe::SeriesKey& key) const {
  auto it = std::ranges::find(series, key, &MatterSeries::key);
  return it == series.end() ? nullptr : &*it;
}

std::vector<observe::Sample> Matter::standing(observe::SeriesId id) const {
  std::vector<observe::Sample> out;
  if (auto found = values.find(id); found != values.end())
    each_value(found->second,
               [&](std::span<const Version> all) { out.push_back(standing_of(all).sample); });
  return out;
}

std::vector<exhibit::Paper> papers_of(const Matter& matter) {
  return {{std::string(kMatterFile), dumped(matter_json(matter))},
          {std::string(kLawFile), dumped(json_of(matter.law))},
          {std::string(kValuesFile), values_csv(matter)},
          {std::string(kFramesFile), frames_csv(matter)}};
}

Result<Matter> matter_of(const PaperTexts& papers) {
  auto text = [&](std::string_view name) -> Result<const std::string*> {
    auto it = papers.find(name);
    if (it == papers.end()) return fail("is missing", std::string(name));
    return &it->second;
  };
  Matter m;
  auto matter = text(kMatterFile);
  if (!matter) return tl::unexpected(matter.error());
  auto law = text(kLawFile);
  if (!law) return tl::unexpected(law.error());
  auto values = text(kValuesFile);
  if (!values) return tl::unexpected(values.error());
  auto frames = text(kFramesFile);
  if (!frames) return tl::unexpected(frames.error());
  if (auto done = read_matter(bounded_json(**matter), m); !done)
    return tl::unexpected(done.error());
  auto tables = law_of(bounded_json(**law));
  if (!tables) return tl::unexpected(tables.error());
  m.law = std::move(*tables);
  if (auto done = read_values(**values, m); !done) return tl::unexpected(done.error());
  if (auto done = read_frames(**frames, m); !done) return tl::unexpected(done.error());
  return m;
}

}  // namespace qs::app
