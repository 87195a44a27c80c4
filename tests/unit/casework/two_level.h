// The two-level air warning in C++, for tests: street dispatch → handle → reply, district review.
#pragma once

#include <string>
#include <vector>

#include "kernel/casework/verbs.h"

namespace qs::casework {

using namespace std::chrono_literals;

inline Workflow two_level() {
  Workflow w;
  w.id = "air_two_level";
  w.name_zh = "空气质量两级预警处置";
  w.name_en = "Two-level air warning";
  w.limit = {24h, 0};
  w.rejoin = 6h;
  w.proof = {true, true};
  auto street = [](std::string id, std::string zh, Millis limit) {
    Step s{.id = id, .name_zh = zh, .name_en = id, .roles = {"street"}};
    s.own_area = s.on_duty = true;
    s.limit = {limit, 0};
    s.remind = {10min};
    s.escalate = {{0min, "district_duty"}, {1h, "admin"}};
    return s;
  };
  auto dispatch = street("dispatch", "待签收", 30min);
  dispatch.actions = {{"accept", "签收", "Accept", "handle"},
                      {"escalate", "请求支持", "Escalate", "", {true, false}}};
  auto handle = street("handle", "处置中", 2h);
  handle.actions = {{"handle", "处置", "Handle", "reply", {true, true}}};
  auto reply = street("reply", "待反馈", 1h);
  reply.actions = {{"reply", "反馈", "Reply", "review", {true, false}}};
  Step review{.id = "review", .name_zh = "待审核", .name_en = "Review", .roles = {"district_duty"}};
  review.limit = {4h, 0};
  review.actions = {{"return", "退回", "Return", "handle", {true, false}, "", true},
                    {"close", "办结", "Close", std::string(kClosed), {true, false}}};
  w.steps = {dispatch, handle, reply, review};
  return w;
}

}  // namespace qs::casework
