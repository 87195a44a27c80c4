#include "edge/exchange/check.h"

#include <algorithm>

#include "edge/exchange/matching.h"
#include "kernel/ledger/check.h"

namespace qs::exchange {
namespace {

std::string_view name(Datum datum) {
  switch (datum) {
    case Datum::gcj02:
      return "GCJ02";
    case Datum::bd09:
      return "BD09";
    default:
      return "CGCS2000";
  }
}

class Checking {
 public:
  Checking(const HandedIn& given, const ledger::Kind& kind, const ledger::RecordLog& log,
           const ledger::Reach& reach)
      : given_(given), kind_(kind), log_(log), reach_(reach), settler_(kind) {}

  Result<Checked> run(const Intake& intake) {
    begin(intake);
    FaultList faults(intake, out_.import);
    faults_ = &faults;
    auto drafts = read_rows(kind_, intake, given_.datum, log_, reach_, given_.id, faults);
    if (!drafts) return tl::unexpected(drafts.error());
    auto matching = Matching::of(kind_, *drafts, log_, reach_, given_.choices);
    if (!matching) return tl::unexpected(matching.error());
    for (auto& draft : *drafts) take(draft, *matching);
    if (auto done = check_taken_ids(*drafts); !done) return tl::unexpected(done.error());
    auto& faulty = out_.import.faults;
    std::stable_sort(faulty.begin(), faulty.end(),
                     [](const auto& a, const auto& b) { return a.row < b.row; });
    if (out_.import.faulty > 0) out_.writes.clear();
    return std::move(out_);
  }

 private:
  void begin(const Intake& intake) {
    auto& import = out_.import;
    import.id = given_.id;
    import.kind = kind_.name;
    import.file = given_.file;
    import.format = exchange::name(given_.format);
    import.datum = name(given_.datum);
    import.rows = intake.rows.size();
    import.faults = intake.header.faults;
    import.faulty = import.faults.size();
    import.remarks = intake.header.remarks;
    if (given_.datum != Datum::cgcs2000)
      import.remarks.push_back({fmt::format("坐标已由 {} 换算为 CGCS2000", import.datum),
                                fmt::format("places converted from {} to CGCS2000", import.datum)});
    if (import.rows == 0) {
      import.faults.push_back({0, "", "", "没有数据行", "there are no rows"});
      ++import.faulty;
    }
  }

  void take(Draft& draft, const Matching& matching) {
    auto match = matching.match(draft);
    auto before =
        match ? match->record
              : ledger::Record{
                    kind_.name, draft.id.empty() ? new_id(given_.id, draft.row) : draft.id, 0, {}};
    check_doubled(draft, before.id);
    auto after = merged(draft, before);
    for (auto& fault : settler_.settle(after.fields))
      if (!draft.faulty || !said_already(draft, fault.field))
        faults_->add(draft, fault.field, std::move(fault.zh), std::move(fault.en));
    check_unique(draft, after, matching);
    check_state(draft, before, after);
    check_rights(draft, before, after);
    if (match)
      out_.import.matches.push_back({draft.row, before.id, title_of(kind_, before), match->by});
    if (!draft.faulty) write(draft, before, std::move(after));
  }

  // The record as it will be: what the row says over what stands.
  ledger::Record merged(const Draft& draft, const ledger::Record& before) const {
    auto after = before;
    for (const auto& [field, value] : draft.given) {
      if (std::holds_alternative<std::monostate>(value))
        after.fields.erase(field);
      else
        after.fields[field] = value;
    }
    if (before.revision == 0) ledger::fill_in(kind_, after.fields);
    return after;
  }

  // A cell that was refused by itself is not told a second time with its row.
  bool said_already(const Draft& draft, const std::string& field) const {
    auto outer = field.substr(0, field.find_first_of("[."));
    const auto& told = out_.import.faults;
    return std::any_of(told.begin(), told.end(), [&](const ledger::ImportFault& one) {
      return one.row == draft.row && one.field.substr(0, one.field.find_first_of("[.")) == outer;
    });
  }

