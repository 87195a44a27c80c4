// One contract, every implementation.
#include <sqlite3.h>

#include "unit/store/record_logs.h"

namespace qs::store {

using namespace ledger;

namespace {

const Instant kNow = *parse_instant("2026-05-02T10:00");

Kind outlet_kind() {
  Kind kind;
  kind.name = "outlet";
  kind.fields = {field("name", FieldType::text),    field("limit", FieldType::number),
                 field("rank", FieldType::integer), field("open", FieldType::boolean),
                 field("since", FieldType::day),    field("state", FieldType::choice),
                 field("order", FieldType::text)};
  kind.fields[0].required = true;
  kind.fields[1].low = 0;
  kind.fields[2].indexed = true;
  kind.fields[5].choices = {{"ok", "正常", "in order"}, {"closed", "关闭", "closed"}};
  kind.fields[6].unique = true;
  return kind;
}

}  // namespace

template <class Maker>
class RecordLogContract : public testing::Test {
 protected:
  RecordLogContract() : log_(Maker::make(scratch_)) { declare(outlet_kind()); }

  void declare(const Kind& kind) {
    auto ok = log_->declare({&kind, 1});
    EXPECT_TRUE(ok.has_value()) << (ok ? "" : ok.error().message());
  }
  void reopen() {
    if (!Maker::kDurable) return;
    log_.reset();
    log_ = Maker::make(scratch_);
    declare(outlet_kind());
  }
  Result<uint64_t> write(std::vector<Write> writes, Instant when = kNow) {
    return log_->commit({"li", "inspection", when, std::move(writes)});
  }
  static Write put(std::string id, Fields fields, std::optional<uint64_t> expected = {}) {
    return {Write::Verb::put, "outlet", std::move(id), std::move(fields), expected};
  }
  static Write erase(std::string id, std::optional<uint64_t> expected = {}) {
    return {Write::Verb::erase, "outlet", std::move(id), {}, expected};
  }
  std::string fault(std::vector<Write> writes) {
    auto before = log_->last_commit();
    auto done = write(std::move(writes));
    EXPECT_FALSE(done.has_value());
    EXPECT_EQ(log_->last_commit(), before);
    return done ? "" : done.error().message();
  }
  Query where(std::vector<Filter> filters) {
    Query query;
    query.kind = "outlet";
    query.where = std::move(filters);
    return query;
  }

