#include "edge/store/memory_record_log.h"

#include "edge/store/memory_answer.h"
#include "edge/store/record_rules.h"
#include "edge/store/reference_rules.h"

namespace qs::store {

using namespace ledger;

namespace {

using Key = std::pair<std::string, std::string>;  // kind, id

struct Kept {
  Key key;
  Revision revision;
  Day day;
  Hash link;
};

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool among(const JournalQuery& query, const Kept& kept, uint64_t position) {
  const auto& r = kept.revision;
  return (query.who.empty() || r.who == query.who) &&
         (query.kind.empty() || kept.key.first == query.kind) &&
         (query.id.empty() || kept.key.second == query.id) && !holds(query.not_by, r.who) &&
         !holds(query.not_of, kept.key.first) && (!query.commit || r.commit == *query.commit) &&
         (!query.from || r.when >= *query.from) && (!query.until || r.when < *query.until) &&
         (!query.before || position < *query.before);
}

class MemoryRecordLog final : public RecordLog {
 public:
  Result<void> declare(std::span<const Kind> kinds) override {
    for (const auto& kind : kinds) {
      if (auto ok = check_kind(kind); !ok) return ok;
      auto it = kinds_.find(kind.name);
      if (it == kinds_.end()) continue;
      if (auto ok = check_widening(*it->second, kind); !ok) return ok;
    }
    for (const auto& kind : kinds) {
      auto widened = std::make_unique<Kind>(kind);
      auto& place = kinds_[kind.name];
      if (place) {
        retire(*place, *widened);
        former_.push_back(std::move(place));  // pointers given out stay good
      }
      place = std::move(widened);
    }
    return {};
  }
  const Kind* kind(std::string_view name) const override {
    auto it = kinds_.find(name);
    return it == kinds_.end() ? nullptr : it->second.get();
  }
  std::vector<const Kind*> kinds() const override {
    std::vector<const Kind*> out;
    for (const auto& [name, kind] : kinds_) out.push_back(kind.get());
    return out;
  }

  Result<uint64_t> commit(const Commit& commit) override {
    auto revisions = revisions_.size();
    undo_.clear();
    changes_.clear();
    Result<void> ok;
    for (const auto& write : commit.writes)
      if (ok = apply(commit, write); !ok) break;
    if (ok) ok = check_references(outcome(), changes_);
    if (!ok) {
      roll_back(revisions);
      return tl::unexpected(ok.error());
    }
    if (revisions_.size() > revisions) ++last_;
    return last_;
  }

