// What registers ask of the record memory, one contract for every implementation: words, places,
// pages, tallies, references, fields that packs drop, and the journal.
#include <sqlite3.h>

#include "unit/store/record_logs.h"

namespace qs::store {

using namespace ledger;

namespace {

const Instant kNow = *parse_instant("2026-11-22T10:00");
using Ids = std::vector<std::string>;

std::string point(double lon, double lat) {
  return Geometry::point({lon, lat}).geojson();
}

// A register with words, a place and references: each source may flow into another.
Kind source_kind() {
  Kind kind;
  kind.name = "source";
  kind.shelf = "water";
  kind.title = "name";
  kind.fields = {field("name", FieldType::text),      field("address", FieldType::long_text),
                 field("street", FieldType::text),    field("grade", FieldType::integer),
                 field("place", FieldType::point),    field("into", FieldType::reference),
                 field("firm", FieldType::reference), field("camera", FieldType::reference),
                 field("seen", FieldType::instant)};
  kind.fields[0].searched = kind.fields[1].searched = true;
  kind.fields[2].indexed = true;
  kind.fields[5].target = "source";
  kind.fields[5].acyclic = true;
  kind.fields[6].target = "firm";
  kind.fields[7].target = "camera";  // a kind that no pack declares
  kind.indexes = {{"street", "grade"}};
  return kind;
}

Kind firm_kind() {
  Kind kind;
  kind.name = "firm";
  kind.shelf = "firms";
  kind.fields = {field("name", FieldType::text)};
  return kind;
}

Write put(std::string id, Fields fields, std::string kind = "source") {
  return {Write::Verb::put, std::move(kind), std::move(id), std::move(fields), {}};
}
Write erase(std::string id, std::string kind = "source") {
  return {Write::Verb::erase, std::move(kind), std::move(id), {}, {}};
}
Fields named(std::string name) {
  return {{"name", std::move(name)}};
}

}  // namespace

template <class Maker>
class RecordLogRegisters : public testing::Test {
 protected:
  RecordLogRegisters() : log_(Maker::make(scratch_)) { declare({source_kind(), firm_kind()}); }

  void declare(std::vector<Kind> kinds) {
    auto ok = log_->declare(kinds);
    EXPECT_TRUE(ok.has_value()) << (ok ? "" : ok.error().message());
  }
  void write(std::vector<Write> writes, Instant when = kNow, std::string who = "li") {
    auto ok = log_->commit({std::move(who), "test", when, std::move(writes)});
    EXPECT_TRUE(ok.has_value()) << (ok ? "" : ok.error().message());
  }
  std::string fault(std::vector<Write> writes) {
    auto before = log_->last_commit();
    auto done = log_->commit({"li", "test", kNow, std::move(writes)});
    EXPECT_EQ(log_->last_commit(), before);
    return done ? "" : done.error().message();
  }
  Ids search(std::string words) {
    return ids(log_->query({.kind = "source", .where = {}, .search = words, .order_by = ""}));
  }