  Scratch scratch_;
  std::unique_ptr<RecordLog> log_;
};

TYPED_TEST_SUITE(RecordLogContract, RecordLogs, RecordLogNames);

TYPED_TEST(RecordLogContract, ARecordComesBackAsItWasPut) {
  Fields fields{{"name", std::string("排口 1\0x", 10)},
                {"limit", 2.0},
                {"rank", int64_t{1} << 53},
                {"open", true},
                {"since", std::string("2026-05-01")},
                {"state", std::string("ok")}};
  auto number = this->write({this->put("D1", fields)});
  EXPECT_EQ(*number, 1u);
  this->reopen();
  auto record = **this->log_->get("outlet", "D1");
  EXPECT_EQ(record.fields, fields);
  EXPECT_EQ(record.revision, 1u);
  EXPECT_EQ(this->log_->last_commit(), 1u);
  EXPECT_FALSE(*this->log_->get("outlet", "D2"));
  EXPECT_FALSE(this->log_->get("case", "D1"));
  EXPECT_EQ(this->log_->kind("outlet")->fields.size(), 7u);
  EXPECT_EQ(this->log_->kinds().size(), 1u);
}

TYPED_TEST(RecordLogContract, APutThatChangesNothingAddsNoRevision) {
  Fields fields{{"name", std::string("a")}, {"limit", int64_t{3}}};
  EXPECT_EQ(*this->write({this->put("D1", fields)}), 1u);
  EXPECT_EQ(*this->write({this->put("D1", fields)}), 1u);
  fields["limit"] = 3.0;
  fields["rank"] = std::monostate{};
  EXPECT_EQ(*this->write({this->put("D1", fields)}), 1u);
  EXPECT_EQ(this->log_->history("outlet", "D1")->size(), 1u);
  fields["rank"] = int64_t{2};
  EXPECT_EQ(*this->write({this->put("D1", fields)}), 2u);
  EXPECT_EQ(this->log_->history("outlet", "D1")->size(), 2u);
}

TYPED_TEST(RecordLogContract, FaultyWritesAreNamedAndLeaveNothing) {
  Fields good{{"name", std::string("a")}};
  auto with = [&](std::string name, Value value) {
    auto fields = good;
    fields[name] = std::move(value);
    return std::vector{this->put("D0", good), this->put("D1", fields)};
  };
  EXPECT_EQ(this->fault(with("colour", true)), "outlet/D1.colour: unknown field");
  EXPECT_EQ(this->fault(with("rank", 1.5)), "outlet/D1.rank: no whole number");
  EXPECT_EQ(this->fault(with("limit", -1.0)), "outlet/D1.limit: below 0");
  EXPECT_EQ(this->fault(with("limit", std::nan(""))), "outlet/D1.limit: no number");
  EXPECT_EQ(this->fault(with("since", std::string("2026-02-30"))),
            "outlet/D1.since: not a day (YYYY-MM-DD)");
  EXPECT_EQ(this->fault(with("state", std::string("gone"))),
            "outlet/D1.state: 'gone' is not one of the choices");
  EXPECT_EQ(this->fault({this->put("D1", {})}), "outlet/D1.name: a required field is missing");
  EXPECT_EQ(this->fault({this->put("", good)}), "outlet: not an id");
  EXPECT_EQ(this->fault({{Write::Verb::put, "case", "C1", good, {}}}), "case: unknown kind");
  EXPECT_EQ(*this->log_->count(this->where({})), 0u);
}

TYPED_TEST(RecordLogContract, AUniqueValueIsTakenOnce) {
  auto with = [&](std::string id, std::string order) {
    return this->put(id, {{"name", std::string("a")}, {"order", order}});
  };
  EXPECT_TRUE(this->write({with("D1", "x"), this->put("D3", {{"name", std::string("n")}}),
                           this->put("D4", {{"name", std::string("n")}})}));
  EXPECT_EQ(this->fault({with("D2", "x")}),
            "outlet/D2.order: the value of a unique field is taken");
  EXPECT_EQ(this->fault({with("D2", "y"), with("D5", "y")}),
            "outlet/D5.order: the value of a unique field is taken");
  EXPECT_TRUE(this->write({with("D1", "z"), with("D2", "x")}));  // given up, then taken
}

TYPED_TEST(RecordLogContract, AnOutdatedRevisionIsAConflict) {
  Fields one{{"name", std::string("a")}}, two{{"name", std::string("b")}};
  EXPECT_TRUE(this->write({this->put("D1", one, 0)}));
  EXPECT_TRUE(this->fault({this->put("D1", two, 0)}).find("conflict") != std::string::npos);
  EXPECT_TRUE(this->write({this->put("D1", two, 1)}));
  auto done = this->write({this->erase("D1", 1)});
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().text.starts_with("conflict"));
  EXPECT_TRUE(this->write({this->erase("D1", 2)}));
  EXPECT_TRUE(this->write({this->put("D1", one, 0)}));
}

TYPED_TEST(RecordLogContract, HistoryKeepsWhoWhenWhyAndAnswersAsOf) {
  auto hour = [](int h) { return kNow + std::chrono::hours(h); };
  auto named = [&](std::string name) { return this->put("D1", {{"name", std::move(name)}}); };
  this->write({named("a")}, hour(0));
  this->write({named("b")}, hour(2));
  this->write({this->erase("D1")}, hour(4));
  EXPECT_EQ(*this->write({this->erase("D1")}, hour(5)), 3u);
  this->write({named("c")}, hour(6));
  this->reopen();
  auto history = *this->log_->history("outlet", "D1");
  ASSERT_EQ(history.size(), 4u);
  EXPECT_EQ(history[1].who, "li");
  EXPECT_EQ(history[1].why, "inspection");
  EXPECT_EQ(history[1].when, hour(2));
  EXPECT_EQ(history[3].number, 4u);
  EXPECT_EQ(history[3].commit, 4u);
  EXPECT_TRUE(history[2].erased);
  auto as_of = [&](Instant when) -> std::string {
    auto record = *this->log_->as_of("outlet", "D1", when);
    return record ? record->text("name") : "-";
  };
  EXPECT_EQ(as_of(hour(-1)), "-");
  EXPECT_EQ(as_of(hour(1)), "a");
  EXPECT_EQ(as_of(hour(2)), "b");
  EXPECT_EQ(as_of(hour(5)), "-");
  EXPECT_EQ(as_of(hour(7)), "c");
}

