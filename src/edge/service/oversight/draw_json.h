// Draws and plans as docs/api.md shows them, with a log-in and without.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "edge/service/oversight.h"
#include "edge/service/route.h"

namespace qs::service {

// The program's part; 404 when there is none.
Maybe<Oversight*> oversight_of(const Service::Room& room);
// All that anybody needs to repeat the draw; nobody's name to log in with.
nlohmann::json draw_json(const oversight::Rite& rite);
nlohmann::json draw_brief(const oversight::Rite& rite);
nlohmann::json plan_json(const ledger::Record& plan);
nlohmann::json law_json(const oversight::DrawLaw& law);
Maybe<std::vector<oversight::Rite>> newest_draws(const Service::Room& room, size_t most);
Maybe<oversight::Rite> find_draw(const Service::Room& room, const std::string& id);
Maybe<std::vector<ledger::Record>> plans_of(const Service::Room& room, int64_t year);

}  // namespace qs::service
