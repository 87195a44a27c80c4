#include "kernel/power/describe.h"

#include <fmt/format.h>

#include <map>

namespace qs::power {
namespace {

// {line} {device} {meter} {other} {order} are names; {for} is the duration.
struct Phrase {
  std::string_view zh, en;
};
const std::map<std::string, Phrase, std::less<>>& phrases() {
  static const std::map<std::string, Phrase, std::less<>> kPhrases{
      {"p1", {"{line}运行而{device}未开启{for}", "{line} runs while {device} is off{for}"}},
      {"p2", {"{device}后于{line}启动{for}", "{device} was started after {line}{for}"}},
      {"p3", {"{device}先于{line}停止{for}", "{device} was stopped before {line}{for}"}},
      {"p3.post_run",
       {"{line}停产后{device}延时运行不足", "{device} did not run on long enough after {line}"}},
      {"p4",
       {"{line}运行而{device}低负荷{for}", "{line} runs while {device} is under-loaded{for}"}},
      {"p5.stop", {"{order}期间{line}仍在运行{for}", "{line} runs during {order}{for}"}},
      {"p5.energy",
       {"{order}期间{line}用电超过减排要求", "{line} uses more energy than {order} allows"}},
      {"p6", {"{line}在许可时段以外运行{for}", "{line} runs outside its permitted hours{for}"}},
      {"p7.silent", {"{meter}没有数据{for}", "{meter} says nothing{for}"}},
      {"p7.logger", {"全部表计没有数据{for}", "All meters are silent{for}"}},
      {"p7.zero", {"{meter}三相电压为零{for}", "{meter}: no voltage on any phase{for}"}},
      {"p8.voltage", {"{meter}电压越限{for}", "{meter}: voltage out of range{for}"}},
      {"p8.phase", {"{meter}缺相运行{for}", "{meter}: a phase is lost while running{for}"}},
      {"p8.imbalance", {"{meter}三相电流不平衡{for}", "{meter}: unbalanced currents{for}"}},
      {"p9.back", {"{meter}电量倒走", "{meter}: the counter went back"}},
      {"p9.jump", {"{meter}电量突增", "{meter}: the counter jumped"}},
      {"p9.reset", {"{meter}电量清零", "{meter}: the counter began again"}},
      {"p9.rolled_over", {"{meter}电量满量程翻转", "{meter}: the counter rolled over"}},
      {"p9.swapped", {"{meter}与{other}电量互换", "{meter} and {other}: counters were swapped"}},
      {"p10", {"{line}在错峰时段运行{for}", "{line} runs in the staggered hours{for}"}},
      {"p11", {"停产期间{device}空转{for}", "{device} idles while nothing is produced{for}"}},
      {"p12",
       {"总表有负荷而{meter}显示停运，疑似旁路{for}",
        "The total sees a load while {meter} says off: perhaps by-passed{for}"}},
      {"p13", {"{meter}功率为负{for}", "{meter}: negative power{for}"}},
      {"p14",
       {"{meter}与{other}读数始终相同，疑似一设备两表",
        "{meter} and {other} always read the same: two meters on one device"}},
  };
  return kPhrases;
}

template <class Things>
std::string name_of(const Things& things, int index, std::string_view otherwise) {
  return index < 0 ? std::string(otherwise) : things[static_cast<size_t>(index)].name;
}

std::string local(Minute minute) {
  auto text = iso(instant_of(minute));
  return text.substr(5, 5) + ' ' + text.substr(11, 5);
}

std::string length_zh(const Finding& f) {
  return fmt::format("，{} 起{} {} 分钟", local(f.from), f.over ? "" : "已", f.until - f.from);
}
std::string length_en(const Finding& f) {
  return fmt::format(", from {} for {} min{}", local(f.from), f.until - f.from,
                     f.over ? "" : " so far");
}

std::string filled(std::string_view phrase, const std::map<std::string_view, std::string>& parts) {
  std::string out;
  for (size_t at = 0; at < phrase.size();) {
    auto open = phrase.find('{', at);
    out += phrase.substr(at, open - at);
    if (open == phrase.npos) break;
    auto close = phrase.find('}', open);
    out += parts.at(phrase.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return out;
}

}  // namespace

std::string aspect_key(const Finding& finding) {
  std::string key(name(finding.code));
  return finding.aspect.empty() ? key : key + '.' + std::string(finding.aspect);
}

Words sentence(const Plan& plan, const Finding& f) {
  const auto& phrase = phrases().at(aspect_key(f));
  std::map<std::string_view, std::string> parts{{"meter", name_of(plan.meters, f.meter, "")},
                                                {"other", name_of(plan.meters, f.other, "")}};
  auto fill = [&](std::string_view text, std::string_view line, std::string_view device,
                  std::string_view order, std::string length) {
    parts["line"] = name_of(plan.lines, f.line, line);
    parts["device"] = name_of(plan.devices, f.device, device);
    parts["order"] = name_of(plan.orders, f.order, order);
    parts["for"] = std::move(length);
    return filled(text, parts);
  };
  return {fill(phrase.zh, "生产线", "治理设施", "管控", length_zh(f)),
          fill(phrase.en, "the line", "the treatment", "the order", length_en(f))};
}

Words measured(const Finding& f) {
  auto percent = [](double share) { return fmt::format("{:.0f} %", share * 100); };
  switch (f.code) {
    case Code::p3:
      if (f.aspect.empty()) return {};
      return {fmt::format("停产后运行 {:.0f} 分钟，应不少于 {:.0f} 分钟", f.measured, f.bound),
              fmt::format("ran on for {:.0f} min, at least {:.0f} are due", f.measured, f.bound)};
    case Code::p4:
      return {
          fmt::format("负荷为平时的 {}，下限 {}", percent(f.measured), percent(f.bound)),
          fmt::format("{} of its usual load, {} at least", percent(f.measured), percent(f.bound))};
    case Code::p5:
      if (f.aspect != "energy") return {};
      return {fmt::format("当日用电 {:.1f} kWh，允许 {:.1f} kWh", f.measured, f.bound),
              fmt::format("{:.1f} kWh that day, {:.1f} kWh allowed", f.measured, f.bound)};
    case Code::p8:
      if (f.aspect == "voltage")
        return {fmt::format("电压 {:.1f} V，限值 {:.0f} V", f.measured, f.bound),
                fmt::format("{:.1f} V, limit {:.0f} V", f.measured, f.bound)};
      return {fmt::format("{}，限值 {}", percent(f.measured), percent(f.bound)),
              fmt::format("{}, limit {}", percent(f.measured), percent(f.bound))};
    case Code::p9:
      return {fmt::format("一次变化 {:+.2f} kWh，至多可能 {:.2f} kWh", f.measured, f.bound),
              fmt::format("changed by {:+.2f} kWh, {:.2f} kWh at most were possible", f.measured,
                          f.bound)};
    case Code::p12:
      return {fmt::format("表外负荷 {:.1f} kW，平时至多 {:.1f} kW", f.measured, f.bound),
              fmt::format("{:.1f} kW beyond all meters, usually {:.1f} kW at most", f.measured,
                          f.bound)};
    case Code::p13:
      return {fmt::format("最低 {:.1f} kW", f.measured),
              fmt::format("down to {:.1f} kW", f.measured)};
    case Code::p14:
      return {fmt::format("{} 的运行分钟读数相同", percent(f.measured)),
              fmt::format("the same in {} of the running minutes", percent(f.measured))};
    default:
      return {};
  }
}

}  // namespace qs::power
