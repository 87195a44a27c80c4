// The handlers of the plan, for the route table.
#pragma once

#include "edge/service/route.h"

namespace qs::service {

// indicators.cpp
Reply get_plan_indicators(Service::Room& room, const Call& call);
Reply get_plan_indicator(Service::Room& room, const Call& call);
Reply get_public_indicators(Service::Room& room, const Call& call);
// changes.cpp
Reply get_plan_changes(Service::Room& room, const Call& call);
// targets.cpp
Reply get_plan_decomposition(Service::Room& room, const Call& call);
// bulletins.cpp
Reply post_plan_bulletin(Service::Room& room, const Call& call);
// issued_bulletins.cpp
Reply get_plan_bulletins(Service::Room& room, const Call& call);
Reply get_public_bulletins(Service::Room& room, const Call& call);
Reply get_public_bulletin_paper(Service::Room& room, const Call& call);
// street_sheet.cpp
Reply get_street_sheet(Service::Room& room, const Call& call);
// rankings.cpp
// Who reads the targets of the whole district reads how its streets are ranked.
bool reads_rankings(const Service::Room& room, const access::Actor& actor);
Reply get_rankings(Service::Room& room, const Call& call);
Reply get_ranking(Service::Room& room, const Call& call);
Reply post_ranking(Service::Room& room, const Call& call);
// assessments.cpp
Reply get_assessments(Service::Room& room, const Call& call);
Reply get_assessment(Service::Room& room, const Call& call);
Reply post_assessment(Service::Room& room, const Call& call);
Reply post_assessment_move(Service::Room& room, const Call& call);
// sheets.cpp
Reply get_sheet(Service::Room& room, const Call& call);
Reply post_sheet_tell(Service::Room& room, const Call& call);
Reply post_sheet_review(Service::Room& room, const Call& call);
Reply post_sheet_appeal(Service::Room& room, const Call& call);
Reply post_sheet_accept(Service::Room& room, const Call& call);
Reply post_sheet_reopen(Service::Room& room, const Call& call);
Reply post_appeal_answer(Service::Room& room, const Call& call);
// compensation.cpp
Reply get_compensation(Service::Room& room, const Call& call);
Reply post_compensation(Service::Room& room, const Call& call);
// yield.cpp
Reply get_yield(Service::Room& room, const Call& call);
Reply post_yield(Service::Room& room, const Call& call);
// tasks.cpp
Reply get_plan_tasks(Service::Room& room, const Call& call);

}  // namespace qs::service
