#include "edge/exchange/matching.h"

#include <algorithm>

namespace qs::exchange {
namespace {

// The text of a field that a row gives; empty: none.
std::string given(const Draft& draft, std::string_view field) {
  auto it = draft.given.find(field);
  auto text = it == draft.given.end() ? nullptr : std::get_if<std::string>(&it->second);
  return text ? *text : std::string{};
}

std::set<std::string> all_given(const std::vector<Draft>& drafts, std::string_view field) {
  std::set<std::string> out;
  for (const auto& draft : drafts)
    if (auto text = given(draft, field); !text.empty()) out.insert(text);
  return out;
}

bool is_plain(ledger::FieldType type) {
  using ledger::FieldType;
  return type == FieldType::text || type == FieldType::credit_code || type == FieldType::phone;
}

}  // namespace

Result<Matching> Matching::of(const ledger::Kind& kind, const std::vector<Draft>& drafts,
                              const ledger::RecordLog& log, const ledger::Reach& reach,
                              const ledger::ImportChoices& choices) {
  Matching made(kind, choices);
  std::set<std::string> ids;
  for (const auto& draft : drafts)
    if (!draft.id.empty()) ids.insert(draft.id);
  for (const auto& [row, id] : choices)
    if (!id.empty()) ids.insert(id);
  auto found = find_by(log, kind, "id", ids, reach);
  if (!found) return tl::unexpected(found.error());
  made.by_id_ = std::move(*found);
  for (const auto& field : kind.fields) {
    if (!field.unique || !is_plain(field.type)) continue;
    found = find_by(log, kind, field.name, all_given(drafts, field.name), reach);
    if (!found) return tl::unexpected(found.error());
    made.by_unique_[field.name] = std::move(*found);
  }
  auto title = kind.field(kind.title);
  if (!title || !is_plain(title->type)) return made;
  found = find_by(log, kind, kind.title, all_given(drafts, kind.title), reach);
  if (!found) return tl::unexpected(found.error());
  made.by_title_ = std::move(*found);
  return made;
}

std::optional<Matching::Match> Matching::match(const Draft& draft) const {
  if (!draft.id.empty()) {
    auto it = by_id_.find(draft.id);
    if (it == by_id_.end() || it->second.empty()) return std::nullopt;
    return Match{it->second.front(), "id"};
  }
  for (const auto& [field, found] : by_unique_)
    if (auto holds = holder(field, given(draft, field))) return Match{*holds, field};
  auto choice = choices_->find(draft.row);
  if (choice == choices_->end()) return likely(draft);
  auto it = by_id_.find(choice->second);
  if (choice->second.empty() || it == by_id_.end() || it->second.empty()) return std::nullopt;
  return Match{it->second.front(), "title"};
}

// The only record of that title, and of that street where both say one.
std::optional<Matching::Match> Matching::likely(const Draft& draft) const {
  auto it = by_title_.find(given(draft, kind_->title));
  if (it == by_title_.end()) return std::nullopt;
  auto street = given(draft, "street");
  const ledger::Record* only = nullptr;
  for (const auto& record : it->second) {
    auto other = record.text("street");
    if (!street.empty() && !other.empty() && street != other) continue;
    if (only) return std::nullopt;
    only = &record;
  }
  return only ? std::optional(Match{*only, "title"}) : std::nullopt;
}

const ledger::Record* Matching::holder(const std::string& field, const std::string& value) const {
  auto of_field = by_unique_.find(field);
  if (value.empty() || of_field == by_unique_.end()) return nullptr;
  auto it = of_field->second.find(value);
  return it == of_field->second.end() || it->second.empty() ? nullptr : &it->second.front();
}

}  // namespace qs::exchange
