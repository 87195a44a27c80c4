// Records of several kinds as one asker finds them, each kind looked up once.
#pragma once

#include <map>

#include "edge/service/registers/view.h"

namespace qs::service {

class Views {
 public:
  Views(const Service::Room& room, const access::Actor& actor) : room_(room), actor_(actor) {}
  // nullptr: nothing of this kind is for the asker.
  const View* of(std::string_view kind);

 private:
  const Service::Room& room_;
  const access::Actor& actor_;
  std::map<std::string, std::optional<View>, std::less<>> views_;
};

// Those of these ids that the asker reaches, by id, as they are shown to them. At most kMaxPage.
Maybe<std::map<std::string, ledger::Record>> shown_records(const Service::Room& room,
                                                           const View& view,
                                                           const std::vector<std::string>& ids);

}  // namespace qs::service
