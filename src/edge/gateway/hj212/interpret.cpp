#include "edge/gateway/hj212/interpret.h"

#include "edge/gateway/hj212/charset.h"
#include "edge/gateway/hj212/inbound.h"
#include "edge/gateway/hj212/letters.h"
#include "edge/gateway/hj212/number.h"

namespace qs::gateway::hj212 {
namespace {

using observe::Cadence;
using observe::Mark;
using observe::Measure;

// A factor code of the 2017 edition: letter and five digits.
bool is_2017_code(std::string_view factor) {
  if (factor.size() != 6 || (factor[0] != 'a' && factor[0] != 'w')) return false;
  for (char c : factor.substr(1))
    if (!is_digit(c)) return false;
  return true;
}

// A factor code of the 2005 edition: 011, B01, S02, 02.
bool is_2005_code(std::string_view factor) {
  if (factor.size() < 2 || factor.size() > 3) return false;
  bool letter = factor.size() == 3 && (factor[0] == 'B' || factor[0] == 'S');
  for (char c : factor.substr(letter ? 1 : 0))
    if (!is_digit(c)) return false;
  return true;
}

std::optional<Measure> measure_of(Aspect aspect, Cadence cadence) {
  switch (aspect) {
    case Aspect::rtd:
      return Measure::rtd;
    case Aspect::avg:
      return Measure::avg;
    case Aspect::min:
      return Measure::min;
    case Aspect::max:
      return Measure::max;
    case Aspect::cou:
      return Measure::cou;
    case Aspect::zs_rtd:
      return Measure::zs_rtd;
    case Aspect::zs_avg:
      return Measure::zs_avg;
    case Aspect::zs_min:
      return Measure::zs_min;
    case Aspect::zs_max:
      return Measure::zs_max;
    case Aspect::run_state:
      return Measure::state;
    case Aspect::run_time:
      return Measure::run_time;
    case Aspect::data:
      return cadence == Cadence::realtime ? Measure::rtd : Measure::avg;
    case Aspect::day_data:
    case Aspect::night_data:
      return Measure::avg;
    default:
      return std::nullopt;
  }
}

// The day and night levels of noise are factors of their own (annex B.3: Ld, Ln).
std::string_view factor_of(const Key& key) {
  bool level = key.factor == "LA" || key.factor == "Leq";
  if (key.aspect == Aspect::day_data && level) return "Ld";
  if (key.aspect == Aspect::night_data && level) return "Ln";
  return key.factor;
}

bool only_nines(std::string_view digits) {
  size_t nines = 0;
  for (char c : digits) {
    if (c == '9')
      ++nines;
    else if (c != '.' && c != '0')
      return false;
  }
  return nines >= 3;
}

// -9999 and its like: a maker's word for "nothing".
bool is_sentinel(double value, std::string_view text) {
  return value <= -99 && only_nines(text.substr(text.find('-') + 1));
}

// 999.99, 9999: an instrument at the end of its range, or a maker's word for "nothing".
bool is_full_range(double value, std::string_view text) {
  return value >= 999 && only_nines(text);
}

class Reader {
 public:
  Reader(const Segment& segment, const FrameContext& context, SwitchDetector& detector,
         const ChannelOf& channel, Interpretation& out)
      : segment_(segment), context_(context), detector_(detector), channel_(channel), out_(out) {}

  void read() {
    out_.deviations |= segment_.deviations;
    command_ = segment_.command();
    auto cadence = cadence_of(command_);
    cadence_ = cadence.value_or(Cadence::realtime);
    if (inbound(command_) == Inbound::parameter) return read_parameters();
    find_marks();
    if (!find_time()) return;
    for (const auto& pair : segment_.pairs) read_pair(pair, cadence.has_value());
    judge_codes();
  }

 private:
  struct FactorMark {
    std::string_view factor;
    Mark mark;
  };

  // First pass: the time and the marks, which may stand behind their values.
  void find_marks() {
    std::string_view last;
    for (const auto& pair : segment_.pairs) {
      auto key = split_key(pair.key);
      if (key.aspect == Aspect::none) {
        if (pair.key == "DataTime") data_time_ = pair.value;
        after_time_ = pair.key == "DataTime";
        continue;
      }
      if (pair.separator == ',' && after_time_)
        out_.deviations.add(Deviation::comma_after_data_time);
      else if (pair.separator == ',' && !last.empty() && last != key.factor)
        out_.deviations.add(Deviation::comma_between_factors);
      after_time_ = false;
      last = key.factor;
      if (key.aspect == Aspect::flag && marks_.size() < kMaxFactors)
        marks_.push_back({key.factor, observe::mark_of(pair.value)});
    }
  }

