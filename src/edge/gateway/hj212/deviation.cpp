#include "edge/gateway/hj212/deviation.h"

namespace qs::gateway::hj212 {
namespace {

constexpr std::array<std::string_view, static_cast<size_t>(Deviation::kCount)> kDeviations{
    "crc_lower_case",
    "crc_modbus",
    "crc_modbus_swapped",
    "length_in_characters",
    "length_off",
    "line_feed_only",
    "line_end_doubled",
    "line_end_missing",
    "segment_over_1024",
    "gbk_text",
    "qn_missing",
    "qn_short",
    "flag_missing",
    "flag_of_other_edition",
    "split_without_numbers",
    "packet_number_irregular",
    "packets_share_qn",
    "st_irregular",
    "st_not_interaction",
    "mn_irregular",
    "password_irregular",
    "field_order",
    "field_case",
    "data_time_12_digits",
    "data_time_17_digits",
    "data_time_is_end",
    "comma_after_data_time",
    "comma_between_factors",
    "trailing_separator",
    "doubled_separator",
    "blank_in_item",
    "key_repeated",
    "key_misspelt",
    "key_private",
    "codes_of_two_editions",
    "factor_alias",
    "unit_suspected",
    "encrypted_before_2025",
    "cp_unclosed",
    "value_empty",
    "value_not_finite",
    "value_sentinel",
    "value_full_range",
    "sample_time_bad",
    "value_out_of_order",
    "clock_off"};

constexpr std::array<std::string_view, static_cast<size_t>(Refusal::kCount)> kRefusals{
    "garbage",
    "truncated",
    "crc_wrong",
    "crc_variant",
    "length_wrong",
    "empty",
    "encrypted",
    "mn_missing",
    "mn_unknown",
    "password_wrong",
    "command_missing",
    "command_unknown",
    "data_time_missing",
    "data_time_bad",
    "data_time_past",
    "data_time_future",
    "value_text",
    "value_sentinel",
    "value_not_finite",
    "value_empty",
    "factor_unknown",
    "packets_absurd",
    "packets_timeout",
    "too_many_pairs",
    "flood",
    "queue_full",
    "not_stored",
    "idle",
    "too_many_connections"};

static_assert(!kDeviations.back().empty() && !kRefusals.back().empty(), "a name is missing");

}  // namespace

std::string_view name(Deviation deviation) {
  return kDeviations[static_cast<size_t>(deviation)];
}

std::string_view name(Refusal refusal) {
  return kRefusals[static_cast<size_t>(refusal)];
}

}  // namespace qs::gateway::hj212