  void check_doubled(Draft& draft, const std::string& id) {
    auto [it, is_new] = out_.records.emplace(draft.row, id);
    auto [first, alone] = row_of_.emplace(id, draft.row);
    if (!is_new || alone) return;
    faults_->add(draft, "id", fmt::format("与第 {} 行是同一条记录", first->second),
                 fmt::format("the same record as row {}", first->second));
  }

  void check_unique(Draft& draft, const ledger::Record& after, const Matching& matching) {
    for (const auto& field : kind_.fields) {
      auto value = field.unique ? after.text(field.name) : std::string{};
      if (value.empty()) continue;
      auto [first, alone] = unique_[field.name].emplace(value, draft.row);
      if (!alone && row_of_[after.id] == draft.row)
        faults_->add(draft, field.name, fmt::format("与第 {} 行重复", first->second),
                     fmt::format("the same as in row {}", first->second));
      auto holder = matching.holder(field.name, value);
      if (!holder || holder->id == after.id) continue;
      auto who = reference_text(title_of(kind_, *holder), holder->id);
      faults_->add(draft, field.name, fmt::format("已属于“{}”", who),
                   fmt::format("belongs to '{}' already", who));
    }
  }

  // A state that stands is moved by transitions only; a record that is new may come in any.
  void check_state(Draft& draft, const ledger::Record& before, const ledger::Record& after) {
    if (kind_.state.empty() || before.revision == 0 || kind_.transitions.empty()) return;
    if (before.text(kind_.state) == after.text(kind_.state)) return;
    faults_->add(draft, kind_.state, "状态只能通过办理流转改变，不能导入",
                 "a state is moved by its transitions, not by an import");
  }

  void check_rights(Draft& draft, const ledger::Record& before, const ledger::Record& after) {
    bool allowed = (before.revision == 0 || reach_.writes(before)) && reach_.writes(after);
    if (!allowed)
      faults_->add(draft, "", "无权导入这一条（街道或企业不在权限内）",
                   "not yours to import (another street or firm)");
  }

  void write(const Draft& draft, const ledger::Record& before, ledger::Record after) {
    auto& import = out_.import;
    if (before.revision != 0 && before.fields == after.fields) {
      ++import.same;
      return;
    }
    ++(before.revision == 0 ? import.fresh : import.changed);
    out_.records[draft.row] = after.id;
    out_.writes.push_back({.kind = kind_.name,
                           .id = std::move(after.id),
                           .fields = std::move(after.fields),
                           .expected_revision = before.revision});
  }

  // A record that the asker may not see can hold the id that a row gives.
  Result<void> check_taken_ids(std::vector<Draft>& drafts) {
    std::set<std::string> ids;
    for (const auto& write : out_.writes)
      if (*write.expected_revision == 0) ids.insert(write.id);
    ledger::Reach all{[](const ledger::Record&) { return true; }, reach_.writes, reach_.sees};
    auto found = find_by(log_, kind_, "id", ids, all);
    if (!found) return tl::unexpected(found.error());
    for (auto& draft : drafts) {
      auto it = out_.records.find(draft.row);
      if (it != out_.records.end() && found->contains(it->second) && ids.contains(it->second))
        faults_->add(draft, "id", "编号已被占用", "the id is taken");
    }
    return {};
  }

  const HandedIn& given_;
  const ledger::Kind& kind_;
  const ledger::RecordLog& log_;
  const ledger::Reach& reach_;
  ledger::Settler settler_;
  FaultList* faults_ = nullptr;
  Checked out_;
  std::map<std::string, size_t> row_of_;                         // id → first row about it
  std::map<std::string, std::map<std::string, size_t>> unique_;  // field → value → first row
};

}  // namespace

Result<Checked> check_import(const HandedIn& given, const ledger::RecordLog& log,
                             const ledger::Reach& reach) {
  auto kind = log.kind(given.kind);
  if (!kind) return fail("unknown kind", given.kind);
  auto intake = read_intake(*kind, given.bytes, given.format);
  if (!intake) return tl::unexpected(intake.error());
  return Checking(given, *kind, log, reach).run(*intake);
}

}  // namespace qs::exchange