  bool refuse(Refusal refusal) {
    out_.refused = refusal;
    return false;
  }

  bool find_time() {
    std::optional<Instant> time = context_.inherited_time;
    if (!data_time_.empty()) {
      if (data_time_.size() == 12) out_.deviations.add(Deviation::data_time_12_digits);
      if (data_time_.size() == 17) out_.deviations.add(Deviation::data_time_17_digits);
      time = parse_compact(data_time_);
      if (!time) return refuse(Refusal::data_time_bad);
    }
    if (!time) return refuse(Refusal::data_time_missing);
    if (*time < start_of(kEarliest)) return refuse(Refusal::data_time_past);
    if (*time > context_.received + kFutureTolerance) return refuse(Refusal::data_time_future);
    out_.data_time = time;
    out_.time = beginning(*time);
    return true;
  }

  Millis interval() const {
    using namespace std::chrono;
    switch (cadence_) {
      case Cadence::minute:
        return command_ == 2111 ? minutes{5} : minutes{detector_.switches().minute_interval};
      case Cadence::hour:
        return hours{1};
      case Cadence::day:
        return days{1};
      default:
        return Millis{0};
    }
  }

  Instant beginning(Instant named) {
    if (cadence_ == Cadence::realtime) return named;
    if (command_ == 2051) detector_.saw_minute(named);
    auto sent = segment_.qn ? parse_compact(*segment_.qn) : std::nullopt;
    if (sent && interval() > Millis{0}) detector_.saw_period(named, *sent, interval());
    if (!detector_.switches().period_is_end) return named;
    out_.deviations.add(Deviation::data_time_is_end);
    return named - interval();
  }

  Mark mark_for(std::string_view factor) const {
    for (const auto& mark : marks_)
      if (mark.factor == factor) return mark.mark;
    return Mark::normal;
  }

  void read_pair(const Pair& pair, bool statistics) {
    auto key = split_key(pair.key);
    if (key.misspelt) out_.deviations.add(Deviation::key_misspelt);
    switch (key.aspect) {
      case Aspect::none:
        if (pair.key == "RestartTime")
          note("restart", "RestartTime", pair.value);
        else if (pair.key == "VaseNo")
          note("sample", "VaseNo", pair.value);
        else if (pair.key != "DataTime" && !statistics)
          note("parameter", pair.key, pair.value);
        return;
      case Aspect::flag:
      case Aspect::eflag:
        return;
      case Aspect::sample_time:
        return sampled(key.factor, pair);
      case Aspect::info:
        return note(is_log(key.factor) ? "log" : "parameter", key.factor, pair.value);
      case Aspect::serial:
        return note("parameter", key.factor, pair.value);
      case Aspect::check:
        return note("check", pair.key, pair.value);
      case Aspect::alarm:
      case Aspect::limit:
        return note("alarm", pair.key, pair.value);
      case Aspect::unknown:
        out_.deviations.add(Deviation::key_private);
        return;
      default:
        break;
    }
    if (command_ == 2071 || command_ == 2072) return note("alarm", pair.key, pair.value);
    if (statistics) read_value(key, pair.value);
  }

  // 采样时间: when the sample was taken whose value the analyser repeats until the next one. Kept
  // as one note at that time, however often it is repeated.
  void sampled(std::string_view factor, const Pair& pair) {
    auto at = parse_compact(pair.value);
    bool fits = at && *at >= start_of(kEarliest) && *at <= context_.received + kFutureTolerance;
    if (!fits) return out_.deviations.add(Deviation::sample_time_bad);
    out_.notes.push_back({std::string(context_.device), to_ms(*at), "sample",
                          to_utf8(std::string(factor)), std::string(pair.key)});
  }

  // Information codes: i + device class + 1 is a log (annex B, device information).
  static bool is_log(std::string_view code) {
    return code.size() >= 3 && code[0] == 'i' && code[2] == '1';
  }

