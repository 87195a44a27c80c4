#include "edge/store/sqlite_asking.h"

#include <cmath>
#include <numbers>

#include "edge/store/record_rules.h"
#include "edge/store/sqlite_search.h"

namespace qs::store {

using namespace ledger;

namespace {

std::string of_table(std::string_view field) {
  return "t." + column_of(field);
}

Sql condition_of(const Filter& filter) {
  auto column = of_table(filter.field);
  bool null = std::holds_alternative<std::monostate>(filter.value);
  auto compared = [&](const char* op) { return Sql{column + op + "?", {filter.value}}; };
  switch (filter.op) {
    case Op::equal:
      return null ? Sql{column + " IS NULL", {}} : compared(" = ");
    case Op::not_equal:
      return compared(" IS NOT ");
    case Op::less:
      return compared(" < ");
    case Op::less_equal:
      return compared(" <= ");
    case Op::greater:
      return compared(" > ");
    case Op::greater_equal:
      return compared(" >= ");
    case Op::contains:
      return {fmt::format("instr({}, ?) > 0", column), {filter.value}};
    case Op::is_null:
      return {column + " IS NULL", {}};
    case Op::in: {
      std::string places;
      for (size_t i = 0; i < filter.values.size(); ++i) places += i == 0 ? "?" : ",?";
      return {fmt::format("{} IN ({})", column, places), filter.values};
    }
  }
  check(false, "unknown filter");
  return {};
}

void add(Sql& sql, const char* between, const Sql& more) {
  if (!sql.text.empty() && !more.text.empty()) sql.text += between;
  sql.text += more.text;
  sql.values.insert(sql.values.end(), more.values.begin(), more.values.end());
}

// A box that holds everything within the distance.
Box around(const Near& near) {
  constexpr double kMetresOfDegree = 111'000;  // a little less than it is
  double lat = near.metres / kMetresOfDegree;
  double lon =
      lat / std::max(0.01, std::cos((std::abs(near.place.lat) + lat) * std::numbers::pi / 180));
  return {near.place.lon - lon, near.place.lat - lat, near.place.lon + lon, near.place.lat + lat};
}

}  // namespace

Sql Asking::where() const {
  const auto& query = question_.query;
  Sql out;
  for (const auto& filter : query.where) add(out, " AND ", condition_of(filter));
  if (!question_.words.empty()) {
    auto words = words_table(kind_.name);
    add(out, " AND ",
        {fmt::format("t.row IN (SELECT rowid FROM {0} WHERE words MATCH ?)", words),
         {question_.words}});
  }
  if (!question_.placed()) return out;
  auto place = of_table(kind_.geometry()->name);
  auto bounds = [&](const Box& b) {
    add(out, " AND ",
        {fmt::format("t.row IN (SELECT row FROM {} WHERE west <= ? AND east >= ? AND south <= ? "
                     "AND north >= ?)",
                     places_table(kind_.name)),
         {b.east, b.west, b.north, b.south}});
  };
  if (auto& b = query.box) {
    bounds(*b);
    add(out, " AND ",
        {fmt::format("qs_in_box({}, ?, ?, ?, ?)", place), {b->west, b->south, b->east, b->north}});
  }
  if (auto& near = query.near) {
    bounds(around(*near));
    add(out, " AND ",
        {fmt::format("qs_metres({}, ?, ?) <= ?", place),
         {near->place.lon, near->place.lat, near->metres}});
  }
  if (question_.area) {
    bounds(question_.area->bounds());
    add(out, " AND ", {fmt::format("qs_in_area({}, ?)", place), {query.inside}});
  }
  return out;
}

Sql Asking::order() const {
  auto down = question_.query.descending ? " DESC" : "";
  switch (question_.order) {
    case Question::Order::newest:
      return {"t.row DESC", {}};
    case Question::Order::nearest: {
      auto from = question_.query.near->place;
      return {fmt::format("qs_metres({}, ?, ?), t.id", of_table(kind_.geometry()->name)),
              {from.lon, from.lat}};
    }
    case Question::Order::field:
      break;
  }
  const auto& field = question_.query.order_by;
  if (field == "id") return {fmt::format("t.id{}", down), {}};
  return {fmt::format("{}{}, t.id{}", of_table(field), down, down), {}};
}

// What is left after the cursor, in parts that an index answers one after the other. Absent values
// stand before all others.
std::vector<Sql> Asking::segments() const {
  const auto& after = question_.query.after;
  if (!after) return {{}};
  bool down = question_.query.descending;
  auto than = down ? "<" : ">";
  if (question_.query.order_by == "id") return {{fmt::format("t.id {} ?", than), {after->id}}};
  auto column = of_table(question_.query.order_by);
  if (!std::holds_alternative<std::monostate>(after->value)) {
    std::vector<Sql> out{
        {fmt::format("({}, t.id) {} (?, ?)", column, than), {after->value, after->id}}};
    if (down) out.push_back({column + " IS NULL", {}});
    return out;
  }
  std::vector<Sql> out{{fmt::format("{} IS NULL AND t.id {} ?", column, than), {after->id}}};
  if (!down) out.push_back({column + " IS NOT NULL", {}});
  return out;
}

Result<std::vector<Record>> Asking::page() const {
  std::vector<Record> out;
  for (const auto& segment : segments())
    if (auto ok = read_segment(segment, out); !ok) return tl::unexpected(ok.error());
  return out;
}

Result<void> Asking::read_segment(const Sql& segment, std::vector<Record>& out) const {
  const auto& query = question_.query;
  if (out.size() >= query.limit) return {};
  auto sql = where();
  add(sql, " AND ", segment);
  auto text = fmt::format("SELECT {} FROM {} AS t{}{}", columns_of(kind_), table_of(kind_.name),
                          sql.text.empty() ? "" : " WHERE ", sql.text);
  Sql all{std::move(text), std::move(sql.values)};
  add(all, " ORDER BY ", order());
  add(all, " ",
      {"LIMIT ? OFFSET ?",
       {static_cast<int64_t>(query.limit - out.size()), static_cast<int64_t>(query.offset)}});
  auto rows = db_.prepare(all.text);
  if (!rows) return tl::unexpected(rows.error());
  bind_all(*rows, all);
  for (;;) {
    auto more = rows->next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    out.push_back(record_at(*rows, kind_));
  }
}

Result<size_t> Asking::count() const {
  auto sql = where();
  auto rows = db_.prepare(fmt::format("SELECT count(*) FROM {} AS t{}{}", table_of(kind_.name),
                                      sql.text.empty() ? "" : " WHERE ", sql.text));
  if (!rows) return tl::unexpected(rows.error());
  bind_all(*rows, sql);
  return rows->only_integer().map([](int64_t n) { return static_cast<size_t>(n); });
}

Result<std::vector<Tally>> Asking::tally(std::string_view name) const {
  auto field = kind_.field(name);
  if (!field) return fail("unknown field to tally", std::string(name));
  auto sql = where();
  auto rows = db_.prepare(fmt::format(
      "SELECT {0}, count(*) FROM {1} AS t{2}{3} GROUP BY {0} ORDER BY count(*) DESC, {0} LIMIT {4}",
      of_table(name), table_of(kind_.name), sql.text.empty() ? "" : " WHERE ", sql.text,
      kMaxTally));
  if (!rows) return tl::unexpected(rows.error());
  bind_all(*rows, sql);
  std::vector<Tally> out;
  for (;;) {
    auto more = rows->next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return out;
    out.push_back(
        {value_at(*rows, 0, shape_of(field->type)), static_cast<size_t>(rows->integer_at(1))});
  }
}

}  // namespace qs::store