  Result<std::optional<Record>> get(std::string_view kind, std::string_view id) const override {
    if (!this->kind(kind)) return unknown_kind(kind);
    auto it = records_.find({std::string(kind), std::string(id)});
    return it == records_.end() ? std::nullopt : std::optional(it->second.record);
  }
  Result<std::vector<Record>> query(const Query& asked) const override {
    auto kind = this->kind(asked.kind);
    auto question = checked(asked);
    if (!question) return tl::unexpected(question.error());
    const auto& query = question->query;
    std::vector<std::pair<Value, const Record*>> rows;
    for (auto row : matching(*kind, *question))
      rows.emplace_back(rank_of(*kind, *row, *question), &row->record);
    auto before = [&](const auto& a, const auto& b) {
      auto order = compare(a.first, b.first);
      if (order == 0) order = a.second->id.compare(b.second->id);
      return query.descending ? order > 0 : order < 0;
    };
    std::sort(rows.begin(), rows.end(), before);
    auto from = rows.begin() + static_cast<std::ptrdiff_t>(std::min(query.offset, rows.size()));
    if (query.after) {
      Record last{asked.kind, query.after->id, 0, {}};
      from = std::upper_bound(rows.begin(), rows.end(),
                              std::pair(query.after->value, &std::as_const(last)), before);
    }
    std::vector<Record> out;
    for (; from != rows.end() && out.size() < query.limit; ++from) out.push_back(*from->second);
    return out;
  }
  Result<size_t> count(const Query& asked) const override {
    return checked(asked).map(
        [&](const Question& q) { return matching(*kind(asked.kind), q).size(); });
  }
  Result<std::vector<Tally>> tally(const Query& asked, std::string_view field) const override {
    auto question = checked(asked);
    if (!question) return tl::unexpected(question.error());
    auto kind = this->kind(asked.kind);
    if (!kind->field(field)) return fail("unknown field to tally", std::string(field));
    auto less = [](const Value& a, const Value& b) { return compare(a, b) < 0; };
    std::map<Value, size_t, decltype(less)> counts;
    for (auto row : matching(*kind, *question)) ++counts[value_of(row->record, std::string(field))];
    std::vector<Tally> out;
    for (const auto& [value, count] : counts) out.push_back({value, count});
    std::stable_sort(out.begin(), out.end(),
                     [](const Tally& a, const Tally& b) { return a.count > b.count; });
    if (out.size() > kMaxTally) out.resize(kMaxTally);
    return out;
  }
  Result<std::vector<Group>> group(const Query& asked, std::span<const std::string> by,
                                   std::span<const std::string> sum) const override {
    auto question = checked(asked);
    if (!question) return tl::unexpected(question.error());
    auto kind = this->kind(asked.kind);
    std::vector<Grouping> groupings;
    for (const auto& name : by) {
      auto grouping = grouping_of(*kind, name);
      if (!grouping) return tl::unexpected(grouping.error());
      groupings.push_back(*grouping);
    }
    for (const auto& name : sum)
      if (!kind->field(name)) return fail("unknown field to sum", name);
    auto less = [](const std::vector<Value>& a, const std::vector<Value>& b) {
      return std::ranges::lexicographical_compare(
          a, b, [](const Value& x, const Value& y) { return compare(x, y) < 0; });
    };
    std::map<std::vector<Value>, Group, decltype(less)> groups;
    if (by.empty()) groups[{}].sums.resize(sum.size());
    for (auto row : matching(*kind, *question)) {
      std::vector<Value> values;
      for (const auto& grouping : groupings)
        values.push_back(value_to_group(row->record, grouping));
      auto& group = groups[values];
      group.sums.resize(sum.size());
      ++group.count;
      for (size_t i = 0; i < sum.size(); ++i)
        group.sums[i] += number_of(value_of(row->record, sum[i]));
    }
    if (groups.size() > kMaxGroups) return fail(fmt::format("more than {} groups", kMaxGroups));
    std::vector<Group> out;
    for (auto& [values, group] : groups) {
      group.by = values;
      out.push_back(std::move(group));
    }
    return out;
  }
  Result<std::vector<Revision>> history(std::string_view kind, std::string_view id) const override {
    if (!this->kind(kind)) return unknown_kind(kind);
    std::vector<Revision> out;
    for (const auto& kept : revisions_)
      if (kept.key.first == kind && kept.key.second == id) out.push_back(kept.revision);
    return out;
  }
  Result<std::optional<Record>> as_of(std::string_view kind, std::string_view id,
                                      Instant when) const override {
    auto all = history(kind, id);
    if (!all) return tl::unexpected(all.error());
    std::optional<Record> out;
    for (const auto& r : *all) {
      if (r.when > when) continue;
      out.reset();
      if (!r.erased) out = Record{std::string(kind), std::string(id), r.number, r.fields};
    }
    return out;
  }
  Result<std::vector<JournalEntry>> journal(const JournalQuery& query) const override {
    if (query.limit > kMaxPage) return fail(fmt::format("a page holds at most {}", kMaxPage));
    std::vector<JournalEntry> out;
    for (auto position = revisions_.size(); position > 0 && out.size() < query.limit; --position) {
      const auto& kept = revisions_[position - 1];
      if (among(query, kept, position))
        out.push_back({position, kept.key.first, kept.key.second, kept.revision});
    }
    return out;
  }
  uint64_t last_commit() const override { return last_; }

  Result<std::vector<LedgerProof>> proof() const override {
    std::vector<LedgerProof> out;
    for (const auto& kept : revisions_) {
      if (out.empty() || out.back().day != kept.day) out.push_back({kept.day, {}, 0});
      out.back().digest = hex(kept.link);
      ++out.back().revisions;
    }
    return out;
  }
  Result<std::optional<Day>> first_broken_day() const override {
    Hash before{};
    for (const auto& kept : revisions_) {
      before = linked(before, kept);
      if (before != kept.link) return kept.day;
    }
    return std::nullopt;
  }

 private:
  static Hash linked(const Hash& before, const Kept& kept) {
    const auto& r = kept.revision;
    return link(before, {kept.key.first, kept.key.second, r.number, r.commit, r.who, r.why,
                         to_ms(r.when), r.erased, fields_text(r.fields)});
  }

  // Keeps what the new declaration leaves out while some record holds it.
  void retire(const Kind& before, Kind& after) const {
    for (const auto& field : before.fields) {
      if (after.field(field.name)) continue;
      auto rows = of_kind(after.name);
      if (std::any_of(rows.begin(), rows.end(),
                      [&](const Row* row) { return row->record.fields.contains(field.name); }))
        after.fields.push_back(retired_field(field.name, shape_of(field.type)));
    }
  }

