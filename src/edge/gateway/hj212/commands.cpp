#include "edge/gateway/hj212/commands.h"

#include <fmt/format.h>

#include <algorithm>

#include "edge/gateway/hj212/letters.h"

namespace qs::gateway::hj212 {
namespace {

constexpr std::string_view kAccepted = "1";   // QnRtn
constexpr std::string_view kExecuted = "1";   // ExeRtn
constexpr std::string_view kNothing = "100";  // ExeRtn: no data for what was asked

const CommandRule* rule_of(std::string_view cn) {
  for (const auto& rule : command_rules())
    if (rule.cn == cn) return &rule;
  return nullptr;
}

std::string_view value_of(const Arguments& args, std::string_view key) {
  for (const auto& [name, value] : args)
    if (name == key) return value;
  return {};
}

// Separators would forge further items.
bool is_clean(std::string_view text) {
  return text.size() <= kMaxCp && text.find_first_of(";,&#=\r\n") == text.npos;
}

std::string qn_reason(std::string_view code) {
  constexpr std::array<std::string_view, 10> kWhy{"",       "",           "请求被拒绝", "PW错误",
                                                  "MN错误", "ST错误",     "Flag错误",   "QN错误",
                                                  "CN错误", "CRC校验错误"};
  int number = whole_number(code);
  auto why = number > 1 && number < 10 ? kWhy[static_cast<size_t>(number)] : "未知错误";
  return fmt::format("QnRtn={} {}", code, why);
}

std::string exe_reason(std::string_view code) {
  constexpr std::array<std::string_view, 7> kWhy{
      "", "", "执行失败原因未知", "命令请求条件错误", "通讯超时", "系统繁忙不能执行", "系统故障"};
  int number = whole_number(code);
  return fmt::format("ExeRtn={} {}", code,
                     number > 1 && number < 7 ? kWhy[static_cast<size_t>(number)] : "未知");
}

}  // namespace

std::string_view name(CommandState state) {
  constexpr std::array<std::string_view, 6> kNames{"queued", "sent",   "accepted",
                                                   "done",   "failed", "timeout"};
  return kNames[static_cast<size_t>(state)];
}

const std::vector<CommandRule>& command_rules() {
  static const std::vector<CommandRule> kRules{
      {"1000", "设置超时时间及重发次数", false, {"OverTime", "ReCount"}},
      {"1002", "设置数采仪MN编码", false, {"MN"}},
      {"1011", "提取现场机时间", false, {}},
      {"1012", "设置现场机时间", false, {}},
      {"1014", "下发新密钥", false, {"NewSK"}},
      {"1021", "提取污染物报警门限值", false, {"PolId"}},
      {"1022", "设置污染物报警门限值", false, {"PolId"}},
      {"1031", "提取上位机地址", false, {}},
      {"1032", "设置上位机地址", false, {}},
      {"1041", "提取数据上报时间", false, {}},
      {"1042", "设置数据上报时间", false, {"ReportTime"}},
      {"1061", "提取实时数据间隔", false, {}},
      {"1062", "设置实时数据间隔", false, {"RtdInterval"}},
      {"1063", "提取分钟数据间隔", false, {}},
      {"1064", "设置分钟数据间隔", false, {"MinInterval"}},
      {"1072", "设置现场机密码", false, {"NewPW"}},
      {"2011", "取污染物实时数据", false, {}},
      {"2012", "停止察看污染物实时数据", true, {}},
      {"2013", "取原始监测数据", false, {"BeginTime", "EndTime"}},
      {"2021", "取设备运行状态数据", false, {}},
      {"2022", "停止察看设备运行状态", true, {}},
      {"2031", "取污染物日历史数据", false, {"BeginTime", "EndTime"}},
      {"2041", "取设备运行时间日历史数据", false, {"BeginTime", "EndTime"}},
      {"2051", "取污染物分钟数据", false, {"BeginTime", "EndTime"}},
      {"2052", "取噪声单次测量数据", false, {"BeginTime", "EndTime"}},
      {"2061", "取污染物小时数据", false, {"BeginTime", "EndTime"}},
      {"2062", "取自动标样核查数据", false, {"BeginTime", "EndTime"}},
      {"2071", "取污染物报警记录", false, {"BeginTime", "EndTime"}},
      {"3011", "零点校准量程校准", false, {"PolId"}},
      {"3012", "即时采样", false, {"PolId"}},
      {"3013", "启动清洗/反吹", false, {"PolId"}},
      {"3014", "比对采样", false, {"PolId"}},
      {"3015", "超标留样", false, {}},
      {"3016", "设置采样时间周期", false, {"PolId", "CstartTime", "Ctime"}},
      {"3017", "提取采样时间周期", false, {"PolId"}},
      {"3018", "提取出样时间", false, {"PolId"}},
      {"3019", "提取设备唯一标识", false, {"PolId"}},
      {"3020", "提取现场机信息", false, {"InfoId"}},
      {"3021", "设置现场机参数", false, {"PolId", "InfoId"}},
      {"3022", "下发即时留样任务", false, {"PolId"}},
      {"3024", "启动标样核查", false, {"PolId"}}};
  return kRules;
}

CommandDesk::CommandDesk(Report report, Send send)
    : report_(std::move(report)), send_(std::move(send)) {}

Result<std::string> CommandDesk::enqueue(std::string_view mn, std::string_view cn, Arguments args,
                                         std::string_view who, Instant now) {
  const auto* rule = rule_of(cn);
  if (rule == nullptr) return fail(fmt::format("unknown command {}", cn), "cn");
  for (auto key : rule->needs)
    if (value_of(args, key).empty())
      return fail(fmt::format("{} needs {}", cn, key), std::string(key));
  for (const auto& [key, value] : args)
    if (!is_clean(key) || !is_clean(value)) return fail("separators are not allowed", key);
  Outcome outcome;
  std::string id;
  {
    std::lock_guard lock(mutex_);
    if (!lanes_.contains(mn) && lanes_.size() >= kMaxWaitingDevices)
      return fail("commands wait for too many devices");
    auto& lane = lanes_[std::string(mn)];
    if (lane.waiting.size() >= kMaxQueued)
      return fail(fmt::format("{} commands wait for this device already", kMaxQueued));
    Command command;
    command.id = id = fmt::format("{}-{}-{}", mn, to_ms(now), next_++);
    command.mn = mn;
    command.cn = cn;
    command.who = who;
    command.args = std::move(args);
    command.asked = now;
    outcome.reports.push_back(command);
    lane.waiting.push_back(std::move(command));
    if (lane.waiting.size() == 1) start(std::string(mn), lane, now, outcome);
  }
  carry_out(std::move(outcome), now);
  return id;
}

// The request of the first waiting command; used again for its re-sends.
void CommandDesk::start(const std::string& mn, Lane& lane, Instant now, Outcome& outcome) {
  if (lane.waiting.empty()) return;
  auto& command = lane.waiting.front();
  if (command.qn.empty()) {
    lane.last_qn = std::max(now, lane.last_qn + Millis{1});  // two requests never share a QN
    command.qn = compact_ms(lane.last_qn);
  }
  Composition request;
  request.qn = command.qn;
  request.cn = command.cn;
  request.mn = mn;
  request.answer = true;
  CpWriter cp;
  for (const auto& [key, value] : command.args) cp.add(key, value);
  if (command.cn == "1012" && value_of(command.args, "SystemTime").empty())
    cp.add("SystemTime", compact(now));
  request.cp = cp.take();
  lane.deadline = now + lane.over_time;
  outcome.sends.emplace_back(mn, std::move(request));
}

// What was sent is marked only after the send: a device that is away leaves the command queued.
void CommandDesk::carry_out(Outcome outcome, Instant now) {
  for (auto& [mn, request] : outcome.sends) {
    auto qn = request.qn;
    if (!send_(mn, std::move(request))) continue;
    std::lock_guard lock(mutex_);
    auto lane = lanes_.find(mn);
    if (lane == lanes_.end() || lane->second.waiting.empty()) continue;
    auto& command = lane->second.waiting.front();
    if (command.qn != qn) continue;
    ++command.sends;
    if (command.state != CommandState::queued) continue;
    command.state = CommandState::sent;
    lane->second.deadline = now + lane->second.over_time;
    outcome.reports.push_back(command);
  }
  for (const auto& command : outcome.reports) report_(command);
}

void CommandDesk::finish(const std::string& mn, Lane& lane, CommandState state, std::string reason,
                         Instant now, Outcome& outcome) {
  auto command = std::move(lane.waiting.front());
  lane.waiting.pop_front();
  command.state = state;
  command.reason = std::move(reason);
  command.ended = now;
  if (state == CommandState::done && command.cn == "1000") {
    lane.over_time =
        std::chrono::seconds{std::clamp(whole_number(value_of(command.args, "OverTime")), 1, 99)};
    lane.re_count = std::clamp(whole_number(value_of(command.args, "ReCount")), 1, 99);
  }
  outcome.reports.push_back(std::move(command));
  start(mn, lane, now, outcome);
}

void CommandDesk::online(const std::string& mn, Instant now) {
  Outcome outcome;
  {
    std::lock_guard lock(mutex_);
    auto lane = lanes_.find(mn);
    if (lane == lanes_.end() || lane->second.waiting.empty()) return;
    if (lane->second.waiting.front().state != CommandState::queued) return;
    start(mn, lane->second, now, outcome);
  }
  carry_out(std::move(outcome), now);
}

void CommandDesk::answered(const std::string& mn, const Segment& segment, Instant now) {
  Outcome outcome;
  {
    std::lock_guard lock(mutex_);
    auto at = lanes_.find(mn);
    if (at == lanes_.end() || at->second.waiting.empty()) return;
    auto& lane = at->second;
    auto& command = lane.waiting.front();
    if (command.state != CommandState::sent && command.state != CommandState::accepted) return;
    int cn = segment.command();
    bool ours = segment.qn == command.qn;
    bool asked_for = segment.cn == command.cn;  // data come under their own QN
    if (!ours && !asked_for) return;
    lane.deadline = now + lane.over_time;
    std::string result;
    for (const auto& pair : segment.pairs) {
      if (command.answers.size() < kMaxAnswers && (cn > 9000 || cn < 2000 || cn > 3000))
        command.answers.emplace_back(pair.key, pair.value);
      if (pair.key == "QnRtn" || pair.key == "ExeRtn") result = pair.value;
    }
    if (cn == 9011 && ours) {
      if (result == kAccepted && command.state == CommandState::sent) {
        command.state = CommandState::accepted;
        outcome.reports.push_back(command);
      } else if (result != kAccepted) {
        finish(mn, lane, CommandState::failed, qn_reason(result), now, outcome);
      }
    } else if (cn == 9012 && ours) {
      bool executed = result == kExecuted || result == kNothing;
      finish(mn, lane, executed ? CommandState::done : CommandState::failed,
             executed ? "" : exe_reason(result), now, outcome);
    } else if (cn == 9013 && ours && rule_of(command.cn)->notify) {
      finish(mn, lane, CommandState::done, "", now, outcome);
    }
  }
  carry_out(std::move(outcome), now);
}

void CommandDesk::expire(const std::string& mn, Lane& lane, Instant now, Outcome& outcome) {
  auto& command = lane.waiting.front();
  if (command.state == CommandState::queued) {
    if (now - command.asked > kMaxWait)
      finish(mn, lane, CommandState::timeout, "the device did not come in time", now, outcome);
    return;
  }
  if (now < lane.deadline) return;
  if (command.state == CommandState::sent && command.sends <= lane.re_count)
    return start(mn, lane, now, outcome);
  // After 9011 nothing is sent again (6.2: execution time-out).
  finish(mn, lane, CommandState::timeout,
         command.state == CommandState::sent ? "no 9011 or 9013" : "no 9012", now, outcome);
}

void CommandDesk::tick(Instant now) {
  Outcome outcome;
  {
    std::lock_guard lock(mutex_);
    for (auto& [mn, lane] : lanes_)
      if (!lane.waiting.empty()) expire(mn, lane, now, outcome);
    std::erase_if(lanes_, [](const auto& lane) {
      return lane.second.waiting.empty() && lane.second.re_count == 3 &&
             lane.second.over_time == std::chrono::seconds{10};
    });
  }
  carry_out(std::move(outcome), now);
}

std::vector<Command> CommandDesk::open(std::string_view mn) const {
  std::lock_guard lock(mutex_);
  auto lane = lanes_.find(mn);
  if (lane == lanes_.end()) return {};
  return {lane->second.waiting.begin(), lane->second.waiting.end()};
}

}  // namespace qs::gateway::hj212
