// 文书的声明: what papers/<id>.toml says of a document: which records it is made of, its template,
// its charts and the sheets of its workbook. All figures are the record's.
#pragma once

#include "edge/document/chart.h"
#include "edge/exchange/reckoned.h"
#include "edge/service/papers.h"
#include "kernel/ledger/schema.h"

namespace qs::app {

// 图表: rows of one of the record's tables, drawn. A template sets it as {{picture name}}.
struct ChartPlan {
  struct Line {
    std::string field, name;  // a column of numbers, what the legend calls it
    document::Chart::Series::Look look = document::Chart::Series::Look::plain;
  };
  std::string name;
  std::string rows, label;  // the table, its column along the axis
  document::Chart::Form form = document::Chart::Form::lines;
  std::string title, unit;
  double width = 0;  // mm
  std::vector<Line> series;
  // One chart for each row of the table `each`, within its {{#each}}: of those rows whose `matches`
  // is the row's `key`. The row's `name` stands before the title, its `unit` is the unit.
  std::string each, matches;
  std::string place;
};

// 表: one sheet of the workbook, of the rows of one of the record's tables.
struct SheetPlan {
  std::string rows;
  exchange::Sheet sheet;  // without its rows
  std::string place;
};

// papers/<id>.toml and its template, a Word document of the same folder. A district's file of the
// template's name takes the place of the inherited one.
struct PaperPlan {
  std::string id;
  service::PaperOffer offer;
  std::string kind;
  std::vector<std::string> states;   // in which it may be made; empty: in any
  std::optional<ledger::When> when;  // only for records of which this holds
  std::string file;                  // "penalty_decision.docx"
  std::string docx;                  // its bytes
  std::vector<ChartPlan> charts;
  std::vector<SheetPlan> sheets;  // none: there is no xlsx of it
  bool dossier = false;           // what belongs to the record is told too, as {{dossier.…}}
  std::string place, docx_place;
};

}  // namespace qs::app