  void note(std::string_view kind, std::string_view code, std::string_view text) {
    auto time = out_.time.value_or(context_.received);
    auto utf8 = to_utf8(text, detector_.switches().gbk);
    if (utf8.size() > kMaxNoteText) utf8.resize(kMaxNoteText);
    out_.notes.push_back({std::string(context_.device), to_ms(time), std::string(kind),
                          std::string(code), to_utf8(utf8)});
  }

  void read_value(const Key& key, std::string_view text) {
    auto mark = mark_for(key.factor);
    auto number = parse_number(text);
    auto refuse_value = [&](Refusal why, Deviation deviation) {
      // A device that says "fault" or "no data" need not send a value.
      bool said = mark != Mark::normal && !observe::counts(mark);
      out_.deviations.add(deviation);
      if (!said) out_.value_refusals.push_back(why);
    };
    switch (number.kind) {
      case NumberKind::empty:
        return refuse_value(Refusal::value_empty, Deviation::value_empty);
      case NumberKind::not_finite:
        return refuse_value(Refusal::value_not_finite, Deviation::value_not_finite);
      case NumberKind::text:
        out_.value_refusals.push_back(Refusal::value_text);
        return;
      case NumberKind::number:
        break;
    }
    if (is_sentinel(number.value, text))
      return refuse_value(Refusal::value_sentinel, Deviation::value_sentinel);
    if (is_full_range(number.value, text)) {
      out_.deviations.add(Deviation::value_full_range);
      if (mark == Mark::normal) mark = Mark::over_range;
    }
    keep(key, number.value, mark);
  }

  void keep(const Key& key, double value, Mark mark) {
    auto measure = measure_of(key.aspect, cadence_);
    auto factor = factor_of(key);
    auto bound = channel_(factor, cadence_, *measure);
    if (!bound) {
      out_.value_refusals.push_back(Refusal::factor_unknown);
      return;
    }
    see_factor(factor);
    const auto& units = detector_.switches().units;
    if (!units.empty() && units.contains(std::string(factor)))
      out_.deviations.add(Deviation::unit_suspected);
    if (cadence_ != Cadence::day && measure != Measure::cou) detector_.saw_value(factor, value);
    for (auto& sample : out_.samples)
      if (sample.series == bound->series) out_.deviations.add(Deviation::key_repeated);
    observe::Sample sample;
    sample.series = bound->series;
    sample.mark = mark;
    sample.time = to_ms(*out_.time);
    sample.value = value * bound->scale + bound->offset;
    out_.samples.push_back(sample);
  }

  void see_factor(std::string_view factor) {
    if (is_2017_code(factor)) {
      new_codes_ = true;
    } else if (is_2005_code(factor)) {
      old_codes_ = true;
    } else if (factor.size() < 5 && factor != "LA" && !factor.starts_with('L')) {
      out_.deviations.add(Deviation::factor_alias);
      detector_.saw_alias(factor);
    }
  }

  void judge_codes() {
    if (old_codes_ && new_codes_) out_.deviations.add(Deviation::codes_of_two_editions);
    bool old_flag = segment_.flags().dialect() == Dialect::hjt2005;
    if (segment_.flag && (old_flag ? new_codes_ && !old_codes_ : old_codes_ && !new_codes_))
      out_.deviations.add(Deviation::flag_of_other_edition);
  }

  void read_parameters() {
    for (const auto& pair : segment_.pairs) note("parameter", pair.key, pair.value);
  }

  const Segment& segment_;
  const FrameContext& context_;
  SwitchDetector& detector_;
  const ChannelOf& channel_;
  Interpretation& out_;
  int command_ = -1;
  Cadence cadence_ = Cadence::realtime;
  std::string_view data_time_;
  bool after_time_ = false, old_codes_ = false, new_codes_ = false;
  std::vector<FactorMark> marks_;
};

}  // namespace

void interpret(const Segment& segment, const FrameContext& context, SwitchDetector& detector,
               const ChannelOf& channel, Interpretation& out) {
  out = Interpretation{};
  if (segment.pairs.size() >= kMaxPairs) {
    out.refused = Refusal::too_many_pairs;
    return;
  }
  Reader(segment, context, detector, channel, out).read();
}

}  // namespace qs::gateway::hj212
