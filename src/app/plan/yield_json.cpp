#include "app/plan/yield_json.h"

#include <fmt/format.h>

#include "base/json.h"

namespace qs::app {
namespace {

Json criterion_json(const plan::YieldCriterion& c) {
  return {{"id", c.id},
          {"name_zh", c.name_zh},
          {"name_en", c.name_en},
          {"unit", c.unit},
          {"of", c.of},
          {"per", c.per},
          {"low", c.low},
          {"weight", c.weight},
          {"norm", or_null(c.norm)},
          {"cap", c.cap},
          {"gap", plan::name(c.gap)},
          {"clause", c.clause},
          {"confidence", c.confidence}};
}

plan::YieldCriterion criterion_of(const Json& row) {
  plan::YieldCriterion out{.id = row.value("id", ""),
                           .name_zh = row.value("name_zh", ""),
                           .name_en = row.value("name_en", ""),
                           .unit = row.value("unit", ""),
                           .of = row.value("of", ""),
                           .per = row.value("per", ""),
                           .low = row.value("low", false),
                           .weight = row.value("weight", 0.0),
                           .norm = {},
                           .cap = row.value("cap", 1.0),
                           .gap = plan::gap(row.value("gap", "")).value_or(plan::Gap::last),
                           .clause = row.value("clause", ""),
                           .confidence = row.value("confidence", "")};
  if (row.contains("norm") && row["norm"].is_number()) out.norm = row["norm"].get<double>();
  return out;
}

Json class_json(const plan::YieldClass& one) {
  auto policies = Json::array();
  for (const auto& p : one.policies)
    policies.push_back({{"what", p.what}, {"zh", p.zh}, {"en", p.en}});
  return {{"id", one.id},
          {"name_zh", one.name_zh},
          {"name_en", one.name_en},
          {"share", one.share},
          {"policies", policies}};
}

plan::YieldClass class_of(const Json& row) {
  plan::YieldClass out{.id = row.value("id", ""),
                       .name_zh = row.value("name_zh", ""),
                       .name_en = row.value("name_en", ""),
                       .share = row.value("share", 0.0),
                       .policies = {}};
  for (const auto& p : row.value("policies", Json::array()))
    out.policies.push_back({p.value("what", ""), p.value("zh", ""), p.value("en", "")});
  return out;
}

}  // namespace

std::string yield_text(const YieldLaw& law) {
  auto criteria = Json::array(), classes = Json::array(), vetoes = Json::array();
  for (const auto& one : law.rules.criteria) criteria.push_back(criterion_json(one));
  for (const auto& one : law.rules.classes) classes.push_back(class_json(one));
  for (const auto& one : law.vetoes)
    vetoes.push_back({{"id", one.id}, {"name_zh", one.name_zh}, {"name_en", one.name_en}});
  return Json{{"version", law.version}, {"clause", law.clause}, {"confidence", law.confidence},
              {"criteria", criteria},   {"classes", classes},   {"vetoes", vetoes}}
      .dump();
}

Result<plan::YieldRules> yield_rules_of(const std::string& law) {
  try {
    auto json = Json::parse(law);
    plan::YieldRules out;
    for (const auto& row : json.at("criteria")) out.criteria.push_back(criterion_of(row));
    for (const auto& row : json.at("classes")) out.classes.push_back(class_of(row));
    if (auto fine = plan::check_rules(out); !fine) return tl::unexpected(fine.error());
    return out;
  } catch (const Json::exception& wrong) {
    return fail(wrong.what(), "law");
  }
}

std::string parts_text(const plan::YieldRules& rules, const plan::YieldStanding& standing) {
  auto out = Json::array();
  for (size_t i = 0; i < rules.criteria.size(); ++i) {
    const auto& part = standing.parts[i];
    Json row{{"criterion", rules.criteria[i].id},
             {"name", rules.criteria[i].name_zh},
             {"unit", rules.criteria[i].unit},
             {"weight", rules.criteria[i].weight}};
    if (part.value) row["value"] = *part.value;
    if (part.norm) row["norm"] = *part.norm;
    if (part.points) row["points"] = *part.points;
    if (part.fault != plan::YieldFault::none) row["fault"] = plan::name(part.fault);
    out.push_back(std::move(row));
  }
  return out.dump();
}

std::string policies_zh(const plan::YieldRules& rules, const std::string& class_id) {
  std::vector<std::string> words;
  for (const auto& one : rules.classes)
    if (one.id == class_id)
      for (const auto& policy : one.policies) words.push_back(policy.zh);
  return fmt::format("{}", fmt::join(words, "；"));
}

}  // namespace qs::app
