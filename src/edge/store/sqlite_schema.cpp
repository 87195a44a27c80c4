#include "edge/store/sqlite_schema.h"

#include <map>

#include "edge/store/record_rules.h"
#include "edge/store/reference_rules.h"
#include "edge/store/sqlite_rows.h"

namespace qs::store {

using namespace ledger;

namespace {

constexpr std::array<const char*, 4> kTypes{"TEXT", "INTEGER", "REAL", "INTEGER"};  // by Shape
using Shapes = std::map<std::string, Shape>;  // of the columns, by name

std::string type_of(Shape shape) {
  return kTypes[static_cast<size_t>(shape)];
}

Result<Shapes> stored_shapes(lite::Session& db, const std::string& kind) {
  auto rows = db.prepare("SELECT name, shape FROM field WHERE kind = ?");
  if (!rows) return tl::unexpected(rows.error());
  rows->text(kind);
  Shapes out;
  return rows->each([&] { out[rows->text_at(0)] = static_cast<Shape>(rows->integer_at(1)); })
      .map([&] { return std::move(out); });
}

// The row number is the record's place in the side indexes: it must survive a change and a VACUUM.
std::string create_table(const Kind& kind, const Shapes& columns) {
  std::string list;
  for (const auto& [name, shape] : columns) list += ", " + column_of(name) + " " + type_of(shape);
  return fmt::format(
      "CREATE TABLE {}(row INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, revision INTEGER NOT "
      "NULL{}) STRICT",
      table_of(kind.name), list);
}

enum class Layout { none, without_row, current };

Result<Layout> layout_of(lite::Session& db, const Kind& kind) {
  auto rows = db.prepare("SELECT count(*), total(name = 'row') FROM pragma_table_info(?)");
  if (!rows) return tl::unexpected(rows.error());
  auto any = rows->text("ledger_" + kind.name).next();
  if (!any) return tl::unexpected(any.error());
  if (rows->integer_at(0) == 0) return Layout::none;
  return rows->integer_at(1) == 0 ? Layout::without_row : Layout::current;
}

Result<void> rebuild(lite::Session& db, const Kind& kind, const Shapes& columns) {
  std::string list = "id, revision";
  for (const auto& [name, shape] : columns) list += ", " + column_of(name);
  return db.run(
      fmt::format("ALTER TABLE {0} RENAME TO former; {1};"
                  "INSERT INTO {0}(row, {2}) SELECT rowid, {2} FROM former "
                  "ORDER BY rowid; DROP TABLE former",
                  table_of(kind.name), create_table(kind, columns), list));
}

Result<void> add_column(lite::Session& db, const Kind& kind, const std::string& name, Shape shape) {
  return db.run(fmt::format("ALTER TABLE {} ADD COLUMN {} {}", table_of(kind.name), column_of(name),
                            type_of(shape)));
}

Result<void> list_column(lite::Session& db, const Kind& kind, const std::string& name,
                         Shape shape) {
  auto list = db.prepare("INSERT INTO field VALUES (?, ?, ?)");
  if (!list) return tl::unexpected(list.error());
  return list->text(kind.name).text(name).integer(static_cast<int64_t>(shape)).run();
}

// The declared fields that no column holds yet.
Result<Shapes> lacking(const Kind& kind, const Shapes& stored) {
  Shapes out;
  for (const auto& field : kind.fields) {
    auto it = stored.find(field.name);
    if (it == stored.end())
      out[field.name] = shape_of(field.type);
    else if (it->second != shape_of(field.type))
      return fail("a field may not be retyped", kind.name + "." + field.name);
  }
  return out;
}

// A new table gets all its columns at once: every ALTER reads the whole schema anew.
Result<void> make_columns(lite::Session& db, const Kind& kind, Layout layout, const Shapes& stored,
                          const Shapes& fresh) {
  Result<void> ok;
  if (layout == Layout::none) ok = db.run(create_table(kind, fresh));
  if (layout == Layout::without_row) ok = rebuild(db, kind, stored);
  for (const auto& [name, shape] : fresh) {
    if (ok && layout != Layout::none) ok = add_column(db, kind, name, shape);
    if (ok) ok = list_column(db, kind, name, shape);
  }
  return ok;
}

Result<void> drop_column(lite::Session& db, const Kind& kind, const std::string& name) {
  auto list = db.prepare("DELETE FROM field WHERE kind = ? AND name = ?");
  if (!list) return tl::unexpected(list.error());
  return list->text(kind.name).text(name).run().and_then([&] {
    return db.run(
        fmt::format("ALTER TABLE {} DROP COLUMN {}", table_of(kind.name), column_of(name)));
  });
}

Result<bool> holds_data(lite::Session& db, const Kind& kind, const std::string& name) {
  auto rows = db.prepare(fmt::format("SELECT 1 FROM {} WHERE {} IS NOT NULL LIMIT 1",
                                     table_of(kind.name), column_of(name)));
  if (!rows) return tl::unexpected(rows.error());
  return rows->next();
}

// By name, as SQLite writes them down.
std::map<std::string, std::string> wanted_indexes(const Kind& kind) {
  std::map<std::string, std::string> out;
  for (auto fields : indexes_of(kind)) {
    if (fields.front() == "id") continue;  // made with the table
    auto name = fmt::format("\"{}.{}.index\"", kind.name, fmt::join(fields, "."));
    for (auto& field : fields) field = column_of(field);
    out[name] = fmt::format("CREATE INDEX {} ON {}({}, id)", name, table_of(kind.name),
                            fmt::join(fields, ", "));
  }
  for (const auto& field : kind.fields) {
    if (!field.unique) continue;
    auto name = fmt::format("\"{}.{}.unique\"", kind.name, field.name);
    out[name] = fmt::format("CREATE UNIQUE INDEX {} ON {}({})", name, table_of(kind.name),
                            column_of(field.name));
  }
  return out;
}

Result<void> make_indexes(lite::Session& db, const Kind& kind) {
  auto wanted = wanted_indexes(kind);
  std::vector<std::string> stale;
  {
    auto rows = db.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT "
        "NULL");
    if (!rows) return tl::unexpected(rows.error());
    rows->text("ledger_" + kind.name);
    auto read = rows->each([&] {
      auto name = '"' + rows->text_at(0) + '"';
      auto it = wanted.find(name);
      if (it != wanted.end() && it->second == rows->text_at(1)) {
        wanted.erase(it);
      } else {
        stale.push_back(name);
      }
    });
    if (!read) return read;
  }
  for (const auto& name : stale)
    if (auto ok = db.run("DROP INDEX " + name); !ok) return ok;
  for (const auto& [name, sql] : wanted)
    if (auto ok = db.run(sql); !ok) return ok;
  return {};
}

}  // namespace