  Scratch scratch_;
  std::unique_ptr<RecordLog> log_;
};
TYPED_TEST_SUITE(RecordLogRegisters, RecordLogs, RecordLogNames);

TYPED_TEST(RecordLogRegisters, WordsAreFoundNewestFirstAndFollowEveryChange) {
  this->write(
      {put("S1", {{"name", std::string("管城加油站")}, {"address", std::string("青山路 8 号")}}),
       put("S2", {{"name", std::string("Petrol A1 青山")}, {"street", std::string("x")}}),
       put("S3", named("管城化工厂"))});
  EXPECT_EQ(this->search("青山"), (Ids{"S2", "S1"}));
  EXPECT_EQ(this->search("管城"), (Ids{"S3", "S1"}));
  EXPECT_EQ(this->search("管城加油"), Ids{"S1"});
  EXPECT_EQ(this->search("城管"), Ids{});
  EXPECT_EQ(this->search("厂"), Ids{"S3"});
  EXPECT_EQ(this->search("petr a1"), Ids{"S2"});
  EXPECT_EQ(this->search("etrol"), Ids{});
  EXPECT_EQ(this->search("青山 管城"), Ids{"S1"});  // in two fields
  EXPECT_EQ(this->search("，"), Ids{});
  EXPECT_EQ(this->search("\" OR name:* NOT \""), Ids{});
  Query both{
      .kind = "source", .where = {{"street", Op::equal, std::string("x"), {}}}, .search = "青山"};
  EXPECT_EQ(ids(this->log_->query(both)), Ids{"S2"});
  EXPECT_EQ(*this->log_->count(both), 1u);
  this->write({put("S1", named("管城洗车行")), erase("S3")});
  EXPECT_EQ(this->search("青山"), Ids{"S2"});
  EXPECT_EQ(this->search("管城"), Ids{"S1"});
  EXPECT_NE(this->fault({put("S2", named("青山厂")), put("S9", {{"grade", true}})}), "");
  EXPECT_EQ(this->search("厂"), Ids{});  // what was refused left nothing
  EXPECT_FALSE(this->log_->query({.kind = "firm", .where = {}, .search = "青山"}));
}

TYPED_TEST(RecordLogRegisters, PlacesAreFoundByBoxAreaAndDistance) {
  auto at = [](std::string id, double lon, double lat) {
    return put(std::move(id), {{"place", point(lon, lat)}, {"grade", int64_t{1}}});
  };
  this->write({at("P1", 113.70, 34.70), at("P2", 113.7010, 34.70), at("P3", 113.72, 34.71),
               at("P4", 113.90, 34.90), put("P5", named("nowhere"))});
  Query box{.kind = "source", .where = {}, .box = Box{113.699, 34.699, 113.7205, 34.72}};
  EXPECT_EQ(ids(this->log_->query(box)), (Ids{"P1", "P2", "P3"}));
  box.box = Box{113.70000001, 34.699, 113.7205, 34.72};  // finer than the index keeps
  EXPECT_EQ(ids(this->log_->query(box)), (Ids{"P2", "P3"}));
  Query near{.kind = "source", .where = {}, .near = Near{{113.7012, 34.70}, 5'000}, .order_by = ""};
  EXPECT_EQ(ids(this->log_->query(near)), (Ids{"P2", "P1", "P3"}));
  near.limit = 1;
  EXPECT_EQ(ids(this->log_->query(near)), Ids{"P2"});
  near.offset = 2;
  EXPECT_EQ(ids(this->log_->query(near)), Ids{"P3"});
  near.near->metres = 100;
  EXPECT_EQ(*this->log_->count(near),
            1u + (metres_between({113.7012, 34.70}, {113.70, 34.70}) <= 100));
  Query inside{.kind = "source", .where = {}};
  inside.inside =
      R"({"type":"Polygon","coordinates":[[[113.69,34.69],[113.73,34.69],[113.69,34.73],[113.69,34.69]]]})";
  EXPECT_EQ(ids(this->log_->query(inside)), (Ids{"P1", "P2"}));
  this->write({at("P4", 113.70, 34.70), at("P1", 113.9, 34.9), erase("P2")});
  EXPECT_EQ(ids(this->log_->query(inside)), Ids{"P4"});
  inside.inside = "{}";
  EXPECT_FALSE(this->log_->query(inside));
  EXPECT_FALSE(this->log_->query({.kind = "firm", .where = {}, .box = Box{1, 1, 2, 2}}));
  EXPECT_FALSE(this->log_->query({.kind = "source", .where = {}, .box = Box{2, 1, 1, 2}}));
}

TYPED_TEST(RecordLogRegisters, ACursorGoesThroughEveryPageOnce) {
  std::vector<Write> writes;
  for (int i = 0; i < 23; ++i) {
    Fields fields{{"name", std::string("s")}, {"street", fmt::format("st{}", i % 2)}};
    if (i % 4) fields["grade"] = static_cast<int64_t>(i % 3);
    writes.push_back(put(fmt::format("S{:02}", i * 7 % 23), fields));
  }
  this->write(writes);
  for (bool filtered : {false, true})
    for (auto order : {"id", "grade", "street"})
      for (bool down : {false, true}) {
        Query query{.kind = "source", .where = {}, .order_by = order, .descending = down};
        if (filtered) query.where = {{"street", Op::equal, std::string("st1"), {}}};
        auto whole = ids(this->log_->query(query));
        Ids paged;
        query.limit = 4;
        for (int page = 0; page < 9; ++page) {
          auto rows = *this->log_->query(query);
          for (const auto& row : rows) paged.push_back(row.id);
          if (rows.empty()) break;
          auto value = rows.back().fields.find(order);
          query.after =
              Cursor{value == rows.back().fields.end() ? Value{} : value->second, rows.back().id};
        }
        EXPECT_EQ(paged, whole) << order << down << filtered;
      }
  Query nearest{.kind = "source",
                .where = {},
                .near = Near{{113.7, 34.7}, 10},
                .order_by = "",
                .after = Cursor{}};
  EXPECT_FALSE(this->log_->query(nearest));
}

TYPED_TEST(RecordLogRegisters, TalliesCountEachValueMostFrequentFirst) {
  this->write({put("S1", {{"street", std::string("a")}}), put("S2", {{"street", std::string("b")}}),
               put("S3", {{"street", std::string("b")}, {"grade", int64_t{3}}}),
               put("S4", named("青山"))});
  auto all = *this->log_->tally({.kind = "source", .where = {}}, "street");
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].value, Value(std::string("b")));
  EXPECT_EQ(all[0].count, 2u);
  EXPECT_EQ(all[1].value, Value{});
  EXPECT_EQ(all[2].value, Value(std::string("a")));
  auto graded = *this->log_->tally(
      {.kind = "source", .where = {{"street", Op::equal, std::string("b"), {}}}}, "grade");
  ASSERT_EQ(graded.size(), 2u);
  EXPECT_EQ(graded[1].value, Value(int64_t{3}));
  EXPECT_EQ(this->log_->tally({.kind = "source", .where = {}, .search = "青山"}, "street")->size(),
            1u);
  EXPECT_FALSE(this->log_->tally({.kind = "source", .where = {}}, "nothing"));
}

TYPED_TEST(RecordLogRegisters, TalliesOfTheWholeKindFollowEveryChange) {
  auto in = [](std::string id, const char* street) {
    return put(std::move(id), {{"street", std::string(street)}});
  };
  auto told = [&] {
    std::string out;
    auto tallies = *this->log_->tally({.kind = "source", .where = {}}, "street");
    for (const auto& [value, count] : tallies)
      out += fmt::format("{}={} ", value == Value{} ? "-" : std::get<std::string>(value), count);
    return out;
  };
  this->write({in("S1", "a"), in("S2", "a"), in("S3", "b"), put("S4", {})});
  EXPECT_EQ(told(), "a=2 -=1 b=1 ");
  this->write({in("S1", "b"), put("S4", {}), in("S4", "a"), in("S5", "c")});
  EXPECT_EQ(told(), "a=2 b=2 c=1 ");
  this->write({erase("S2"), erase("S5"), in("S5", "a"), in("S6", "c"), erase("S6")});
  EXPECT_EQ(told(), "a=2 b=2 ");
  auto listed = source_kind();
  listed.fields[0].indexed = true;  // counted from now on
  this->declare({listed});
  this->write({put("S7", named("青山"))});
  EXPECT_EQ(told(), "a=2 b=2 -=1 ");
  auto names = *this->log_->tally({.kind = "source", .where = {}}, "name");
  ASSERT_EQ(names.size(), 2u);
  EXPECT_EQ(names[0].count, 4u);
}

TYPED_TEST(RecordLogRegisters, GroupsCountAndSumWhatIsAlike) {
  auto in = [](std::string id, const char* street, int64_t grade) {
    return put(std::move(id), {{"street", std::string(street)}, {"grade", grade}});
  };
  this->write({in("S1", "b", 2), in("S2", "a", 3), in("S3", "b", 2), in("S4", "b", 5),
               put("S5", {{"street", std::string("b")}}), put("S6", named("青山"))});
  auto told = [&](Query asked, std::vector<std::string> by) {
    std::vector<std::string> sum{"grade"};
    std::string out;
    auto groups = *this->log_->group(asked, by, sum);
    for (const auto& group : groups) {
      for (const auto& value : group.by) {
        auto text = std::get_if<std::string>(&value);
        auto whole = std::get_if<int64_t>(&value);
        out += text ? *text : whole ? std::to_string(*whole) : "-";
      }
      out += fmt::format("={}:{} ", group.count, group.sums[0]);
    }
    return out;
  };
  Query all{.kind = "source", .where = {}};
  EXPECT_EQ(told(all, {"street"}), "-=1:0 a=1:3 b=4:9 ");
  EXPECT_EQ(told(all, {"street", "grade"}), "--=1:0 a3=1:3 b-=1:0 b2=2:4 b5=1:5 ");
  EXPECT_EQ(told(all, {}), "=6:12 ");
  all.where = {{"grade", Op::greater, int64_t{2}, {}}};
  EXPECT_EQ(told(all, {"street"}), "a=1:3 b=1:5 ");
  all.where = {{"grade", Op::greater, int64_t{9}, {}}};
  EXPECT_EQ(told(all, {"street"}), "");
  EXPECT_EQ(told(all, {}), "=0:0 ");
  std::vector<std::string> wrong{"nothing"}, none, no_day{"street:day"};
  EXPECT_FALSE(this->log_->group(all, no_day, none)) << "a street has no day";
  EXPECT_FALSE(this->log_->group(all, wrong, none));
  EXPECT_FALSE(this->log_->group(all, none, wrong));
}

TYPED_TEST(RecordLogRegisters, GroupsByTheLocalDayOfAnInstant) {
  auto at = [](std::string id, const char* time) {
    return put(std::move(id), {{"seen", to_ms(*parse_instant(time))}, {"grade", int64_t{1}}});
  };
  this->write({at("S1", "2026-05-01T00:00:00"), at("S2", "2026-05-01T23:59:59"),
               at("S3", "2026-05-02T00:00:00"), at("S4", "1969-12-31T07:00:00"), put("S5", {})});
  std::vector<std::string> by{"seen:day"}, sum{"grade"};
  std::string out;
  auto groups = *this->log_->group({.kind = "source", .where = {}}, by, sum);
  for (const auto& group : groups)
    out += fmt::format("{}={} ", text_of(group.by[0]), group.count);
  EXPECT_EQ(out, "=1 1969-12-31=1 2026-05-01=2 2026-05-02=1 ");
}

TYPED_TEST(RecordLogRegisters, ReferencesHoldWhenTheCommitIsDone) {
  auto into = [](std::string id, std::string to) {
    return put(std::move(id), {{"into", std::move(to)}});
  };
  EXPECT_EQ(this->fault({into("S1", "S2")}), "source/S1.into: there is no source 'S2'");
  this->write({into("S1", "S2"), put("S2", named("沟"))});  // both ends, in any order
  this->write({put("S3", {{"firm", std::string("F1")}, {"camera", std::string("C1")}}),
               put("F1", named("厂"), "firm")});
  EXPECT_EQ(this->fault({put("S3", {{"firm", std::string("F2")}})}),
            "source/S3.firm: there is no firm 'F2'");
  EXPECT_EQ(this->fault({erase("F1", "firm")}), "firm/F1: source/S3 still refers to it");
  EXPECT_EQ(this->fault({erase("S2")}), "source/S2: source/S1 still refers to it");
  EXPECT_NE(this->fault({into("S4", "S2"), erase("S4"), erase("S2")}), "");
  EXPECT_EQ(this->fault({into("S2", "S1")}),
            "source/S2.into: the reference leads back to the record itself");
  EXPECT_NE(this->fault({into("S9", "S9")}), "");
  EXPECT_NE(this->fault({into("S5", "S6"), into("S6", "S7"), into("S7", "S5")}), "");
  this->write({erase("S2"), into("S1", "S3")});
  this->write({erase("F1", "firm"), erase("S1"), erase("S3")});
  EXPECT_EQ(*this->log_->count({.kind = "source", .where = {}}), 0u);
}

TYPED_TEST(RecordLogRegisters, ADroppedFieldStaysWhileRecordsHoldIt) {
  this->write(
      {put("S1", {{"name", std::string("a")}, {"grade", int64_t{3}}}), put("S2", named("b"))});
  auto narrower = source_kind();
  std::erase_if(narrower.fields,
                [](const Field& f) { return f.name == "grade" || f.name == "camera"; });
  narrower.indexes.clear();
  this->declare({narrower});
  auto kind = this->log_->kind("source");
  EXPECT_EQ(kind->field("camera"), nullptr);
  ASSERT_NE(kind->field("grade"), nullptr);
  EXPECT_TRUE(kind->field("grade")->retired);
  EXPECT_EQ(kind->field("grade")->type, FieldType::integer);
  this->write({put("S1", named("c"))});
  EXPECT_EQ((*this->log_->get("source", "S1"))->integer("grade"), 3);
  EXPECT_EQ(this->fault({put("S2", {{"grade", int64_t{1}}})}),
            "source/S2.grade: the field is retired");
  this->write({put("S1", {{"name", std::string("d")}, {"grade", int64_t{3}}})});
  EXPECT_FALSE(*this->log_->first_broken_day());
  this->declare({source_kind()});
  EXPECT_FALSE(this->log_->kind("source")->field("grade")->retired);
  this->write({put("S1", named("e"))});
  EXPECT_FALSE((*this->log_->get("source", "S1"))->integer("grade"));
  this->declare({narrower});
  EXPECT_EQ(this->log_->kind("source")->field("grade"), nullptr);  // nobody holds it now
  EXPECT_FALSE(*this->log_->first_broken_day());
}

TYPED_TEST(RecordLogRegisters, TheJournalTellsWhoDidWhatNewestFirst) {
  auto day = [](int d) { return kNow + std::chrono::days(d); };
  this->write({put("S1", named("a")), put("F1", named("f"), "firm")}, day(0), "li");
  this->write({put("S2", named("b"))}, day(1), "wang");
  this->write({put("S1", named("c"))}, day(3), "wang");
  this->write({erase("S2")}, day(2), "li");  // the clock went back
  auto asked = [&](JournalQuery query) {
    std::vector<uint64_t> out;
    auto entries = this->log_->journal(query);
    for (const auto& entry : *entries) out.push_back(entry.position);
    return out;
  };
  using Positions = std::vector<uint64_t>;
  EXPECT_EQ(asked({}), (Positions{5, 4, 3, 2, 1}));
  EXPECT_EQ(asked({.who = "wang"}), (Positions{4, 3}));
  EXPECT_EQ(asked({.kind = "source"}), (Positions{5, 4, 3, 1}));
  EXPECT_EQ(asked({.kind = "source", .id = "S1"}), (Positions{4, 1}));
  EXPECT_EQ(asked({.not_by = {"wang", "zhao"}}), (Positions{5, 2, 1}));
  EXPECT_EQ(asked({.not_by = {"wang"}, .not_of = {"source"}}), Positions{2});
  EXPECT_EQ(asked({.commit = 1}), (Positions{2, 1}));
  EXPECT_EQ(asked({.commit = 9}), Positions{});
  EXPECT_EQ(asked({.from = day(1), .until = day(3)}), (Positions{5, 3}));
  EXPECT_EQ(asked({.before = 3, .limit = 1}), Positions{2});
  auto entry = this->log_->journal({.commit = 4})->at(0);
  EXPECT_EQ(entry.id, "S2");
  EXPECT_EQ(entry.revision.who, "li");
  EXPECT_TRUE(entry.revision.erased);
  EXPECT_FALSE(this->log_->journal({.limit = kMaxPage + 1}));
}

namespace {

void run(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(db);
  sqlite3_close(db);
}

}  // namespace

TEST(SqliteRecordLog, ATableOfTheOldLayoutIsRebuiltOnce) {
  Scratch scratch;
  auto kind = firm_kind();
  {
    auto log = SqliteRecords::make(scratch);
    ASSERT_TRUE(log->declare({&kind, 1}));
    for (auto id : {"F2", "F1"})
      ASSERT_TRUE(log->commit({"li", "", kNow, {put(id, named("管城厂"), "firm")}}));
  }
  run(scratch / "records.sqlite",
      "CREATE TABLE old(id TEXT PRIMARY KEY NOT NULL, revision INTEGER NOT NULL, name TEXT) STRICT;"
      "INSERT INTO old SELECT id, revision, name FROM ledger_firm ORDER BY row;"
      "DROP TABLE ledger_firm; ALTER TABLE old RENAME TO ledger_firm;"
      "CREATE INDEX \"firm.name.index\" ON ledger_firm(name, id)");
  kind.fields[0].searched = true;  // and its words are indexed at the same time
  kind.fields[0].indexed = true;
  for (int start = 0; start < 2; ++start) {
    auto log = SqliteRecords::make(scratch);
    ASSERT_TRUE(log->declare({&kind, 1}));
    EXPECT_EQ(ids(log->query({.kind = "firm", .where = {}, .search = "管城", .order_by = ""})),
              (Ids{"F1", "F2"}));
    EXPECT_FALSE(*log->first_broken_day());
    ASSERT_TRUE(
        log->commit({"li", "", kNow, {put("F2", named(fmt::format("管城厂 {}", start)), "firm")}}));
  }
  run(scratch / "records.sqlite", "VACUUM");
  auto log = SqliteRecords::make(scratch);
  kind.fields[0].searched = false;
  ASSERT_TRUE(log->declare({&kind, 1}));
  EXPECT_FALSE(log->query({.kind = "firm", .where = {}, .search = "管城"}));
  EXPECT_EQ(log->query({.kind = "firm", .where = {}})->size(), 2u);
}

// So many records that broad conditions are walked in the order asked for, and rare ones gathered.
TEST(SqliteRecordLog, BroadAndRareQuestionsAgreeWithTheTwin) {
  constexpr int kRecords = 10'600;
  Scratch scratch;
  auto log = SqliteRecords::make(scratch), twin = memory_record_log();
  auto kind = source_kind();
  kind.fields[3].indexed = true;
  for (auto* one : {log.get(), twin.get()}) {
    ASSERT_TRUE(one->declare({&kind, 1}));
    Commit commit{"li", "", kNow, {}};
    for (int i = 0; i < kRecords; ++i) {
      Fields fields{{"name", fmt::format("青山{}号{}", i, i % 500 ? "" : "化工厂")},
                    {"street", fmt::format("st{}", i % 40 ? 0 : i % 3)},
                    {"place", point(113.6 + i % 103 * 0.001, 34.6 + i / 103 * 0.001)}};
      if (i % 5) fields["grade"] = static_cast<int64_t>(i * 7919 % 1000);
      commit.writes.push_back(put(fmt::format("S{:05}", i * 7 % kRecords), std::move(fields)));
    }
    ASSERT_TRUE(one->commit(commit));
  }
  std::vector<Query> questions(1, Query{.kind = "source", .where = {}, .limit = 30});
  auto each = [&](auto... changes) {
    auto before = questions;
    (
        [&] {
          for (auto question : before) {
            changes(question);
            questions.push_back(std::move(question));
          }
        }(),
        ...);
  };
  each([](Query& q) { q.search = "青山"; }, [](Query& q) { q.search = "化工"; });
  each(
      [](Query& q) {
        q.where = {{"street", Op::equal, std::string("st0"), {}}};
      },
      [](Query& q) {
        q.where = {{"grade", Op::less, int64_t{3}, {}}};
      });
  each(
      [](Query& q) {
        q.box = Box{113.5, 34.5, 114, 35};
      },
      [](Query& q) {
        q.near = Near{{113.65, 34.65}, 1'500};
      });
  const char* orders[] = {"", "grade", "id", "grade"};
  for (size_t i = 0; i < questions.size(); ++i) {
    auto& question = questions[i];
    question.order_by = orders[i % 4];
    question.descending = i % 4 == 3;
    auto what = fmt::format("{}: search '{}' filters {} box {} near {}", i, question.search,
                            question.where.empty() ? "-" : question.where[0].field,
                            question.box.has_value(), question.near.has_value());
    EXPECT_EQ(ids(log->query(question)), ids(twin->query(question))) << what;
    if (i % 3 != 0) continue;
    EXPECT_EQ(*log->count(question), *twin->count(question)) << what;
    auto mine = *log->tally(question, "street"), its = *twin->tally(question, "street");
    ASSERT_EQ(mine.size(), its.size()) << what;
    for (size_t k = 0; k < mine.size(); ++k)
      EXPECT_TRUE(mine[k].value == its[k].value && mine[k].count == its[k].count) << what;
    std::vector<std::string> by{"street"}, sum{"grade"};
    auto grouped = *log->group(question, by, sum), twins = *twin->group(question, by, sum);
    ASSERT_EQ(grouped.size(), twins.size()) << what;
    for (size_t k = 0; k < grouped.size(); ++k)
      EXPECT_TRUE(grouped[k].by == twins[k].by && grouped[k].sums == twins[k].sums) << what;
  }
}

}  // namespace qs::store
