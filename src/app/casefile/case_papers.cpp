#include "app/casefile/case_papers.h"

#include "app/casefile/cover.h"
#include "base/json.h"

namespace qs::app {
namespace {

// What hangs on the moment of sealing stands in this file alone.
Result<exhibit::Paper> sealing_paper(const Collector& collector,
                                     const service::CaseFileAsked& asked) {
  auto chains = collector.chains(asked.file.instant("opened_at").value_or(asked.at));
  if (!chains) return tl::unexpected(chains.error());
  Json json{{"case", asked.file.id},
            {"sealed_at", iso(asked.at)},
            {"sealed_by", asked.sealed_by},
            {"day_chains", *chains}};
  return exhibit::Paper{std::string(kSealingFile), json.dump(1) + "\n"};
}

}  // namespace

Result<std::vector<exhibit::Paper>> case_papers(const Collector& collector,
                                                const service::CaseFileAsked& asked) {
  auto alert = collector.alert(asked.file.text("alert"));
  if (!alert) return tl::unexpected(alert.error());
  std::optional<Matter> matter;
  if (*alert) {
    auto found = collector.matter(asked.file.id, **alert);
    if (!found) return tl::unexpected(found.error());
    matter = std::move(*found);
  }
  std::vector<exhibit::Paper> papers;
  std::vector<Reckoned> reckoned;
  if (matter) {
    auto made = reckon(*matter);
    if (!made) return tl::unexpected(made.error());
    reckoned = std::move(*made);
    papers = papers_of(*matter);
    papers.push_back({std::string(kVerdictFile), verdict_json(reckoned)});
    auto device = collector.device_json(*matter);
    if (!device) return tl::unexpected(device.error());
    papers.push_back({std::string(kDeviceFile), std::move(*device)});
  }
  auto cover = document::pdf(cover_paper({.file = asked.file,
                                          .entries = asked.entries,
                                          .evidence = asked.evidence,
                                          .matter = matter ? &*matter : nullptr,
                                          .reckoned = &reckoned}));
  if (!cover) return tl::unexpected(cover.error());
  papers.insert(papers.begin(), {"cover.pdf", std::move(*cover)});
  auto sealing = sealing_paper(collector, asked);
  if (!sealing) return tl::unexpected(sealing.error());
  papers.push_back(std::move(*sealing));
  return papers;
}

}  // namespace qs::app
