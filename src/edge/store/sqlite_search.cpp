#include "edge/store/sqlite_search.h"

#include "edge/store/query_rules.h"
#include "edge/store/sqlite_rows.h"

namespace qs::store {

using namespace ledger;

namespace {

constexpr const char* kCutting = "1";  // another when cut_words cuts differently

// What the indexes of a kind are made of, to see when they must be made anew.
struct Made {
  std::string words, place;  // empty: no such index
};

std::string searched_fields(const Kind& kind) {
  std::string out;
  for (const auto& field : kind.fields)
    if (field.searched) out += (out.empty() ? kCutting : "") + (" " + field.name);
  return out;
}

Made wanted(const Kind& kind) {
  auto place = kind.geometry();
  return {searched_fields(kind), place ? place->name : ""};
}

Result<Made> made(lite::Session& db, const std::string& kind) {
  auto rows = db.prepare("SELECT words, place FROM side_index WHERE kind = ?");
  if (!rows) return tl::unexpected(rows.error());
  auto any = rows->text(kind).next();
  if (!any) return tl::unexpected(any.error());
  return *any ? Made{rows->text_at(0), rows->text_at(1)} : Made{};
}

// Words are cut before they come here and ASCII letters are small; nothing else is a separator.
std::string create_words(const std::string& kind) {
  return fmt::format(
      "CREATE VIRTUAL TABLE {} USING fts5(words, content='', columnsize=0, tokenize='ascii')",
      words_table(kind));
}

std::string create_places(const std::string& kind) {
  return fmt::format("CREATE VIRTUAL TABLE {} USING rtree(row, west, east, south, north)",
                     places_table(kind));
}

Result<void> add_words(lite::Session& db, const Kind& kind, int64_t row, const std::string& words) {
  if (words.empty()) return {};
  auto put =
      db.prepare(fmt::format("INSERT INTO {}(rowid, words) VALUES (?, ?)", words_table(kind.name)));
  if (!put) return tl::unexpected(put.error());
  return put->integer(row).text(words).run();
}

Result<void> take_words(lite::Session& db, const Kind& kind, int64_t row,
                        const std::string& words) {
  if (words.empty()) return {};
  auto take = db.prepare(fmt::format("INSERT INTO {0}({0}, rowid, words) VALUES ('delete', ?, ?)",
                                     words_table(kind.name)));
  if (!take) return tl::unexpected(take.error());
  return take->integer(row).text(words).run();
}

Result<void> add_place(lite::Session& db, const Kind& kind, int64_t row, const std::string& text) {
  auto place = Place::of(text);
  if (!place) return {};
  auto put =
      db.prepare(fmt::format("INSERT INTO {} VALUES (?, ?, ?, ?, ?)", places_table(kind.name)));
  if (!put) return tl::unexpected(put.error());
  auto box = place->bounds();
  put->integer(row).real(box.west).real(box.east).real(box.south).real(box.north);
  return put->run();
}

std::string text_in(const Fields& fields, const std::string& name) {
  auto it = fields.find(name);
  auto text = it == fields.end() ? nullptr : std::get_if<std::string>(&it->second);
  return text ? *text : std::string{};
}

template <class Each>
Result<void> each_record(lite::Session& db, const Kind& kind, Each each) {
  auto rows = db.prepare(
      fmt::format("SELECT {}, t.row FROM {} AS t", columns_of(kind), table_of(kind.name)));
  if (!rows) return tl::unexpected(rows.error());
  auto row = static_cast<int>(kind.fields.size()) + 2;
  return rows->each([&] { return each(rows->integer_at(row), record_at(*rows, kind).fields); });
}

Result<void> make_words(lite::Session& db, const Kind& kind, const std::string& fields) {
  auto ok = db.run("DROP TABLE IF EXISTS " + words_table(kind.name));
  if (!ok || fields.empty()) return ok;
  if (ok = db.run(create_words(kind.name)); !ok) return ok;
  return each_record(db, kind, [&](int64_t row, const Fields& record) {
    return add_words(db, kind, row, words_of(kind, record));
  });
}

Result<void> make_places(lite::Session& db, const Kind& kind, const std::string& field) {
  auto ok = db.run("DROP TABLE IF EXISTS " + places_table(kind.name));
  if (!ok || field.empty()) return ok;
  if (ok = db.run(create_places(kind.name)); !ok) return ok;
  return each_record(db, kind, [&](int64_t row, const Fields& record) {
    return add_place(db, kind, row, text_in(record, field));
  });
}

}  // namespace

// A dot stands in no kind's name, so the tables that FTS5 and R*Tree make beside cannot clash.
std::string words_table(std::string_view kind) {
  return fmt::format("\"{}.words\"", kind);
}
std::string places_table(std::string_view kind) {
  return fmt::format("\"{}.places\"", kind);
}

Result<void> make_side_indexes(lite::Session& db, const Kind& kind) {
  auto before = made(db, kind.name);
  if (!before) return tl::unexpected(before.error());
  auto now = wanted(kind);
  Result<void> ok;
  if (now.words != before->words) ok = make_words(db, kind, now.words);
  if (ok && now.place != before->place) ok = make_places(db, kind, now.place);
  if (!ok) return ok;
  auto note = db.prepare("INSERT OR REPLACE INTO side_index VALUES (?, ?, ?)");
  if (!note) return tl::unexpected(note.error());
  return note->text(kind.name).text(now.words).text(now.place).run();
}

Result<void> keep_side_indexes(lite::Session& db, const Kind& kind, int64_t row,
                               const Fields& before, const Fields& after) {
  if (kind.searched()) {
    auto old = words_of(kind, before), now = words_of(kind, after);
    if (old != now) {
      auto ok =
          take_words(db, kind, row, old).and_then([&] { return add_words(db, kind, row, now); });
      if (!ok) return ok;
    }
  }
  auto field = kind.geometry();
  if (!field) return {};
  auto old = text_in(before, field->name), now = text_in(after, field->name);
  if (old == now) return {};
  auto take = db.prepare(fmt::format("DELETE FROM {} WHERE row = ?", places_table(kind.name)));
  if (!take) return tl::unexpected(take.error());
  return take->integer(row).run().and_then([&] { return add_place(db, kind, row, now); });
}

}  // namespace qs::store