std::vector<std::vector<std::string>> indexes_of(const Kind& kind) {
  std::vector<std::vector<std::string>> out{{"id"}};
  for (const auto& field : kind.fields)
    if (field.indexed || guarded(kind, field)) out.push_back({field.name});
  for (const auto& fields : kind.indexes)
    if (!fields.empty()) out.push_back(fields);
  return out;
}

Result<Kind> make_table(lite::Session& db, const Kind& kind) {
  auto stored = stored_shapes(db, kind.name);
  auto layout = layout_of(db, kind);
  if (!stored) return tl::unexpected(stored.error());
  if (!layout) return tl::unexpected(layout.error());
  auto fresh = lacking(kind, *stored);
  if (!fresh) return tl::unexpected(fresh.error());
  auto ok = make_columns(db, kind, *layout, *stored, *fresh);
  if (!ok) return tl::unexpected(ok.error());
  Kind out = kind;
  std::vector<std::string> empty;
  for (const auto& [name, shape] : *stored) {
    if (kind.field(name)) continue;
    auto holds = holds_data(db, kind, name);
    if (!holds) return tl::unexpected(holds.error());
    if (*holds) out.fields.push_back(retired_field(name, shape));
    if (!*holds) empty.push_back(name);
  }
  ok = make_indexes(db, out);
  for (const auto& name : empty)
    if (ok) ok = drop_column(db, kind, name);
  if (!ok) return tl::unexpected(ok.error());
  return out;
}

Result<std::vector<Kind>> stored_kinds(lite::Session& db) {
  auto rows = db.prepare("SELECT kind, name, shape FROM field ORDER BY kind, name");
  if (!rows) return tl::unexpected(rows.error());
  std::vector<Kind> out;
  for (;;) {
    auto more = rows->next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return out;
    auto kind = rows->text_at(0), name = rows->text_at(1);
    auto shape = static_cast<size_t>(rows->integer_at(2));
    if (!plain_name(kind) || !plain_name(name) || shape >= kTypes.size())
      return fail("the list of fields is damaged", kind + "." + name);
    if (out.empty() || out.back().name != kind) {
      out.emplace_back();
      out.back().name = kind;
    }
    out.back().fields.push_back(retired_field(name, static_cast<Shape>(shape)));
  }
}

}  // namespace qs::store
