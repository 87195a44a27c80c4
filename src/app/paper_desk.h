// 文书: fills the pack's templates with records.
#pragma once

#include "app/pack.h"
#include "edge/service/papers.h"

namespace qs::app {

class PaperDesk : public service::Papers {
 public:
  // `drafts`: a folder for workbooks while they are written.
  explicit PaperDesk(const Pack& pack,
                     std::filesystem::path drafts = std::filesystem::temp_directory_path())
      : pack_(pack), drafts_(std::move(drafts)) {}

  std::vector<service::PaperOffer> of(const ledger::Record& record) const override;
  Result<service::MadePaper> make(const service::PaperAsked& asked) const override;
  Result<std::string> evidence_sheet(const ledger::Record& transfer,
                                     std::span<const exhibit::Item> items,
                                     const nlohmann::json& entries) const override;
  Result<std::string> story_sheet(const ledger::Record& transfer,
                                  const nlohmann::json& entries) const override;

 private:
  const PaperPlan* find(const ledger::Record& record, std::string_view paper) const;

  const Pack& pack_;
  std::filesystem::path drafts_;
};

}  // namespace qs::app
