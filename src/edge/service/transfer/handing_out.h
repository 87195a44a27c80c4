// 封装留痕: a parcel is written, its digest put down as a record of the kind <of>_package, and
// handed out; each time it is.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "edge/service/route.h"
#include "exhibit/parcel.h"

namespace qs::service {

struct HandedOut {
  std::string of, id;  // the record that the parcel is of
  std::string called;  // by people
  std::string label;   // what the parcel is called
  bool personal = false;
};
Reply hand_out(Service::Room& room, const Call& call, const exhibit::Parcel& parcel,
               const HandedOut& what);
// Who took the parcels of a record, newest first: [{user, name, at, digest, size, files,
// personal}].
Maybe<nlohmann::json> handed_out(const Service::Room& room, std::string_view of,
                                 const std::string& id);
// story.json of entries as exhibit::chained.
exhibit::Paper story_of(std::string_view of, const std::string& id, const nlohmann::json& entries);

}  // namespace qs::service
