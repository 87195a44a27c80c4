// 文书: fills the pack's templates with records.
#pragma once

#include "app/casefile/collecting.h"
#include "app/pack.h"
#include "edge/service/case_files.h"
#include "edge/service/papers.h"

namespace qs::app {

class PaperDesk : public service::Papers, public service::CaseFiles {
 public:
  // `drafts`: a folder for workbooks while they are written. `collector`: of the measured part of
  // a case; without one no case can be sealed.
  explicit PaperDesk(const Pack& pack,
                     std::filesystem::path drafts = std::filesystem::temp_directory_path(),
                     std::optional<Collector> collector = {})
      : pack_(pack), drafts_(std::move(drafts)), collector_(std::move(collector)) {}

  std::vector<service::PaperOffer> of(const ledger::Record& record) const override;
  Result<service::MadePaper> make(const service::PaperAsked& asked) const override;
  Result<std::string> evidence_sheet(const ledger::Record& transfer,
                                     std::span<const exhibit::Item> items,
                                     const nlohmann::json& entries) const override;
  Result<std::string> story_sheet(const ledger::Record& transfer,
                                  const nlohmann::json& entries) const override;
  Result<std::vector<exhibit::Paper>> case_papers(
      const service::CaseFileAsked& asked) const override;

 private:
  const PaperPlan* find(const ledger::Record& record, std::string_view paper) const;

  const Pack& pack_;
  std::filesystem::path drafts_;
  std::optional<Collector> collector_;
};

}  // namespace qs::app
