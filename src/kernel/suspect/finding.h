// 疑点: one sign that was said, with its figures, its sentence and what a picture of it shows.
#pragma once

#include <map>

#include "kernel/suspect/law.h"
#include "kernel/suspect/table.h"

namespace qs::suspect {

struct Line {
  enum class Look : uint8_t { measured, expected, witness, earlier, limit };
  std::string name_zh, name_en;
  Look look = Look::measured;
  std::vector<std::optional<double>> values;  // one a step, from drawn_from
};

struct Finding {
  std::string code, outlet;
  std::vector<std::string> factors;  // the suspected one first, then those that speak against it
  Span span;                         // when the values look false
  Instant found_at;                  // the end of the first day on whose evening it could be said
  double strength = 0;               // 0..1: how far beyond the bar
  std::map<std::string, double> figures;
  std::string sentence_zh, sentence_en;
  std::vector<std::string> also;  // other codes of the same days and factor, which add no finding
  Instant drawn_from;
  std::vector<Line> lines;
};

// All that can be said of the table, each day judged by what was known on its evening.
std::vector<Finding> judge(const Table& table, const Law& law, const Memory& memory);

}  // namespace qs::suspect
