// 出具文书: a paper of a record, as one asker may see it.
#pragma once

#include "edge/service/papers.h"
#include "edge/service/registers/view.h"

namespace qs::service {

struct PaperWish {
  std::string paper, format;  // its id; "docx", "pdf", "xlsx"
  Instant at;                 // what the paper calls now
};
// Whether they may make it has been asked. What it shows of people is written down. Faults: a
// memory's, those of Papers::make.
Maybe<MadePaper> make_paper(Service::Room& room, const Call& call, const View& view,
                            ledger::Record record, PaperWish wish);

// Whether the paper is among the offers, in this format. 404: it is not; 422: not in this format.
Maybe<void> must_offer(std::span<const PaperOffer> offers, std::string_view paper,
                       std::string_view format);

}  // namespace qs::service
