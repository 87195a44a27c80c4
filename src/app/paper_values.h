// 文书的值: a record with what it refers to, as a template names it.
//
//   {{number}}                   each field by its name; a choice by its Chinese label
//   {{kind_is.fine}}             of a choice, for {{#if}}: whether it is this one
//   {{firm.name}} {{firm.unit.name}}   what is referred to, two records deep; deeper, by its title
//   {{#each items}}{{item}}      rows of a table
//   {{#each photos}}{{picture image}} {{name}} {{sha256}}   files and photos
//   {{#each evidence}}           those of the record and of the cases about it
//   {{id}} {{title}} {{street}} {{unit_name}} {{district}} {{today}} {{now}}
#pragma once

#include "app/pack.h"
#include "edge/document/value.h"

namespace qs::app {

document::Group paper_values(const Pack& pack, const service::PaperAsked& asked);
// The same names with values that all have something to say, for checking a template.
document::Group sample_values(const Pack& pack, const ledger::Kind& kind);

}  // namespace qs::app
