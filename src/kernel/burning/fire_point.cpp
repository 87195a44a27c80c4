#include "kernel/burning/fire_point.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "base/csv.h"
#include "base/digest.h"
#include "base/json.h"

namespace qs::burning {
namespace {

constexpr size_t kIdDigits = 16;
constexpr size_t kLongestName = 60;  // of a satellite, an instrument, a device
constexpr int kEventDepth = 6;       // of the JSON
constexpr Instant kEarliest{std::chrono::sys_days{std::chrono::year{2000} / 1 / 1}};
constexpr Instant kLatest{std::chrono::sys_days{std::chrono::year{2200} / 1 / 1}};
// What l, n and h are worth: as far as figures may be put to words.
constexpr std::array<std::pair<std::string_view, double>, 6> kWords{
    {{"l", 0.2}, {"low", 0.2}, {"n", 0.6}, {"nominal", 0.6}, {"h", 0.9}, {"high", 0.9}}};
constexpr std::array<std::string_view, 4> kBurns{"straw", "leaves", "refuse", "other"};

std::optional<double> number(std::string_view text) {
  double value = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size() ||
      !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::optional<LonLat> place_of(std::optional<double> lon, std::optional<double> lat) {
  if (!lon || !lat || std::abs(*lon) > 180 || std::abs(*lat) > 90) return std::nullopt;
  return LonLat{*lon, *lat};
}

// acq_date 2026-06-01 and acq_time 5, 05, 0605 or 06:05, both UTC.
std::optional<Instant> utc(std::string_view date, std::string_view time) {
  auto day = parse_day(date);
  std::string digits(time);
  std::erase(digits, ':');
  auto clock = number(digits);
  if (!day || !clock || digits.size() > 4 || digits.find_first_not_of("0123456789") != digits.npos)
    return std::nullopt;
  auto hhmm = static_cast<int>(*clock);
  if (hhmm / 100 > 23 || hhmm % 100 > 59) return std::nullopt;
  return Instant{std::chrono::sys_days(*day)} + std::chrono::hours(hhmm / 100) +
         std::chrono::minutes(hhmm % 100);
}

std::optional<double> confidence_of(std::string_view text) {
  for (const auto& [word, value] : kWords)
    if (text == word) return value;
  auto percent = number(text);
  if (!percent || *percent < 0 || *percent > 100) return std::nullopt;
  return *percent / 100;
}

bool is_name(std::string_view text) {
  return text.size() <= kLongestName && is_utf8(text) &&
         std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20; });
}

class Collector {
 public:
  explicit Collector(FirePoints& out) : out_(out) {}
  void refuse(size_t line, std::string text) {
    ++out_.refused_count;
    if (out_.refused.size() < kMostRefused) out_.refused.push_back({line, std::move(text)});
  }
  void add(size_t line, FirePoint point) {
    if (point.seen < kEarliest || point.seen > kLatest)
      return refuse(line, "is at no time of ours");
    out_.points.push_back(std::move(point));
  }

 private:
  FirePoints& out_;
};

class FirmsTable {
 public:
  explicit FirmsTable(const CsvTable& table) : table_(table) {}

  // Empty: the point was filled in.
  std::string read(size_t row, FirePoint& point) const {
    auto place = place_of(number(cell(row, "longitude")), number(cell(row, "latitude")));
    if (!place) return "latitude, longitude: no place";
    auto seen = utc(cell(row, "acq_date"), cell(row, "acq_time"));
    if (!seen) return "acq_date, acq_time: no time";
    point.place = *place;
    point.seen = *seen;
    point.found_by = "satellite";
    point.device = cell(row, "satellite");
    point.instrument = cell(row, "instrument");
    if (point.device.empty() || !is_name(point.device) || !is_name(point.instrument))
      return "satellite: no name";
    return read_more(row, point);
  }

