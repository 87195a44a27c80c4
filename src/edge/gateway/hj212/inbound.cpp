#include "edge/gateway/hj212/inbound.h"

namespace qs::gateway::hj212 {

using observe::Cadence;

Inbound inbound(int command) {
  switch (command) {
    case 2011:
    case 2013:
    case 2021:
    case 2031:
    case 2041:
    case 2051:
    case 2052:
    case 2061:
    case 2062:
    case 2071:
    case 2072:
    case 2081:
    case 2111:
    case 3015:
    case 3019:
    case 3020:
      return Inbound::upload;
    case 1001:
    case 1011:
    case 1014:
    case 1021:
    case 1031:
    case 1041:
    case 1061:
    case 1063:
    case 3017:
    case 3018:
      return Inbound::parameter;
    case 1013:
    case 2012:
    case 2022:
    case 9015:
      return Inbound::notify;
    case 9011:
    case 9012:
    case 9013:
    case 9014:
      return Inbound::answer;
    default:
      return Inbound::unknown;
  }
}

std::optional<observe::Cadence> cadence_of(int command) {
  switch (command) {
    case 2011:
    case 2013:
    case 2021:
    case 2052:
      return Cadence::realtime;
    case 2051:
    case 2111:
      return Cadence::minute;
    case 2061:
      return Cadence::hour;
    case 2031:
    case 2041:
      return Cadence::day;
    default:
      return std::nullopt;
  }
}

}  // namespace qs::gateway::hj212
