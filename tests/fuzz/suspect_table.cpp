// A CSV that nobody saw before: read or refused, and what is read can be judged.
#include "app/pack/suspicion.h"
#include "app/suspect/table_csv.h"
#include "kernel/suspect/finding.h"

namespace {
constexpr size_t kMostJudged = 2'000;  // rows: beyond, reading alone is tried
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const qs::standard::Library library;
  static const qs::suspect::Law law = [] {
    qs::suspect::Law rules;
    for (const char* code :
         {"FLAT", "LOWVAR", "CORR", "STEP", "SPEED", "TIME", "COPY", "TWIN", "DIGIT", "GAP", "NEG"})
      rules.rules.push_back({.id = code, .margin = 1, .least_days = 1});
    rules.refit_days = 2;
    return rules;
  }();
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto table = qs::app::suspect_table(text, "fuzz.csv", {}, library);
  if (!table || table->rows > kMostJudged) return 0;
  for (auto& column : table->columns) column.nature = qs::suspect::Nature::pollutant;
  qs::suspect::judge(*table, law, {});
  return 0;
}
