#include "edge/store/memory_record_log.h"

#include "edge/store/record_rules.h"

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

// Null stands before everything; numbers compare as numbers.
int compare(const Value& a, const Value& b) {
  auto rank = [](const Value& v) { return std::holds_alternative<std::monostate>(v) ? 0 : 1; };
  if (rank(a) != rank(b)) return rank(a) < rank(b) ? -1 : 1;
  if (rank(a) == 0) return 0;
  auto number = [](const Value& v) -> std::optional<double> {
    if (auto d = std::get_if<double>(&v)) return *d;
    if (auto i = std::get_if<int64_t>(&v)) return static_cast<double>(*i);
    return std::nullopt;
  };
  auto x = number(a), y = number(b);
  if (x && y && a.index() != b.index()) return *x < *y ? -1 : *x > *y;
  return a < b ? -1 : a > b;
}

Value value_of(const Record& record, const std::string& field) {
  if (field == "id") return record.id;
  auto it = record.fields.find(field);
  return it == record.fields.end() ? Value{} : it->second;
}

bool meets(const Record& record, const Filter& filter) {
  auto value = value_of(record, filter.field);
  bool null = std::holds_alternative<std::monostate>(value);
  auto order = compare(value, filter.value);
  bool comparable = !null && !std::holds_alternative<std::monostate>(filter.value);
  switch (filter.op) {
    case Op::equal:
      return order == 0;
    case Op::not_equal:
      return order != 0;
    case Op::less:
      return comparable && order < 0;
    case Op::less_equal:
      return comparable && order <= 0;
    case Op::greater:
      return comparable && order > 0;
    case Op::greater_equal:
      return comparable && order >= 0;
    case Op::contains:
      return comparable && std::get<std::string>(value).find(std::get<std::string>(filter.value)) !=
                               std::string::npos;
    case Op::in:
      return std::any_of(filter.values.begin(), filter.values.end(), [&](const Value& one) {
        return !null && !std::holds_alternative<std::monostate>(one) && compare(value, one) == 0;
      });
    case Op::is_null:
      return null;
  }
  return false;
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
      auto& place = kinds_[kind.name];
      if (place) former_.push_back(std::move(place));  // pointers given out stay good
      place = std::make_unique<Kind>(kind);
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
    for (const auto& write : commit.writes) {
      auto ok = apply(commit, write);
      if (ok) continue;
      roll_back(revisions);
      return tl::unexpected(ok.error());
    }
    if (revisions_.size() > revisions) ++last_;
    return last_;
  }

  Result<std::optional<Record>> get(std::string_view kind, std::string_view id) const override {
    if (!this->kind(kind)) return unknown_kind(kind);
    auto it = records_.find({std::string(kind), std::string(id)});
    return it == records_.end() ? std::nullopt : std::optional(it->second);
  }
  Result<std::vector<Record>> query(const Query& asked) const override {
    auto found = matching(asked);
    if (!found) return found;
    auto before = [&](const Record& a, const Record& b) {
      auto order = compare(value_of(a, asked.order_by), value_of(b, asked.order_by));
      if (order == 0) order = a.id.compare(b.id);
      return asked.descending ? order > 0 : order < 0;
    };
    std::sort(found->begin(), found->end(), before);
    auto from = std::min(asked.offset, found->size());
    auto count = std::min(asked.limit, found->size() - from);
    auto begin = found->begin() + static_cast<std::ptrdiff_t>(from);
    return std::vector<Record>(begin, begin + static_cast<std::ptrdiff_t>(count));
  }
  Result<size_t> count(const Query& asked) const override {
    return matching(asked).map([](const auto& found) { return found.size(); });
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

  Result<void> apply(const Commit& commit, const Write& write) {
    auto kind = this->kind(write.kind);
    if (!kind) return unknown_kind(write.kind);
    Key key{write.kind, write.id};
    auto it = records_.find(key);
    bool exists = it != records_.end();
    if (auto ok = check_expected(write, exists ? it->second.revision : 0); !ok) return ok;
    bool erase = write.verb == Write::Verb::erase;
    if (erase && !exists) return {};
    Fields fields;
    if (!erase) {
      auto made = checked_fields(*kind, write);
      if (!made) return tl::unexpected(made.error());
      fields = std::move(*made);
      if (exists && it->second.fields == fields) return {};
      if (auto ok = check_unique(*kind, write.id, fields); !ok) return ok;
    }
    auto number = ++numbers_[key];
    undo_.emplace_back(key, exists ? std::optional(it->second) : std::nullopt);
    add({key, {number, last_ + 1, commit.who, commit.why, commit.when, erase, fields}, {}, {}});
    if (erase) {
      records_.erase(key);
    } else {
      records_[key] = {write.kind, write.id, number, fields};
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

  Result<void> check_unique(const Kind& kind, const std::string& id, const Fields& fields) const {
    for (const auto& field : kind.fields) {
      auto mine = fields.find(field.name);
      if (!field.unique || mine == fields.end()) continue;
      for (const auto& [key, record] : records_) {
        if (key.first != kind.name || key.second == id) continue;
        if (value_of(record, field.name) == mine->second) return taken(kind, id, field.name);
      }
    }
    return {};
  }

  void add(Kept kept) {
    kept.day = day_of(kept.revision.when);
    if (!revisions_.empty()) kept.day = std::max(kept.day, revisions_.back().day);
    kept.link = linked(revisions_.empty() ? Hash{} : revisions_.back().link, kept);
    revisions_.push_back(std::move(kept));
  }

  Result<std::vector<Record>> matching(const Query& asked) const {
    auto kind = this->kind(asked.kind);
    if (!kind) return unknown_kind(asked.kind);
    auto query = checked_query(*kind, asked);
    if (!query) return tl::unexpected(query.error());
    std::vector<Record> out;
    for (auto it = records_.lower_bound({asked.kind, ""});
         it != records_.end() && it->first.first == asked.kind; ++it)
      if (std::all_of(query->where.begin(), query->where.end(),
                      [&](const Filter& f) { return meets(it->second, f); }))
        out.push_back(it->second);
    return out;
  }

  std::map<std::string, std::unique_ptr<Kind>, std::less<>> kinds_;
  std::vector<std::unique_ptr<Kind>> former_;
  std::map<Key, Record> records_;
  std::vector<Kept> revisions_;
  std::map<Key, uint64_t> numbers_;                          // last revision, erased ones too
  std::vector<std::pair<Key, std::optional<Record>>> undo_;  // of the commit that runs
  uint64_t last_ = 0;
};

}  // namespace

std::unique_ptr<RecordLog> memory_record_log() {
  return std::make_unique<MemoryRecordLog>();
}

}  // namespace qs::store
