#include "kernel/ledger/dossier.h"

#include <algorithm>

#include "base/result.h"
#include "kernel/ledger/check.h"

namespace qs::ledger {
namespace {

bool is_filled(const Fields& fields, const std::string& name) {
  auto it = fields.find(name);
  if (it == fields.end() || std::holds_alternative<std::monostate>(it->second)) return false;
  auto text = std::get_if<std::string>(&it->second);
  return !text || (!text->empty() && *text != "[]" && *text != "{}");
}

// What should be filled in, in the order of the kind.
std::vector<std::string> wanted(const Dossier& dossier, const Kind& kind, const Fields& subject) {
  std::vector<std::string> out;
  for (const auto& field : kind.fields) {
    bool named =
        std::find(dossier.fields.begin(), dossier.fields.end(), field.name) != dossier.fields.end();
    bool required = field.required || (field.required_if && holds(*field.required_if, subject));
    if ((named || required) && !field.retired) out.push_back(field.name);
  }
  return out;
}

}  // namespace

Completeness completeness(const Dossier& dossier, const Kind& kind, const Fields& subject,
                          std::span<const size_t> counts) {
  check(counts.size() == dossier.parts.size(), "a count for each part of the dossier");
  Completeness out;
  auto fields = wanted(dossier, kind, subject);
  for (const auto& name : fields)
    if (!is_filled(subject, name)) out.fields.push_back(name);
  double whole = 0, there = 0;
  if (!fields.empty()) {
    whole += dossier.fields_weight;
    there += dossier.fields_weight * static_cast<double>(fields.size() - out.fields.size()) /
             static_cast<double>(fields.size());
  }
  for (size_t i = 0; i < dossier.parts.size(); ++i) {
    const auto& part = dossier.parts[i];
    if (!part.expected && !(part.expected_if && holds(*part.expected_if, subject))) continue;
    out.expected.push_back(&part);
    whole += part.weight;
    if (counts[i] > 0)
      there += part.weight;
    else
      out.missing.push_back(&part);
  }
  out.score = whole > 0 ? there / whole : 1;
  return out;
}

}  // namespace qs::ledger
