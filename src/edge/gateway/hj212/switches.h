// 设备开关: how one device deviates for good. Found by evidence, remembered, shown, never guessed
// from a single frame.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/time.h"
#include "edge/gateway/hj212/opened.h"

namespace qs::gateway::hj212 {

// What the length field of a device counts.
enum class LengthCount : uint8_t { bytes, characters, shifted, anything };

struct Switches {
  CrcVariant crc = CrcVariant::hj212;
  LengthCount length = LengthCount::bytes;
  int length_shift = 0;                      // announced minus real, when shifted
  bool gbk = false;                          // Chinese is GBK
  bool period_is_end = false;                // DataTime names the end of the period
  int minute_interval = 0;                   // minutes between two 2051 uploads; 0: not known
  std::set<std::string> aliases;             // spellings of factors other than the 2017 code
  std::map<std::string, std::string> units;  // factor as sent -> unit it must be in
  bool operator==(const Switches&) const = default;

  std::string json() const;
  static Switches from_json(std::string_view text);  // unknown or broken parts are left at default
};

inline constexpr int kEvidence = 3;       // frames in a row that must agree before a switch is set
inline constexpr int kUnitEvidence = 30;  // readings
inline constexpr size_t kMaxAliases = 64;

// Gathers evidence of one device and sets its switches.
class SwitchDetector {
 public:
  explicit SwitchDetector(Switches known = {}) : switches_(std::move(known)) {}

  const Switches& switches() const { return switches_; }
  // True once after a switch was set: the book has to remember them.
  bool take_changed() { return std::exchange(changed_, false); }

  // Is this check, this length this device's own? Refusal: not (yet).
  std::optional<Refusal> judge(const Cut& cut, const Opened& frame);
  // A statistic of `length` named `data_time` was sent when the device's clock said `sent`.
  void saw_period(Instant data_time, Instant sent, Millis length);
  // Two neighbouring minute statistics.
  void saw_minute(Instant data_time);
  void saw_alias(std::string_view factor);
  // A value as sent, in case its factor is one whose unit devices often get wrong.
  void saw_value(std::string_view factor, double sent);

 private:
  template <class T>
  void set(T& field, T value);
  std::optional<Refusal> judge_crc(CrcVariant sent);
  std::optional<Refusal> judge_length(const Cut& cut, bool in_characters);

  struct UnitEvidence {
    int for_other = 0, against = 0;
  };
  Switches switches_;
  bool changed_ = false;
  int crc_count_ = 0, length_count_ = 0, minute_count_ = 0;
  int end_score_ = 0;  // towards kEvidence: named by the end; towards -kEvidence: by the start
  CrcVariant crc_seen_ = CrcVariant::hj212;
  LengthCount length_seen_ = LengthCount::bytes;
  int shift_seen_ = 0, minutes_seen_ = 0;
  std::optional<Instant> last_minute_;
  std::map<std::string, UnitEvidence, std::less<>> units_seen_;
};

}  // namespace qs::gateway::hj212
