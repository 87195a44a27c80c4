// What a session of SQLite can compute about a row, for conditions that no index answers.
#pragma once

#include "edge/store/sqlite_session.h"

namespace qs::store::lite {

//   qs_found(asked, text, ...)   do the texts hold all that is asked (cut_question)?
//   qs_metres(place, lon, lat)   NULL without a place
//   qs_in_box(place, west, south, east, north), qs_in_area(place, geojson)
Result<void> add_functions(Session& db);

}  // namespace qs::store::lite