 private:
  std::string_view cell(size_t row, std::string_view column) const {
    return table_.cell(row, column);
  }
  std::optional<double> either(size_t row, std::string_view one, std::string_view other) const {
    return number(table_.has(one) ? cell(row, one) : cell(row, other));
  }
  std::string read_more(size_t row, FirePoint& point) const {
    if (auto said = cell(row, "confidence"); !said.empty()) {
      auto confidence = confidence_of(said);
      if (!confidence) return "confidence: neither l, n, h nor 0 to 100";
      point.confidence = *confidence;
      point.said = said;
    }
    point.bright = either(row, "brightness", "bright_ti4");
    point.bright_31 = either(row, "bright_t31", "bright_ti5");
    point.scan = number(cell(row, "scan"));
    point.track = number(cell(row, "track"));
    point.frp = number(cell(row, "frp"));
    point.version = cell(row, "version");
    point.daynight = cell(row, "daynight");
    if (!is_name(point.version) || !is_name(point.daynight)) return "version: no name";
    return {};
  }

  const CsvTable& table_;
};

std::string text_of(const Json& event, const char* key) {
  auto it = event.find(key);
  return it != event.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::optional<double> number_of(const Json& event, const char* key) {
  auto it = event.find(key);
  if (it == event.end() || !it->is_number()) return std::nullopt;
  auto value = it->get<double>();
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::string read_event(const Json& event, FirePoint& point) {
  if (!event.is_object()) return "is no object";
  auto source = text_of(event, "source");
  if (source != "camera" && source != "drone") return "source: neither camera nor drone";
  auto place = place_of(number_of(event, "lon"), number_of(event, "lat"));
  if (!place) return "lon, lat: no place";
  auto at = number_of(event, "at");
  if (!at || *at < static_cast<double>(to_ms(kEarliest)) ||
      *at > static_cast<double>(to_ms(kLatest)))
    return "at: no time in ms";
  point.place = *place;
  point.seen = from_ms(static_cast<int64_t>(*at));
  point.found_by = source == "camera" ? "video" : "drone";
  point.device = text_of(event, "device");
  if (point.device.empty() || !is_name(point.device)) return "device: no name";
  if (auto sure = number_of(event, "confidence")) {
    if (*sure < 0 || *sure > 1) return "confidence: from 0 to 1";
    point.confidence = *sure;
    point.said = fmt::format("{}", *sure);
  }
  auto what = text_of(event, "what");
  if (std::find(kBurns.begin(), kBurns.end(), what) != kBurns.end()) point.what = what;
  return {};
}

}  // namespace

std::string FirePoint::id() const {
  auto whole = fmt::format("{}|{}|{}|{}|{:.5f}|{:.5f}", found_by, device, instrument, to_ms(seen),
                           place.lon, place.lat);
  return compact(seen).substr(0, 8) + "-" + sha256_hex(whole).substr(0, kIdDigits);
}

Result<FirePoints> firms_points(std::string_view csv) {
  auto table =
      CsvTable::parse(csv, "firms", {"latitude", "longitude", "acq_date", "acq_time", "satellite"});
  if (!table) return tl::unexpected(table.error());
  if (table->size() > kMostPoints)
    return fail(fmt::format("more than {} points", kMostPoints), "firms");
  FirePoints out;
  Collector collector(out);
  FirmsTable firms(*table);
  for (size_t row = 0; row < table->size(); ++row) {
    FirePoint point;
    auto fault = firms.read(row, point);
    if (fault.empty())
      collector.add(row + 2, std::move(point));  // the header is line 1
    else
      collector.refuse(row + 2, std::move(fault));
  }
  return out;
}

Result<FirePoints> event_points(std::string_view text) {
  bool too_deep = false;
  auto shallow = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > kEventDepth;
    return !too_deep;
  };
  auto json = Json::parse(text, shallow, false);
  auto events = json.is_object() ? json.find("events") : json.end();
  if (too_deep || !json.is_object() || events == json.end() || !events->is_array())
    return fail("is no list of events", "events");
  if (events->size() > kMostPoints)
    return fail(fmt::format("more than {} events", kMostPoints), "events");
  FirePoints out;
  Collector collector(out);
  for (size_t i = 0; i < events->size(); ++i) {
    FirePoint point;
    auto fault = read_event((*events)[i], point);
    if (fault.empty())
      collector.add(i + 1, std::move(point));
    else
      collector.refuse(i + 1, std::move(fault));
  }
  return out;
}

}  // namespace qs::burning
