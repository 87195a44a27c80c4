#include "edge/exchange/report.h"

#include "base/json.h"

namespace qs::exchange {

using ledger::Import;

namespace {

Json json_of(const Import& import) {
  auto faults = Json::array(), matches = Json::array(), remarks = Json::array();
  for (const auto& f : import.faults)
    faults.push_back(
        {{"row", f.row}, {"column", f.column}, {"field", f.field}, {"zh", f.zh}, {"en", f.en}});
  for (bool likely : {true, false})  // first those that a person is asked about
    for (const auto& m : import.matches)
      if ((m.by == "title") == likely && matches.size() < ledger::kMostMatchesTold)
        matches.push_back({{"row", m.row}, {"id", m.id}, {"title", m.title}, {"by", m.by}});
  for (const auto& r : import.remarks) remarks.push_back({{"zh", r.zh}, {"en", r.en}});
  return {{"id", import.id},
          {"kind", import.kind},
          {"file", import.file},
          {"format", import.format},
          {"datum", import.datum},
          {"state", ledger::name(import.state)},
          {"rows", import.rows},
          {"fresh", import.fresh},
          {"changed", import.changed},
          {"same", import.same},
          {"faulty", import.faulty},
          {"faults", std::move(faults)},
          {"matches", std::move(matches)},
          {"remarks", std::move(remarks)},
          {"by", import.by},
          {"at", to_ms(import.at)},
          {"commit", import.commit ? Json(import.commit) : Json()}};
}

Import import_of(const Json& json) {
  Import import;
  import.id = json.at("id");
  import.kind = json.at("kind");
  import.file = json.at("file");
  import.format = json.at("format");
  import.datum = json.at("datum");
  import.rows = json.at("rows");
  import.fresh = json.at("fresh");
  import.changed = json.at("changed");
  import.same = json.at("same");
  import.faulty = json.at("faulty");
  import.by = json.at("by");
  import.at = from_ms(json.at("at"));
  for (const auto& f : json.at("faults"))
    import.faults.push_back({f.at("row"), f.at("column"), f.at("field"), f.at("zh"), f.at("en")});
  for (const auto& m : json.at("matches"))
    import.matches.push_back({m.at("row"), m.at("id"), m.at("title"), m.at("by")});
  for (const auto& r : json.at("remarks")) import.remarks.push_back({r.at("zh"), r.at("en")});
  return import;
}

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string json_text(const Import& import) {
  return dumped(json_of(import));
}

std::string kept_text(const Report& report) {
  return dumped({{"import", json_of(report.import)}, {"seen", report.seen}});
}

Result<Report> report_of(std::string_view kept) {
  try {
    auto json = Json::parse(kept);
    return Report{import_of(json.at("import")), json.at("seen")};
  } catch (const Json::exception& damaged) {
    return fail(fmt::format("a kept import is damaged: {}", damaged.what()));
  }
}

}  // namespace qs::exchange
