// 移送材料包的文书: the list of evidence and the story; the letter is a template of the pack.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>

#include "app/pack.h"
#include "edge/document/paper.h"
#include "exhibit/parcel.h"

namespace qs::app {

// `entries` as exhibit::chained; both papers are dated by the last one and name its digest.
document::Paper evidence_paper(const ledger::Record& transfer, std::span<const exhibit::Item> items,
                               const nlohmann::json& entries);
document::Paper story_paper(const Pack& pack, const ledger::Record& transfer,
                            const nlohmann::json& entries);

}  // namespace qs::app
