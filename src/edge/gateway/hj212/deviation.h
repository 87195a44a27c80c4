// What is not as the standard says: deviations, accepted and counted, and refusals with a reason.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace qs::gateway::hj212 {

// 偏差: accepted, counted by kind and device.
enum class Deviation : uint8_t {
  crc_lower_case,
  crc_modbus,            // per-device switch
  crc_modbus_swapped,    // per-device switch: Modbus, low byte first
  length_in_characters,  // per-device switch
  length_off,            // per-device switch: off by a constant
  line_feed_only,
  line_end_doubled,
  line_end_missing,
  segment_over_1024,
  gbk_text,  // per-device switch
  qn_missing,
  qn_short,  // 14 digits
  flag_missing,
  flag_of_other_edition,    // 2017 codes under a 2005 Flag and so on
  split_without_numbers,    // D bit without PNUM and PNO
  packet_number_irregular,  // PNO before PNUM, or of another width
  packets_share_qn,
  st_irregular,        // not two characters
  st_not_interaction,  // an answer whose ST is not 91
  mn_irregular,        // neither 24 of 0-9A-F nor (2005) 14 digits
  password_irregular,  // not 6 characters
  field_order,         // header fields in another order
  field_case,          // "flag" for "Flag"
  data_time_12_digits,
  data_time_17_digits,
  data_time_is_end,  // per-device switch: named by the end of the period
  comma_after_data_time,
  comma_between_factors,
  trailing_separator,
  doubled_separator,  // ",;"
  blank_in_item,
  key_repeated,           // same factor and key twice
  key_misspelt,           // "LA-td"
  key_private,            // a suffix of no edition; kept in the raw frame
  codes_of_two_editions,  // 2005 and 2017 factor codes in one frame
  factor_alias,           // "O3", per-device switch
  unit_suspected,         // per-device switch
  encrypted_before_2025,
  cp_unclosed,  // no "&&" at the end
  value_empty,
  value_not_finite,
  value_sentinel,      // -9999 and its like
  value_full_range,    // 999.99, 9999: kept, marked over range
  sample_time_bad,     // no time, or one outside of what is accepted
  value_out_of_order,  // older than what the device sent before
  clock_off,           // device clock wrong by more than kClockTolerance
  kCount,
};

// 拒收: not kept. The sender is answered only where the standard has an answer.
enum class Refusal : uint8_t {
  garbage,
  truncated,
  crc_wrong,
  crc_variant,  // a Modbus CRC of a device not (yet) known for it
  length_wrong,
  empty,
  encrypted,  // and no key that opens it
  mn_missing,
  mn_unknown,  // quarantined
  password_wrong,
  command_missing,
  command_unknown,
  data_time_missing,
  data_time_bad,
  data_time_past,    // before kEarliest: 1970 or 2000 after a power loss
  data_time_future,  // more than kFutureTolerance ahead
  value_text,
  value_sentinel,
  value_not_finite,
  value_empty,
  factor_unknown,
  packets_absurd,
  packets_timeout,
  too_many_pairs,
  flood,
  queue_full,
  not_stored,
  idle,
  too_many_connections,
  kCount,
};

std::string_view name(Deviation deviation);  // "crc_lower_case"
std::string_view name(Refusal refusal);

// The deviations of one frame.
class Deviations {
 public:
  void add(Deviation d) { bits_ |= uint64_t{1} << static_cast<unsigned>(d); }
  bool has(Deviation d) const { return (bits_ >> static_cast<unsigned>(d) & 1) != 0; }
  bool none() const { return bits_ == 0; }
  void operator|=(Deviations other) { bits_ |= other.bits_; }
  template <class Visit>
  void each(Visit&& visit) const {
    for (unsigned i = 0; i < static_cast<unsigned>(Deviation::kCount); ++i)
      if ((bits_ >> i & 1) != 0) visit(static_cast<Deviation>(i));
  }

 private:
  uint64_t bits_ = 0;
};
static_assert(static_cast<unsigned>(Deviation::kCount) <= 64);

using DeviationCounts = std::array<uint64_t, static_cast<size_t>(Deviation::kCount)>;
using RefusalCounts = std::array<uint64_t, static_cast<size_t>(Refusal::kCount)>;

}  // namespace qs::gateway::hj212
