#include "edge/gateway/hj212/switches.h"

#include <algorithm>

#include "base/json.h"

namespace qs::gateway::hj212 {
namespace {

constexpr std::array<std::string_view, 4> kLengths{"bytes", "characters", "shifted", "anything"};
constexpr std::array<int, 11> kMinuteIntervals{1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30};  // HJ 212

// Units that loggers send in place of the usual one (practice, no law): all readings of many in a
// row lie where only the other unit makes sense. Ambient particles in ug/m3 are above 2 somewhen in
// kUnitEvidence readings; in mg/m3 they are never.
struct UnitTrap {
  std::string_view factor;
  double low, high;  // what the value looks like when it is in `unit`
  std::string_view unit;
};
constexpr std::array<UnitTrap, 8> kTraps{{{"a34001", 0.001, 2, "mg/m3"},
                                          {"a34002", 0.001, 2, "mg/m3"},
                                          {"a34004", 0.001, 2, "mg/m3"},
                                          {"a34005", 0.001, 2, "mg/m3"},
                                          {"a05024", 0.001, 1, "mg/m3"},
                                          {"a21005", 50, 1e5, "ug/m3"},
                                          {"w00000", 2000, 1e6, "m3/h"},
                                          {"a00000", 2000, 1e7, "m3/h"}}};

// Whether both may be the check of one device.
bool agree(CrcVariant one, CrcVariant other) {
  auto modbus = [](CrcVariant v) {
    return v == CrcVariant::modbus || v == CrcVariant::modbus_swapped ||
           v == CrcVariant::modbus_either;
  };
  bool either = one == CrcVariant::modbus_either || other == CrcVariant::modbus_either;
  return one == other || (either && modbus(one) && modbus(other));
}

}  // namespace

std::string Switches::json() const {
  Json json{{"crc", name(crc)},
            {"length", kLengths[static_cast<size_t>(length)]},
            {"encoding", gbk ? "gbk" : "utf-8"},
            {"period", period_is_end ? "end" : "start"},
            {"aliases", aliases},
            {"units", units}};
  if (length == LengthCount::shifted) json["length_shift"] = length_shift;
  if (minute_interval > 0) json["minute_interval"] = minute_interval;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Switches Switches::from_json(std::string_view text) {
  Switches s;
  auto json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return s;
  auto word = [&](const char* key) {
    auto at = json.find(key);
    return at != json.end() && at->is_string() ? at->get<std::string>() : std::string();
  };
  auto number = [&](const char* key) {
    auto at = json.find(key);
    return at != json.end() && at->is_number_integer() ? at->get<int>() : 0;
  };
  if (auto crc = crc_variant(word("crc")); crc && *crc != CrcVariant::wrong) s.crc = *crc;
  auto length = std::find(kLengths.begin(), kLengths.end(), word("length"));
  if (length != kLengths.end()) s.length = static_cast<LengthCount>(length - kLengths.begin());
  s.length_shift = number("length_shift");
  s.gbk = word("encoding") == "gbk";
  s.period_is_end = word("period") == "end";
  s.minute_interval = std::clamp(number("minute_interval"), 0, 60);
  if (json.contains("aliases") && json["aliases"].is_array())
    for (const auto& alias : json["aliases"])
      if (alias.is_string() && s.aliases.size() < kMaxAliases) s.aliases.insert(alias);
  if (json.contains("units") && json["units"].is_object())
    for (const auto& [factor, unit] : json["units"].items())
      if (unit.is_string()) s.units[factor] = unit;
  return s;
}

template <class T>
void SwitchDetector::set(T& field, T value) {
  if (field == value) return;
  field = std::move(value);
  changed_ = true;
}

std::optional<Refusal> SwitchDetector::judge_crc(CrcVariant sent) {
  if (sent == CrcVariant::wrong) return Refusal::crc_wrong;
  if (sent == CrcVariant::hj212 || agree(sent, switches_.crc)) {
    crc_count_ = 0;
    return std::nullopt;
  }
  crc_count_ = agree(sent, crc_seen_) ? crc_count_ + 1 : 1;
  if (crc_count_ == 1 || sent != CrcVariant::modbus_either) crc_seen_ = sent;
  if (crc_count_ < kEvidence || crc_seen_ == CrcVariant::modbus_either) return Refusal::crc_variant;
  set(switches_.crc, crc_seen_);
  return std::nullopt;
}

std::optional<Refusal> SwitchDetector::judge_length(const Cut& cut, bool in_characters) {
  int shift = cut.announced < 0 ? 0 : cut.announced - static_cast<int>(cut.segment.size());
  auto count = in_characters       ? LengthCount::characters
               : cut.announced < 0 ? LengthCount::anything
                                   : LengthCount::shifted;
  if (count == switches_.length &&
      (count != LengthCount::shifted || shift == switches_.length_shift))
    return std::nullopt;
  bool again = count == length_seen_ && shift == shift_seen_;
  length_count_ = again ? length_count_ + 1 : 1;
  length_seen_ = count;
  shift_seen_ = shift;
  if (length_count_ < kEvidence) return Refusal::length_wrong;
  set(switches_.length, count);
  set(switches_.length_shift, count == LengthCount::shifted ? shift : 0);
  return std::nullopt;
}

std::optional<Refusal> SwitchDetector::judge(const Cut& cut, const Opened& frame) {
  if (auto refusal = judge_crc(frame.crc)) return refusal;
  if (frame.encoding == Encoding::gbk) set(switches_.gbk, true);
  if (cut.length_ok()) {
    length_count_ = 0;
    return std::nullopt;
  }
  return judge_length(cut, frame.segment.deviations.has(Deviation::length_in_characters));
}

void SwitchDetector::saw_period(Instant data_time, Instant sent, Millis length) {
  auto age = sent - data_time;
  if (age < -std::chrono::minutes{1} || age > 2 * length) return;  // buffered or without a clock
  // A period named by its beginning cannot be sent before it is over.
  end_score_ = std::clamp(end_score_ + (age < length ? 1 : -1), -kEvidence, kEvidence);
  if (end_score_ == kEvidence) set(switches_.period_is_end, true);
  if (end_score_ == -kEvidence) set(switches_.period_is_end, false);
}

void SwitchDetector::saw_minute(Instant data_time) {
  if (last_minute_ && *last_minute_ < data_time) {
    auto step = std::chrono::duration_cast<std::chrono::minutes>(data_time - *last_minute_);
    int minutes = static_cast<int>(std::min<int64_t>(step.count(), 1000));
    bool known = std::find(kMinuteIntervals.begin(), kMinuteIntervals.end(), minutes) !=
                 kMinuteIntervals.end();
    minute_count_ = known && minutes == minutes_seen_ ? minute_count_ + 1 : 1;
    minutes_seen_ = minutes;
    if (known && minute_count_ >= kEvidence) set(switches_.minute_interval, minutes);
  }
  if (!last_minute_ || *last_minute_ < data_time) last_minute_ = data_time;
}

void SwitchDetector::saw_alias(std::string_view factor) {
  if (switches_.aliases.size() >= kMaxAliases) return;
  if (switches_.aliases.insert(std::string(factor)).second) changed_ = true;
}

void SwitchDetector::saw_value(std::string_view factor, double sent) {
  auto trap = std::find_if(kTraps.begin(), kTraps.end(),
                           [&](const UnitTrap& t) { return t.factor == factor; });
  if (trap == kTraps.end() || sent == 0) return;
  auto at = units_seen_.find(factor);
  if (at == units_seen_.end()) at = units_seen_.emplace(std::string(factor), UnitEvidence{}).first;
  bool other = sent >= trap->low && sent <= trap->high;
  auto& evidence = at->second;
  evidence.for_other = other ? std::min(evidence.for_other + 1, kUnitEvidence) : 0;
  evidence.against = other ? 0 : std::min(evidence.against + 1, kEvidence);
  bool known = switches_.units.contains(std::string(factor));
  if (!known && evidence.for_other == kUnitEvidence) {
    switches_.units.emplace(factor, trap->unit);
    changed_ = true;
  } else if (known && evidence.against == kEvidence) {
    switches_.units.erase(std::string(factor));
    changed_ = true;
  }
}

}  // namespace qs::gateway::hj212
