// 禁烧通报: a bulletin of open burning, as it was issued, as an official paper.
#pragma once

#include "app/pack.h"
#include "edge/document/paper.h"

namespace qs::app {

inline constexpr std::string_view kBulletinKind = "burning_bulletin";

// Fault: what was kept is no bulletin.
Result<document::Paper> bulletin_paper(const Pack& pack, const ledger::Record& bulletin);

}  // namespace qs::app
