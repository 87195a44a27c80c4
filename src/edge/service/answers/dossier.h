// 档案: what belongs to a record, for its page and for its sheet.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "edge/service/registers/view.h"

namespace qs::service {

// As the asker may see it. 404: there are no dossiers of this kind.
Maybe<nlohmann::json> dossier_json(Service::Room& room, const Call& call, const View& view,
                                   const ledger::Record& subject);
bool has_dossier(const Service::Room& room, std::string_view kind);

}  // namespace qs::service
