#include "kernel/ledger/follow.h"

#include <algorithm>

#include "kernel/ledger/check.h"

namespace qs::ledger {

namespace {

std::string text_of(const Fields& fields, std::string_view name) {
  auto it = fields.find(name);
  auto text = it == fields.end() ? nullptr : std::get_if<std::string>(&it->second);
  return text ? *text : std::string{};
}

bool within(const FollowUp& follow, const Fields& fields) {
  if (follow.amount.empty()) return true;
  auto figure = Record{{}, {}, 0, fields}.number(follow.amount).value_or(0);
  return (!follow.least || figure >= *follow.least) && (!follow.below || figure < *follow.below);
}

const Kind* named(const std::vector<Kind>& kinds, const std::string& name) {
  auto it = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.name == name; });
  return it == kinds.end() ? nullptr : &*it;
}

class Check {
 public:
  Check(const FollowUp& follow, const std::vector<Kind>& kinds) : follow_(follow), kinds_(kinds) {}

  std::vector<Error> run() {
    auto from = kind(follow_.kind);
    if (follow_.makes.empty() == follow_.changes.empty())
      fault("makes a record or changes one, one of both");
    auto to = kind(follow_.makes.empty() ? follow_.changes : follow_.makes);
    if (!from || !to) return std::move(faults_);
    for (const auto& state : follow_.states)
      if (auto field = from->field(from->state); !field || !field->choice(state))
        fault(fmt::format("'{}' is no state of {}", state, from->name));
    for (const auto& when : follow_.when) known(*from, when.field);
    for (const auto& name : follow_.needs) known(*from, name);
    if (!follow_.amount.empty()) known(*from, follow_.amount);
    if (!follow_.changes.empty() && follow_.through != "id") known(*from, follow_.through);
    for (const auto& [there, here] : follow_.copy) {
      known(*to, there);
      if (here != kRecord && here != kRecordId) known(*from, here);
    }
    typed(*to, follow_.set);
    typed(*to, follow_.undo);
    return std::move(faults_);
  }

 private:
  void fault(std::string text) { faults_.push_back({follow_.id + ": " + text, follow_.place}); }
  const Kind* kind(const std::string& name) {
    auto found = named(kinds_, name);
    if (!found) fault(fmt::format("'{}' is no kind of record", name));
    return found;
  }
  const Field* known(const Kind& kind, const std::string& name) {
    auto field = kind.field(name);
    if (!field) fault(fmt::format("'{}' is no field of {}", name, kind.name));
    return field;
  }
  void typed(const Kind& kind, const std::map<std::string, std::string>& values) {
    for (const auto& [name, value] : values)
      if (auto field = known(kind, name))
        for (const auto& wrong : ledger::typed(*field, value).faults)
          fault(fmt::format("{}: {}", name, wrong.en));
  }

  const FollowUp& follow_;
  const std::vector<Kind>& kinds_;
  std::vector<Error> faults_;
};

}  // namespace

bool meets(const FollowUp& follow, const Kind& kind, const Fields& fields) {
  bool in_state =
      follow.states.empty() || std::find(follow.states.begin(), follow.states.end(),
                                         text_of(fields, kind.state)) != follow.states.end();
  auto stands = [&](const std::string& name) { return fields.contains(name); };
  return in_state && within(follow, fields) &&
         std::all_of(follow.needs.begin(), follow.needs.end(), stands) &&
         std::all_of(follow.when.begin(), follow.when.end(),
                     [&](const When& when) { return holds(when, fields); });
}

std::string made_id(const FollowUp& follow, std::string_view record) {
  return fmt::format("{}~{}", follow.id, record);
}

void lay_typed(const Kind& target, const std::map<std::string, std::string>& typed, Fields& over) {
  for (const auto& [name, value] : typed)
    if (auto field = target.field(name)) over[name] = ledger::typed(*field, value).value;
}

void lay_copies(const FollowUp& follow, const Record& from, Fields& over) {
  for (const auto& [there, here] : follow.copy)
    if (here == kRecord)
      over[there] = from.kind + "/" + from.id;
    else if (here == kRecordId)
      over[there] = from.id;
    else if (auto it = from.fields.find(here); it != from.fields.end())
      over[there] = it->second;
}

void lay_follow(const FollowUp& follow, const Kind& target, const Record& from, Fields& over) {
  lay_copies(follow, from, over);
  lay_typed(target, follow.set, over);
}

std::vector<Error> check_follow(const FollowUp& follow, const std::vector<Kind>& kinds) {
  return Check(follow, kinds).run();
}

}  // namespace qs::ledger