TYPED_TEST(RecordLogContract, QueriesFilterOrderAndPage) {
  auto make = [&](std::string id, std::string name, std::optional<double> limit, int64_t rank,
                  bool open) {
    Fields fields{{"name", std::move(name)}, {"rank", rank}, {"open", open}};
    if (limit) fields["limit"] = *limit;
    return this->put(std::move(id), std::move(fields));
  };
  this->write({make("D3", "青山 north", 0.5, 2, true), make("D1", "south", {}, 1, false),
               make("D2", "North", 10, 2, true), make("D4", "100%_", 2, 3, false)});
  using Ids = std::vector<std::string>;
  auto find = [&](std::vector<Filter> filters) {
    return ids(this->log_->query(this->where(std::move(filters))));
  };
  EXPECT_EQ(find({}), (Ids{"D1", "D2", "D3", "D4"}));
  EXPECT_EQ(find({{"rank", Op::equal, int64_t{2}, {}}}), (Ids{"D2", "D3"}));
  EXPECT_EQ(find({{"rank", Op::greater, 1.5, {}}, {"open", Op::equal, false, {}}}), Ids{"D4"});
  EXPECT_EQ(find({{"limit", Op::less, int64_t{2}, {}}}), Ids{"D3"});
  EXPECT_EQ(find({{"limit", Op::less_equal, 2.0, {}}}), (Ids{"D3", "D4"}));
  EXPECT_EQ(find({{"limit", Op::greater_equal, 2.0, {}}}), (Ids{"D2", "D4"}));
  EXPECT_EQ(find({{"limit", Op::not_equal, 2.0, {}}}), (Ids{"D1", "D2", "D3"}));
  EXPECT_EQ(find({{"limit", Op::is_null, {}, {}}}), Ids{"D1"});
  EXPECT_EQ(find({{"limit", Op::equal, {}, {}}}), Ids{"D1"});
  EXPECT_EQ(find({{"name", Op::contains, std::string("orth"), {}}}), (Ids{"D2", "D3"}));
  EXPECT_EQ(find({{"name", Op::contains, std::string("青山"), {}}}), Ids{"D3"});
  EXPECT_EQ(find({{"name", Op::contains, std::string("%_"), {}}}), Ids{"D4"});
  EXPECT_EQ(find({{"id", Op::in, {}, {std::string("D4"), std::string("D1"), std::string("D9")}}}),
            (Ids{"D1", "D4"}));
  EXPECT_EQ(find({{"id", Op::in, {}, {}}}), Ids{});
  auto query = this->where({});
  query.order_by = "limit";
  EXPECT_EQ(ids(this->log_->query(query)), (Ids{"D1", "D3", "D4", "D2"}));
  query.order_by = "rank";
  query.descending = true;
  EXPECT_EQ(ids(this->log_->query(query)), (Ids{"D4", "D3", "D2", "D1"}));
  query.limit = 2;
  query.offset = 1;
  EXPECT_EQ(ids(this->log_->query(query)), (Ids{"D3", "D2"}));
  EXPECT_EQ(*this->log_->count(query), 4u);
  query.offset = 9;
  EXPECT_TRUE(this->log_->query(query)->empty());
}

TYPED_TEST(RecordLogContract, QueriesNameOnlyDeclaredFields) {
  this->write({this->put("D1", {{"name", std::string("a")}})});
  auto refused = [&](auto spoil) {
    auto query = this->where({});
    spoil(query);
    EXPECT_FALSE(this->log_->query(query));
  };
  refused([](Query& q) { q.order_by = "id; DROP TABLE ledger_outlet"; });
  refused([](Query& q) { q.order_by = "revision"; });
  refused([](Query& q) { q.where = {{"1=1 OR name", Op::equal, std::string("a"), {}}}; });
  refused([](Query& q) { q.where = {{"rank", Op::equal, std::string("a"), {}}}; });
  refused([](Query& q) { q.where = {{"rank", Op::contains, int64_t{1}, {}}}; });
  refused([](Query& q) { q.kind = "revision"; });
  refused([](Query& q) { q.limit = kMaxPage + 1; });
  std::string nasty = "' OR 1=1; DROP TABLE ledger_outlet; --";
  EXPECT_TRUE(this->write({this->put(nasty, {{"name", nasty}})}));
  EXPECT_EQ(ids(this->log_->query(this->where({{"name", Op::equal, nasty, {}}}))),
            std::vector{nasty});
}

