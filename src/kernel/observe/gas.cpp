#include "kernel/observe/gas.h"

namespace qs::observe {

std::optional<double> at_reference_oxygen(double dry, double oxygen, double reference,
                                          double ambient) {
  if (oxygen <= 0 || oxygen >= ambient) return std::nullopt;
  return dry * (ambient - reference) / (ambient - oxygen);
}

Statistic converted_hour(std::span<const Sample> concentrations, std::span<const Sample> oxygen,
                         Period hour, const Method& method) {
  check(method.reference_oxygen.has_value(), "a factor that is converted");
  Statistic s;
  s.statistic = kZsHour;
  s.period = hour;
  s.due = 1;
  auto c = inside(concentrations, hour.span()), o = inside(oxygen, hour.span());
  if (c.empty()) return s;
  s.received = 1;
  if (!counts(c.front().mark)) s.mark = c.front().mark;
  auto amount = counted(c.front(), method.treatment);
  auto share = o.empty() ? std::nullopt : counted(o.front());
  if (!amount || !share) return s;
  set_value(s,
            at_reference_oxygen(*amount, *share, *method.reference_oxygen, method.ambient_oxygen),
            method.places);
  if (!s.value) return s;
  s.valid = 1;
  s.mark = Mark::normal;
  return s;
}

}  // namespace qs::observe
