#include "app/pack/papers.h"

#include <fmt/format.h>

#include "app/pack/paper_parts.h"
#include "app/paper_values.h"
#include "base/csv.h"
#include "edge/document/template.h"

namespace qs::app {
namespace {

PaperPlan plan_of(TomlTable& t) {
  PaperPlan out{.id = t.text("id"),
                .offer = {},
                .kind = t.text("kind"),
                .states = t.words("states"),
                .when = when_of(t, "when"),
                .file = t.text("template"),
                .docx = {},
                .charts = charts_of(t),
                .sheets = sheets_of(t),
                .dossier = t.flag("dossier"),
                .place = t.place(),
                .docx_place = t.place("template")};
  out.offer = {.id = out.id,
               .label_zh = t.text("label_zh"),
               .label_en = t.text("label_en"),
               .note_zh = t.text("note_zh", false),
               .note_en = t.text("note_en", false),
               .right = t.text("right"),
               .workbook = !out.sheets.empty()};
  if (out.file.find_first_of("/\\") != out.file.npos || !out.file.ends_with(".docx"))
    t.fault("template", "must be a .docx beside this file");
  t.close();
  return out;
}

void check_paper(const Pack& pack, const PaperPlan& paper, standard::Faults& faults) {
  auto kind = pack.kind(paper.kind);
  if (!kind) {
    faults.add(fmt::format("'{}' is no kind of record", paper.kind), paper.place);
    return;
  }
  auto state = kind->field(kind->state);
  for (const auto& one : paper.states)
    if (!state || !state->choice(one))
      faults.add(fmt::format("{} has no state '{}'", paper.kind, one), paper.place);
  if (paper.when && !kind->field(paper.when->field))
    faults.add(fmt::format("{} has no field '{}'", paper.kind, paper.when->field), paper.place);
  if (paper.docx.empty()) {
    faults.add(fmt::format("there is no '{}'", paper.file), paper.docx_place);
    return;
  }
  check_parts(*kind, paper, faults);
  for (auto& fault : document::check_template(paper.docx, sample_values(pack, *kind, paper)))
    faults.add(fault.text, fmt::format("{}: {}", paper.docx_place, fault.place));
}

}  // namespace

void read_papers(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto folder = layer / "papers";
  for (const auto& file : files_in(folder, ".toml")) {
    auto toml = read_toml(file, faults);
    if (!toml) continue;
    TomlTable t(*toml, file.lexically_normal().string(), faults);
    auto plan = plan_of(t);
    if (plan.id != file.stem().string())
      faults.add(fmt::format("'{}' stands in a file of another name", plan.id), plan.place);
    for (const auto& known : pack.papers)
      if (known.id == plan.id && known.file == plan.file)
        plan.docx = known.docx, plan.docx_place = known.docx_place;
    lay_over(pack.papers, std::move(plan));
  }
  for (auto& paper : pack.papers) {
    auto file = folder / paper.file;
    if (paper.file.empty() || !std::filesystem::exists(file)) continue;
    auto bytes = read_file(file);
    if (!bytes) {
      faults.list.push_back(bytes.error());
      continue;
    }
    paper.docx = std::move(*bytes);
    paper.docx_place = file.lexically_normal().string();
  }
}

void check_papers(const Pack& pack, standard::Faults& faults) {
  for (const auto& paper : pack.papers) check_paper(pack, paper, faults);
}

}  // namespace qs::app
