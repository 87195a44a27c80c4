#include "app/paper_desk.h"

#include "app/casefile/case_papers.h"
#include "app/paper_values.h"
#include "app/paper_workbook.h"
#include "app/transfer_paper.h"
#include "edge/document/docx_paper.h"
#include "edge/document/template.h"
#include "kernel/ledger/check.h"

namespace qs::app {
namespace {

constexpr const char* kDocx =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

bool is_of(const Pack& pack, const PaperPlan& paper, const ledger::Record& record) {
  if (paper.kind != record.kind) return false;
  if (paper.when && !ledger::holds(*paper.when, record.fields)) return false;
  auto kind = pack.kind(paper.kind);
  auto state = kind ? record.text(kind->state) : std::string();
  return paper.states.empty() ||
         std::find(paper.states.begin(), paper.states.end(), state) != paper.states.end();
}

// What people call the file: 行政处罚决定书-某环罚〔2026〕1号
std::string file_name(const PaperPlan& paper, const ledger::Kind& kind,
                      const ledger::Record& record) {
  auto title = record.text(kind.title);
  auto name = paper.offer.label_zh + "-" + (title.empty() ? record.id : title);
  for (auto& c : name)
    if (std::string_view("/\\:*?\"<>|\r\n\t").find(c) != std::string_view::npos) c = '_';
  return name;
}

std::string told(const document::Faults& faults) {
  std::string out;
  for (const auto& fault : faults) out += (out.empty() ? "" : "; ") + fault.message();
  return out;
}

}  // namespace

std::vector<service::PaperOffer> PaperDesk::of(const ledger::Record& record) const {
  std::vector<service::PaperOffer> out;
  for (const auto& paper : pack_.papers)
    if (is_of(pack_, paper, record)) out.push_back(paper.offer);
  return out;
}

const PaperPlan* PaperDesk::find(const ledger::Record& record, std::string_view paper) const {
  for (const auto& one : pack_.papers)
    if (one.id == paper && is_of(pack_, one, record)) return &one;
  return nullptr;
}

Result<service::MadePaper> PaperDesk::make(const service::PaperAsked& asked) const {
  auto paper = find(asked.record, asked.paper);
  if (!paper) return fail("this cannot be made of the record", asked.paper);
  auto name = file_name(*paper, *pack_.kind(paper->kind), asked.record);
  if (asked.format == "xlsx")
    return paper_workbook(*paper, asked.record, name, asked.at, drafts_)
        .map([&](std::string bytes) {
          return service::MadePaper{name + ".xlsx", kXlsx, std::move(bytes)};
        });
  auto values = paper_values(pack_, asked, *paper);
  if (paper->dossier)
    if (auto added = add_dossier(asked, values); !added) return tl::unexpected(added.error());
  auto docx = document::fill(paper->docx, values);
  if (!docx) return fail(told(docx.error()), paper->file);
  if (asked.format == "docx") return service::MadePaper{name + ".docx", kDocx, std::move(*docx)};
  auto pages = document::paper_of(std::move(*docx), name, asked.at);
  if (!pages) return tl::unexpected(pages.error());
  return document::pdf(*pages).map([&](std::string pdf) {
    return service::MadePaper{name + ".pdf", "application/pdf", std::move(pdf)};
  });
}

Result<std::string> PaperDesk::evidence_sheet(const ledger::Record& transfer,
                                              std::span<const exhibit::Item> items,
                                              const nlohmann::json& entries) const {
  return document::pdf(evidence_paper(transfer, items, entries));
}

Result<std::string> PaperDesk::story_sheet(const ledger::Record& transfer,
                                           const nlohmann::json& entries) const {
  return document::pdf(story_paper(pack_, transfer, entries));
}

Result<std::vector<exhibit::Paper>> PaperDesk::case_papers(
    const service::CaseFileAsked& asked) const {
  if (!collector_) return fail("there are no memories to read the case's data from", "case");
  return app::case_papers(*collector_, asked);
}

}  // namespace qs::app
