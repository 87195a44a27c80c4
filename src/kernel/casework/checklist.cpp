#include "kernel/casework/checklist.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace qs::casework {
namespace {

bool is_confidence(std::string_view word) {
  return word == "verified" || word == "memory" || word == "practice";
}

bool is_id(std::string_view id) {
  return !id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == id.npos;
}

class Checking {
 public:
  explicit Checking(const Checklist& list) : list_(list) {}

  std::vector<Error> run(std::span<const ledger::Kind> kinds) {
    if (list_.name_zh.empty() || list_.name_en.empty()) fault("has no name in both languages");
    if (!is_confidence(list_.confidence)) unknown_confidence(list_.confidence);
    if (list_.items.empty()) fault("has no items");
    if (list_.items.size() > kMostItems) fault(fmt::format("has more than {} items", kMostItems));
    check_through(kinds);
    std::set<std::string> ids;
    for (const auto& item : list_.items) {
      if (!ids.insert(item.id).second) fault(fmt::format("item '{}' stands twice", item.id));
      check_item(item);
    }
    return std::move(faults_);
  }

 private:
  void fault(std::string text) { faults_.push_back({std::move(text), list_.place}); }
  void unknown_confidence(std::string_view word) {
    fault(fmt::format("'{}' is none of verified, memory, practice", word));
  }

  void check_through(std::span<const ledger::Kind> kinds) {
    auto visits = std::ranges::find(kinds, kVisitKind, &ledger::Kind::name);
    auto field = visits == kinds.end() ? nullptr : visits->field(list_.through);
    if (!field || field->type != ledger::FieldType::reference)
      fault(fmt::format("'{}' is no reference of '{}'", list_.through, kVisitKind));
  }

  void check_item(const CheckItem& item) {
    if (!is_id(item.id)) fault(fmt::format("'{}' is no id: a-z, 0-9 and _", item.id));
    if (item.zh.empty() || item.en.empty())
      fault(fmt::format("item '{}' has no words in both languages", item.id));
    if (item.clause.empty()) fault(fmt::format("item '{}' has no clause", item.id));
    if (!is_confidence(item.confidence)) unknown_confidence(item.confidence);
    if (!std::isfinite(item.weight) || item.weight <= 0)
      fault(fmt::format("item '{}' weighs nothing", item.id));
    if (item.rectify_days < 1 || item.rectify_days > kLongestRectifyDays)
      fault(
          fmt::format("item '{}': rectify_days is not within 1..{}", item.id, kLongestRectifyDays));
  }

  const Checklist& list_;
  std::vector<Error> faults_;
};

}  // namespace

const CheckItem* Checklist::item(std::string_view wanted) const {
  auto it = std::ranges::find(items, wanted, &CheckItem::id);
  return it == items.end() ? nullptr : &*it;
}

std::vector<Error> check_checklist(const Checklist& list, std::span<const ledger::Kind> kinds) {
  return Checking(list).run(kinds);
}

}  // namespace qs::casework
