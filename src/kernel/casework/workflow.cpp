#include "kernel/casework/workflow.h"

#include <fmt/ranges.h>

#include <array>
#include <utility>

namespace qs::casework {
namespace {

constexpr std::array<std::pair<std::string_view, bool Needs::*>, 4> kNeeds{{
    {kNeedText, &Needs::text},
    {kNeedPhoto, &Needs::photo},
    {kNeedLocated, &Needs::located},
    {kNeedDocument, &Needs::document},
}};
constexpr std::array<std::string_view, 9> kEffects{"",       "assign", "invite", "answer", "pause",
                                                   "resume", "extend", "split",  "merge"};

}  // namespace

Result<Needs> needs_of(std::span<const std::string> words) {
  Needs needs;
  for (const auto& word : words) {
    auto known =
        std::find_if(kNeeds.begin(), kNeeds.end(), [&](auto& n) { return n.first == word; });
    if (known == kNeeds.end())
      return fail(fmt::format("unknown need '{}'; known are {}, {}, {}, {}", word, kNeedText,
                              kNeedPhoto, kNeedLocated, kNeedDocument));
    needs.*known->second = true;
  }
  return needs;
}

std::vector<std::string> words_of(const Needs& needs) {
  std::vector<std::string> words;
  for (const auto& [word, member] : kNeeds)
    if (needs.*member) words.emplace_back(word);
  return words;
}

std::string_view name(Effect effect) {
  return kEffects[static_cast<size_t>(effect)];
}

Result<Effect> effect_of(std::string_view word) {
  auto found = std::find(kEffects.begin() + 1, kEffects.end(), word);
  if (found != kEffects.end()) return static_cast<Effect>(found - kEffects.begin());
  return fail(fmt::format("unknown effect '{}'; known are {}", word,
                          fmt::join(kEffects.begin() + 1, kEffects.end(), ", ")));
}

const Action* Step::action(std::string_view verb) const {
  for (const auto& a : actions)
    if (a.verb == verb) return &a;
  return nullptr;
}

const Step* Workflow::step(std::string_view id) const {
  for (const auto& s : steps)
    if (s.id == id) return &s;
  return nullptr;
}

}  // namespace qs::casework
