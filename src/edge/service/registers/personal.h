// 读个人信息留痕: writes down who saw personal fields of which records: one note per user, record
// and day, one commit per answer; what is seen again within kSameReading is the same reading.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "edge/service/registers/view.h"

namespace qs::service {

inline constexpr std::string_view kPersonalReadKind = "personal_read";
inline constexpr std::chrono::minutes kSameReading{30};

// What one answer shows.
class PersonalReads {
 public:
  explicit PersonalReads(const Call& call) : call_(call) {}
  // Records of one kind as they will be shown.
  void see(const ledger::Kind& kind, std::span<const ledger::Record> shown);
  // A fault: nothing was written, so nothing may be shown.
  Maybe<void> write(Service::Room& room);

 private:
  Maybe<void> join_earlier(const Service::Room& room);
  const Call& call_;
  std::map<std::string, ledger::Fields> notes_;  // by id
};

}  // namespace qs::service