TYPED_TEST(RecordLogContract, AKindMayWidenButNotChangeType) {
  this->write({this->put("D1", {{"name", std::string("a")}})});
  auto wider = outlet_kind();
  wider.fields.push_back(field("note", FieldType::long_text));
  auto former = this->log_->kind("outlet");
  this->declare(wider);
  EXPECT_EQ(former->fields.size(), 7u);  // pointers given out before stay good
  EXPECT_EQ((*this->log_->get("outlet", "D1"))->fields.size(), 1u);
  EXPECT_TRUE(
      this->write({this->put("D1", {{"name", std::string("a")}, {"note", std::string("b")}})}));
  auto retyped = wider;
  retyped.fields[2].type = FieldType::text;
  EXPECT_FALSE(this->log_->declare({&retyped, 1}));
  for (auto name : {"id", "Name", "a b", "", "x\"y"}) {
    auto bad = wider;
    bad.fields.push_back(field(name, FieldType::text));
    EXPECT_FALSE(this->log_->declare({&bad, 1})) << name;
  }
  EXPECT_EQ((*this->log_->get("outlet", "D1"))->text("note"), "b");
  EXPECT_FALSE(*this->log_->first_broken_day());
}

TYPED_TEST(RecordLogContract, TheProofGrowsByDay) {
  auto day = [](int d) { return kNow + std::chrono::days(d); };
  auto named = [&](std::string name) { return this->put("D1", {{"name", std::move(name)}}); };
  EXPECT_TRUE(this->log_->proof()->empty());
  this->write({named("a"), this->put("D2", {{"name", std::string("x")}})}, day(0));
  auto closed = this->log_->proof()->at(0);
  EXPECT_EQ(closed.revisions, 2u);
  this->write({named("b")}, day(2));
  this->reopen();
  this->write({named("c")}, day(1));  // the clock went back
  auto all = *this->log_->proof();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].digest, closed.digest);
  EXPECT_EQ(all[1].day, day_of(day(2)));
  EXPECT_EQ(all[1].revisions, 2u);
  EXPECT_FALSE(*this->log_->first_broken_day());
}

// What only a database can suffer: somebody changes it behind our back.
TEST(SqliteRecordLog, TamperingNamesTheFirstBrokenDay) {
  const std::pair<const char*, const char*> cases[] = {
      {"UPDATE revision SET who = 'nobody' WHERE position = 2", "2026-05-03"},
      {"UPDATE revision SET fields = '{\"name\":\"z\"}' WHERE position = 3", "2026-05-04"},
      {"DELETE FROM revision WHERE position = 1", "2026-05-02"},
      {"DELETE FROM revision WHERE position = 3", "2026-05-04"},
      {"UPDATE proof SET digest = x'00' WHERE day = (SELECT day FROM revision WHERE position = 2)",
       "2026-05-03"},
      {"UPDATE ledger_outlet SET name = 'z' WHERE id = 'D2'", "2026-05-03"},
      {"DELETE FROM ledger_outlet WHERE id = 'D1'", "2026-05-02"},
      {"INSERT INTO ledger_outlet(id, revision, name) VALUES ('D9', 1, 'x')", "2026-05-04"},
  };
  for (auto [sql, day] : cases) {
    Scratch scratch;
    auto kind = outlet_kind();
    auto log = SqliteRecords::make(scratch);
    ASSERT_TRUE(log->declare({&kind, 1}));
    for (int d = 0; d < 3; ++d)
      ASSERT_TRUE(log->commit({"li",
                               "",
                               kNow + std::chrono::days(d),
                               {{Write::Verb::put,
                                 "outlet",
                                 fmt::format("D{}", d + 1),
                                 {{"name", std::string("a")}},
                                 {}}}}));
    ASSERT_FALSE(*log->first_broken_day());
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open((scratch / "records.sqlite").c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sql;
    EXPECT_EQ(sqlite3_changes(db), 1) << sql;
    sqlite3_close(db);
    auto broken = log->first_broken_day();
    ASSERT_TRUE(broken) << broken.error().message();
    ASSERT_TRUE(*broken) << sql;
    EXPECT_EQ(iso(**broken), day) << sql;
  }
}

}  // namespace qs::store
