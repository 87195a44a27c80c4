#include "edge/store/reference_rules.h"

#include <fmt/format.h>

#include <algorithm>

namespace qs::store {

using namespace ledger;

namespace {

constexpr int kMostAncestors = 1000;

std::string text_of(const Fields& fields, const std::string& name) {
  auto it = fields.find(name);
  auto text = it == fields.end() ? nullptr : std::get_if<std::string>(&it->second);
  return text ? *text : std::string{};
}

class Checking {
 public:
  Checking(const Outcome& outcome, const Changes& changes) : outcome_(outcome), changes_(changes) {}

  Result<void> run() const {
    for (const auto& [key, change] : changes_) {
      auto ok = change.erased ? check_erased(*key.first, key.second)
                              : check_kept(*key.first, key.second, change);
      if (!ok) return ok;
    }
    return {};
  }

 private:
  Result<void> check_kept(const Kind& kind, const std::string& id, const Change& change) const {
    for (const auto& field : kind.fields) {
      if (field.type != FieldType::reference) continue;
      auto named = text_of(change.after, field.name);
      if (named.empty() || named == text_of(change.before, field.name)) continue;
      auto ok = check_target(kind, id, field, named);
      if (ok && field.acyclic && field.target == kind.name) ok = check_chain(kind, id, field);
      if (!ok) return ok;
    }
    return {};
  }

  Result<void> check_target(const Kind& kind, const std::string& id, const Field& field,
                            const std::string& named) const {
    auto is_target = [&](const Kind* k) { return k->name == field.target; };
    auto target = std::find_if(outcome_.kinds.begin(), outcome_.kinds.end(), is_target);
    if (target == outcome_.kinds.end()) return {};
    auto changed = changes_.find({*target, named});
    if (changed != changes_.end() && !changed->second.erased) return {};
    auto there = outcome_.get(**target, named);
    if (!there) return tl::unexpected(there.error());
    if (*there) return {};
    return fail(fmt::format("there is no {} '{}'", field.target, named),
                fmt::format("{}/{}.{}", kind.name, id, field.name));
  }

  Result<void> check_chain(const Kind& kind, const std::string& id, const Field& field) const {
    auto at = fmt::format("{}/{}.{}", kind.name, id, field.name);
    auto next = id;
    for (int i = 0; i < kMostAncestors; ++i) {
      auto record = outcome_.get(kind, next);
      if (!record) return tl::unexpected(record.error());
      next = *record ? (*record)->text(field.name) : std::string{};
      if (next.empty()) return {};
      if (next == id) return fail("the reference leads back to the record itself", at);
    }
    return fail(fmt::format("more than {} records refer on and on", kMostAncestors), at);
  }

  Result<void> check_erased(const Kind& kind, const std::string& id) const {
    for (const auto* from : outcome_.kinds)
      for (const auto& field : from->fields) {
        if (field.target != kind.name || !guarded(*from, field)) continue;
        auto other = outcome_.one_with(*from, field, id);
        if (!other) return tl::unexpected(other.error());
        if (!*other) continue;
        auto title = (*other)->text(from->title);
        return fail(fmt::format("{}/{}{} still refers to it", from->name, (*other)->id,
                                title.empty() ? "" : fmt::format(" ({})", title)),
                    fmt::format("{}/{}", kind.name, id));
      }
    return {};
  }

  const Outcome& outcome_;
  const Changes& changes_;
};

}  // namespace

bool guarded(const Kind& kind, const Field& field) {
  return field.type == FieldType::reference && !field.retired &&
         (!kind.shelf.empty() || field.indexed || field.unique);
}

Result<void> check_references(const Outcome& outcome, const Changes& changes) {
  return Checking(outcome, changes).run();
}

}  // namespace qs::store
