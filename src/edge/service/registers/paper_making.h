// 出具文书: a paper of a record, as one asker may see it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "edge/service/papers.h"
#include "edge/service/registers/view.h"

namespace qs::service {

struct PaperWish {
  std::string paper, format;  // its id; "docx", "pdf", "xlsx"
  Instant at;                 // what the paper calls now
};
// The paper as ?format= wants it, otherwise as docx. 404: it is not among the offers; 422: not in
// this format.
Maybe<PaperWish> wish_of(const Call& call, std::span<const PaperOffer> offers,
                         std::string_view paper);
// As docs/api.md shows what can be made.
nlohmann::json offer_json(const PaperOffer& offer);

// Whether they may make it has been asked. What it shows of people is written down. Faults: a
// memory's, those of Papers::make.
Maybe<MadePaper> make_paper(Service::Room& room, const Call& call, const View& view,
                            ledger::Record record, PaperWish wish);

}  // namespace qs::service
