#include "app/casefile/reckoning.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/decimal.h"
#include "base/json.h"
#include "kernel/evaluate/compliance.h"
#include "kernel/observe/closing.h"

namespace qs::app {
namespace {

using observe::Method;
using observe::Sample;

// Figures of one machine read on another: the last bits may be of another library.
bool same(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

std::string shown(double value) {
  return fmt::format("{:.6g}", value);
}

class Reckoning {
 public:
  Reckoning(const Matter& matter, const standard::Library& library)
      : m_(matter), library_(library) {}

  Result<std::vector<Reckoned>> run() {
    auto limit = std::ranges::find(library_.tables().limits, m_.limit, &standard::Limit::id);
    if (limit != library_.tables().limits.end()) limit_ = &*limit;
    for (auto hour = Period::of(PeriodKind::hour, m_.span.from); hour.begin < m_.span.until;
         hour = hour.next())
      if (auto done = hour_of(hour); !done) return tl::unexpected(done.error());
    if (m_.statistic == observe::kDay)
      for (auto day = Period::of(PeriodKind::day, m_.span.from); day.begin < m_.span.until;
           day = day.next())
        if (auto done = add(observe::kDay, m_.factor, day); !done)
          return tl::unexpected(done.error());
    return std::move(out_);
  }

 private:
  Result<void> hour_of(Period hour) {
    auto method = method_at(m_.factor, hour.begin);
    if (!method) return tl::unexpected(method.error());
    if (!method->beside.empty())
      if (auto done = add(observe::kHour, std::string(method->beside), hour); !done) return done;
    if (auto done = add(observe::kHour, m_.factor, hour); !done) return done;
    return method->reference_oxygen ? add(observe::kZsHour, m_.factor, hour) : Result<void>{};
  }

  Result<Method> method_at(const std::string& code, Instant at) const {
    auto factor = library_.factor(code);
    if (!factor) return fail(fmt::format("the law knows no factor '{}'", code), "law.json");
    return observe::method_of(library_, *factor, day_of(at), m_.setting);
  }

  std::vector<Sample> parts(const std::string& factor, const observe::Need& need) const {
    auto series = m_.find({m_.site, factor, need.cadence, need.measure});
    auto all = series ? m_.standing(series->id) : std::vector<Sample>{};
    std::erase_if(all, [&](const Sample& s) { return !need.span.contains(from_ms(s.time)); });
    return all;
  }

  std::optional<Sample> kept_at(const observe::SeriesKey& home, Instant at) const {
    auto series = m_.find(home);
    if (!series) return std::nullopt;
    for (const auto& sample : m_.standing(series->id))
      if (sample.time == to_ms(at)) return sample;
    return std::nullopt;
  }

  // Nothing is said of a period that the package holds nothing of.
  Result<void> add(std::string_view statistic, const std::string& factor, Period period) {
    auto method = method_at(factor, period.begin);
    if (!method) return tl::unexpected(method.error());
    auto due = observe::due_of(statistic, period, *method);
    auto need = observe::need(due, *method);
    auto own = parts(factor, need);
    auto beside = need.beside ? parts(std::string(method->beside),
                                      {observe::Cadence::hour, observe::Measure::avg, need.span})
                              : std::vector<Sample>{};
    auto home = *observe::home(statistic, m_.site, factor);
    Reckoned r;
    r.factor = factor;
    r.statistic = statistic;
    r.period = period;
    r.kept = kept_at(home, period.begin);
    if (own.empty() && !r.kept) return {};
    r.made = observe::make(due, {own, beside, {}}, home, *method);
    if (r.kept && r.kept->origin == observe::Origin::derived && observe::counts(r.kept->mark))
      r.agrees = r.made.full && same(*r.made.full, r.kept->value);
    say(r, own, beside, *method);
    bool judged = factor == m_.factor && statistic == m_.statistic;
    if (judged && limit_) r.verdict = verdict(r, *method);
    out_.push_back(std::move(r));
    return {};
  }

  // What stands is judged: what a device or a person gave goes before what we make.
  evaluate::Verdict verdict(const Reckoned& r, const Method& method) const {
    auto s = r.made;
    if (r.kept) {
      observe::set_value(s, r.kept->value, method.places);
      bool ours = r.kept->origin == observe::Origin::derived;
      if (!ours || !observe::counts(r.kept->mark))
        s.mark = observe::counts(r.kept->mark) ? observe::Mark::normal : r.kept->mark;
    }
    if (s.statistic == observe::kZsHour) s.statistic = observe::kHour;
    return evaluate::judge(library_, s, *limit_);
  }

  static void say(Reckoned& r, std::span<const Sample> own, std::span<const Sample> beside,
                  const Method& method) {
    if (!r.made.full) {
      r.words_zh = fmt::format("有效 {}/{}，不足以计算", r.made.valid, r.made.due);
      r.words_en = fmt::format("{} of {} valid: nothing to make it of", r.made.valid, r.made.due);
      return;
    }
    auto value = shown(*r.made.full);
    if (r.statistic == observe::kZsHour && own.size() == 1 && beside.size() == 1) {
      r.words_zh = r.words_en =
          fmt::format("{} × ({} - {}) / ({} - {}) = {}", shown(own[0].value),
                      shown(method.ambient_oxygen), shown(*method.reference_oxygen),
                      shown(method.ambient_oxygen), shown(beside[0].value), value);
    } else if (r.statistic == observe::kDay && !beside.empty()) {
      r.words_zh = fmt::format("Σ(C·Q)/ΣQ，{} 对（应有 {}）= {}", r.made.valid, r.made.due, value);
      r.words_en =
          fmt::format("Σ(C·Q)/ΣQ of {} pairs ({} due) = {}", r.made.valid, r.made.due, value);
    } else {
      r.words_zh = fmt::format("{} 个值的均值（应有 {}）= {}", r.made.valid, r.made.due, value);
      r.words_en = fmt::format("mean of {} values ({} due) = {}", r.made.valid, r.made.due, value);
    }
  }

  const Matter& m_;
  const standard::Library& library_;
  const standard::Limit* limit_ = nullptr;
  std::vector<Reckoned> out_;
};

Json judged_json(const evaluate::Verdict& v) {
  return {{"value", or_null(v.value)}, {"outcome", name(v.outcome)},   {"multiple", v.multiple},
          {"limit", v.limit_id},       {"limit_value", v.limit_value}, {"standard", v.standard},
          {"clause", v.clause},        {"confidence", v.confidence}};
}

}  // namespace

Result<std::vector<Reckoned>> reckon(const Matter& matter) {
  standard::Faults faults;
  standard::Library library(matter.law, faults);
  if (faults.any()) return fail(faults.list.front().message(), std::string(kLawFile));
  return Reckoning(matter, library).run();
}

std::string verdict_json(const std::vector<Reckoned>& reckoned) {
  auto list = Json::array();
  for (const auto& r : reckoned) {
    Json one{{"factor", r.factor},
             {"statistic", r.statistic},
             {"from", iso(r.period.begin)},
             {"made",
              {{"value", or_null(r.made.value)},
               {"full", or_null(r.made.full)},
               {"due", r.made.due},
               {"received", r.made.received},
               {"valid", r.made.valid},
               {"mark", observe::letter(r.made.mark)}}},
             {"kept", nullptr},
             {"agrees", r.agrees},
             {"words_zh", r.words_zh},
             {"words_en", r.words_en},
             {"verdict", r.verdict ? judged_json(*r.verdict) : Json()}};
    if (r.kept)
      one["kept"] = {{"value", r.kept->value},
                     {"mark", observe::letter(r.kept->mark)},
                     {"origin", observe::name(r.kept->origin)}};
    list.push_back(std::move(one));
  }
  return Json{{"statistics", list}}.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace qs::app
