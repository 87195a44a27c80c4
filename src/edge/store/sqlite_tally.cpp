#include "edge/store/sqlite_tally.h"

#include "base/json.h"
#include "edge/store/sqlite_rows.h"
#include "edge/store/sqlite_schema.h"
#include "kernel/ledger/value_json.h"

namespace qs::store {

using namespace ledger;

namespace {

// Kind, field and the value as JSON → how many more there are.
using Deltas = std::map<std::tuple<std::string, std::string, std::string>, int64_t>;

// A change of this rule counts every kind anew.
std::string counted_fields(const Kind& kind) {
  std::string out;
  for (const auto& field : kind.fields)
    if (is_counted(field)) out += field.name + " ";
  return out;
}

std::string text_of(const Fields& fields, const Field& field) {
  auto it = fields.find(field.name);
  return json_of(it == fields.end() ? Value{} : it->second).dump();
}

Deltas deltas_of(const Changes& changes) {
  Deltas out;
  for (const auto& [key, change] : changes)
    for (const auto& field : key.first->fields) {
      if (!is_counted(field)) continue;
      auto before = text_of(change.before, field), after = text_of(change.after, field);
      bool was = !change.fresh, is = !change.erased;
      if (was && is && before == after) continue;
      if (was) --out[{key.first->name, field.name, before}];
      if (is) ++out[{key.first->name, field.name, after}];
    }
  return out;
}

Result<void> count(lite::Session& db, const Kind& kind, const Field& field) {
  auto rows = db.prepare(fmt::format("SELECT t.{0}, count(*) FROM {1} AS t GROUP BY t.{0}",
                                     column_of(field.name), table_of(kind.name)));
  if (!rows) return tl::unexpected(rows.error());
  return rows->each([&]() -> Result<void> {
    auto put = db.prepare("INSERT INTO tally VALUES (?, ?, ?, ?)");
    if (!put) return tl::unexpected(put.error());
    auto value = json_of(value_at(*rows, 0, shape_of(field.type))).dump();
    return put->text(kind.name).text(field.name).text(value).integer(rows->integer_at(1)).run();
  });
}

}  // namespace

bool is_counted(const Field& field) {
  return field.type == FieldType::choice || field.type == FieldType::boolean ||
         (field.type == FieldType::text && field.indexed && !field.unique);
}

Result<void> make_counts(lite::Session& db, const Kind& kind) {
  auto now = counted_fields(kind);
  {
    auto rows = db.prepare("SELECT 1 FROM counted WHERE kind = ? AND fields = ?");
    if (!rows) return tl::unexpected(rows.error());
    auto same = rows->text(kind.name).text(now).next();
    if (!same) return tl::unexpected(same.error());
    if (*same) return {};
  }
  auto old = db.prepare("DELETE FROM tally WHERE kind = ?");
  if (!old) return tl::unexpected(old.error());
  auto ok = old->text(kind.name).run();
  for (const auto& field : kind.fields)
    if (ok && is_counted(field)) ok = count(db, kind, field);
  if (!ok) return ok;
  auto note = db.prepare("INSERT OR REPLACE INTO counted VALUES (?, ?)");
  if (!note) return tl::unexpected(note.error());
  return note->text(kind.name).text(now).run();
}

Result<void> keep_counts(lite::Session& db, const Changes& changes) {
  for (const auto& [place, more] : deltas_of(changes)) {
    if (more == 0) continue;
    auto add = db.prepare(
        "INSERT INTO tally VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET count = count + excluded.count");
    if (!add) return tl::unexpected(add.error());
    const auto& [kind, field, value] = place;
    if (auto ok = add->text(kind).text(field).text(value).integer(more).run(); !ok) return ok;
  }
  return {};
}

Result<std::vector<Tally>> kept_counts(lite::Session& db, const Kind& kind, const Field& field) {
  auto rows =
      db.prepare("SELECT value, count FROM tally WHERE kind = ? AND field = ? AND count > 0");
  if (!rows) return tl::unexpected(rows.error());
  rows->text(kind.name).text(field.name);
  std::vector<Tally> out;
  auto read = rows->each([&]() -> Result<void> {
    auto value = plain_value(Json::parse(rows->text_at(0), nullptr, false));
    if (!value) return fail("a count is damaged", kind.name + "." + field.name);
    out.push_back({std::move(*value), static_cast<size_t>(rows->integer_at(1))});
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  std::sort(out.begin(), out.end(), [](const Tally& a, const Tally& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  if (out.size() > kMaxTally) out.resize(kMaxTally);
  return out;
}

}  // namespace qs::store