  Result<void> apply(const Commit& commit, const Write& write) {
    auto kind = this->kind(write.kind);
    if (!kind) return unknown_kind(write.kind);
    Key key{write.kind, write.id};
    auto it = records_.find(key);
    bool exists = it != records_.end();
    auto before = exists ? it->second : Row{};
    if (auto ok = check_expected(write, before.record.revision); !ok) return ok;
    bool erase = write.verb == Write::Verb::erase;
    if (erase && !exists) return {};
    Fields fields;
    if (!erase) {
      Settler settler(*kind);
      auto made = checked_fields(settler, write, before.record.fields);
      if (!made) return tl::unexpected(made.error());
      fields = std::move(*made);
      if (exists && before.record.fields == fields) return {};
      if (auto ok = check_unique(*kind, write.id, fields); !ok) return ok;
    }
    auto number = ++numbers_[key];
    undo_.emplace_back(key, exists ? std::optional(before) : std::nullopt);
    add({key, {number, last_ + 1, commit.who, commit.why, commit.when, erase, fields}, {}, {}});
    auto& change = changes_.try_emplace({kind, write.id}, Change{before.record.fields, {}, !exists})
                       .first->second;
    change.after = fields;
    change.erased = erase;
    if (erase) {
      records_.erase(key);
    } else {
      auto made = exists ? before.number : ++made_;
      records_[key] = {{write.kind, write.id, number, std::move(fields)}, made};
    }
    return {};
  }

  void roll_back(size_t revisions) {
    revisions_.resize(revisions);
    for (; !undo_.empty(); undo_.pop_back()) {
      auto& [key, before] = undo_.back();
      --numbers_[key];
      records_.erase(key);
      if (before) records_[key] = std::move(*before);
    }
  }

  std::optional<Record> one_with(const Kind& kind, const std::string& field,
                                 const Value& value) const {
    for (auto row : of_kind(kind.name))
      if (value_of(row->record, field) == value) return row->record;
    return std::nullopt;
  }

  Result<void> check_unique(const Kind& kind, const std::string& id, const Fields& fields) const {
    for (const auto& field : kind.fields) {
      auto mine = fields.find(field.name);
      if (!field.unique || mine == fields.end()) continue;
      auto other = one_with(kind, field.name, mine->second);
      if (other && other->id != id) return taken(kind, id, field.name);
    }
    return {};
  }

  Outcome outcome() const {
    return {kinds(), [this](const Kind& kind, std::string_view id) { return get(kind.name, id); },
            [this](const Kind& kind, const Field& field, const std::string& value)
                -> Result<std::optional<Record>> { return one_with(kind, field.name, value); }};
  }

  void add(Kept kept) {
    kept.day = day_of(kept.revision.when);
    if (!revisions_.empty()) kept.day = std::max(kept.day, revisions_.back().day);
    kept.link = linked(revisions_.empty() ? Hash{} : revisions_.back().link, kept);
    revisions_.push_back(std::move(kept));
  }

  Result<Question> checked(const Query& asked) const {
    auto kind = this->kind(asked.kind);
    if (!kind) return unknown_kind(asked.kind);
    return checked_query(*kind, asked);
  }

  std::vector<const Row*> of_kind(const std::string& kind) const {
    std::vector<const Row*> out;
    for (auto it = records_.lower_bound({kind, ""});
         it != records_.end() && it->first.first == kind; ++it)
      out.push_back(&it->second);
    return out;
  }

  std::vector<const Row*> matching(const Kind& kind, const Question& question) const {
    auto out = of_kind(kind.name);
    std::erase_if(out, [&](const Row* row) { return !is_asked(kind, row->record, question); });
    return out;
  }

  std::map<std::string, std::unique_ptr<Kind>, std::less<>> kinds_;
  std::vector<std::unique_ptr<Kind>> former_;
  std::map<Key, Row> records_;
  std::vector<Kept> revisions_;
  std::map<Key, uint64_t> numbers_;                       // last revision, erased ones too
  uint64_t made_ = 0;                                     // rows so far
  std::vector<std::pair<Key, std::optional<Row>>> undo_;  // of the commit that runs
  Changes changes_;                                       // of the commit that runs
  uint64_t last_ = 0;
};

}  // namespace

std::unique_ptr<RecordLog> memory_record_log() {
  return std::make_unique<MemoryRecordLog>();
}

}  // namespace qs::store
