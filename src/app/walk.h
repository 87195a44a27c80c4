// 走查: a pack's own tests. A .walk file is sentences, one a line; # begins a comment.
//
//   reading SITE FACTOR DAY hours A-B value V UNIT
//       hour means of that day, as a device sends them; B may reach into the next days
//   reading SITE FACTOR TIME value V UNIT
//       one real-time value
//   at TIME
//       the clock moves on; all that is due is done
//   record KIND/ID FIELD=VALUE ...
//       a record as somebody would type it, over what stands; it may open a case
//   open WORKFLOW as ROLE [street=S] [unit=U] [due=TIME] "title"
//       by hand; the case is then called hand/WORKFLOW
//   act ROLE [of STREET-UNIT-OR-FIRM] VERB on CASE [with photo|document] [street=S] [unit=U]
//       [user=U] [units=U,U] [FIELD=VALUE ...] "text"
//       a photo is taken there and then
//   expect alert RULE SITE pending|firing|resolved|none
//   expect case CASE STEP [due +2h] | none
//       CASE: RULE SITE of an alert, KIND/ID of a record, or hand/WORKFLOW
//   expect record KIND/ID FIELD VALUE
//   expect AQI|water_class|noise_class|outlet_class SITE hour|day|month VALUE
//       at the last closed period
//   expect amount SITE FACTOR 2026-Q2|2026-05 capture|measured|substituted VALUE
//       of an outlet's quarter (flue gas) or month (waste water): a share, or kg to three decimals
//   expect value SITE FACTOR hour|zs_hour|day|month|... TIME VALUE
//       what stands for a statistic, to the factor's decimals; `none` where nothing counts
#pragma once

#include <filesystem>
#include <vector>

#include "app/pack.h"

namespace qs::app {

// Runs one file over empty memories; every expectation that does not hold, with file and line.
std::vector<Error> walk(const Pack& pack, const std::filesystem::path& file);

}  // namespace qs::app
