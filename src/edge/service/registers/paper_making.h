// 出具文书: a paper of a record, as one asker may see it.
#pragma once

#include "edge/service/papers.h"
#include "edge/service/registers/view.h"

namespace qs::service {

struct PaperWish {
  std::string paper, format;  // its id; "docx", "pdf"
  Instant at;                 // what the paper calls now
};
// ?format=, otherwise "docx". 422: papers are not made so.
Maybe<std::string> paper_format(const Call& call);

// Whether they may make it has been asked. What it shows of people is written down. Faults: a
// memory's, those of Papers::make.
Maybe<MadePaper> make_paper(Service::Room& room, const Call& call, const View& view,
                            ledger::Record record, PaperWish wish);

}  // namespace qs::service
