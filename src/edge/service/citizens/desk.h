// 随手拍窗口: what holds the flood off, and how a report is called. Nothing here outlives a restart
// but what the seal's key makes again.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "edge/service/citizens/proof_of_work.h"
#include "edge/service/citizens/rate_guard.h"
#include "kernel/report/rules.h"

namespace qs::service {

// 查询号与查询码: made from the challenge that brought the report in, so that whoever asks again,
// because the answer was lost, gets the same ones. The code is kept as a digest only.
struct ReportName {
  std::string number;  // "S20261122-k7f3qz2p", also the record's id
  std::string code;    // "3v9k-x2mt-7hqd"
};
std::string code_digest(std::string_view number, std::string_view code);

class CitizenDesk {
 public:
  CitizenDesk(const Seal& seal, const report::Rules& rules);

  ReportName name_of(const Ticket& ticket) const;

  const ProofOfWork proof;
  RateGuard tries;  // anything that costs us something
  RateGuard filed;  // reports whose work was done

 private:
  const Seal& seal_;
};

}  // namespace qs::service
