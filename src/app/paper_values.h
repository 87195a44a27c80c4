// 文书的值: a record with what it refers to, as a template names it.
//
//   {{number}}                   each field by its name; a choice by its Chinese label
//   {{kind_is.fine}}             of a choice, for {{#if}}: whether it is this one
//   {{firm.name}} {{firm.unit.name}}   what is referred to, two records deep; deeper, by its title
//   {{#each items}}{{item}}      rows of a table
//   {{#each photos}}{{picture image}} {{name}} {{sha256}}   files and photos
//   {{#each evidence}}           those of the record and of the cases about it
//   {{picture name}}             a chart that papers/<id>.toml declares, paper_plan.h
//   {{dossier.score}} {{#each dossier.parts}}   of a paper with dossier = true: as GET
//                                              /dossiers/{kind}/{id} answers
//   {{id}} {{title}} {{street}} {{unit_name}} {{district}} {{today}} {{now}}
#pragma once

#include "app/pack.h"
#include "edge/document/value.h"

namespace qs::app {

document::Group paper_values(const Pack& pack, const service::PaperAsked& asked,
                             const PaperPlan& paper = {});
// {{dossier.…}}, of a paper that declares it. Faults: those of the dossier.
Result<void> add_dossier(const service::PaperAsked& asked, document::Group& values);
// The same names with values that all have something to say, for checking a template.
document::Group sample_values(const Pack& pack, const ledger::Kind& kind,
                              const PaperPlan& paper = {});

}  // namespace qs::app
