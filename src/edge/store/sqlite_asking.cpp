#include "edge/store/sqlite_asking.h"

#include "edge/store/sqlite_search.h"
#include "edge/store/sqlite_tally.h"

namespace qs::store {

using namespace ledger;

namespace {

// Each row of the answer to `each`, until the end or a fault.
template <class Each>
Result<void> each_row(lite::Session& db, const Sql& sql, Each each) {
  auto rows = db.prepare(sql.text);
  if (!rows) return tl::unexpected(rows.error());
  bind_all(*rows, sql);
  return rows->each([&] { each(*rows); });
}

// As day_of() tells it.
constexpr auto kLocalDay = "date(({0} + 28800000) / 1000.0, 'unixepoch')";

}  // namespace

Sql Asking::source(const Sql& more) const {
  auto table = table_of(kind_.name) + " AS t";
  Sql out, where;
  switch (plan_.drive) {
    case Plan::Drive::table:
      out.text = " FROM " + table;
      break;
    case Plan::Drive::words:
      out.text = fmt::format(" FROM {} AS w CROSS JOIN {} ON t.row = w.rowid",
                             words_table(kind_.name), table);
      where = {"w.words MATCH ?", {question_.words}};
      break;
    case Plan::Drive::places:
      out.text = fmt::format(" FROM {} AS p CROSS JOIN {} ON t.row = p.row",
                             places_table(kind_.name), table);
      where = bounds_of(question_, metres_);
      break;
  }
  add(where, " AND ", filters_of(question_.query, plan_.ignored));
  if (!question_.words.empty() && plan_.drive != Plan::Drive::words) {
    Sql found{"qs_found(?", {question_.words}};
    for (const auto& field : kind_.fields)
      if (field.searched) found.text += ", " + column_in(field.name);
    found.text += ")";
    add(where, " AND ", found);
  }
  add(where, " AND ", place_tests());
  add(where, " AND ", more);
  if (!where.text.empty()) add(out, " WHERE ", where);
  return out;
}

Sql Asking::place_tests() const {
  Sql out;
  if (!question_.placed()) return out;
  const auto& query = question_.query;
  auto place = column_in(kind_.geometry()->name);
  if (auto& b = query.box)
    add(out, " AND ",
        {fmt::format("qs_in_box({}, ?, ?, ?, ?)", place), {b->west, b->south, b->east, b->north}});
  if (auto& near = query.near)
    add(out, " AND ",
        {fmt::format("qs_metres({}, ?, ?) <= ?", place),
         {near->place.lon, near->place.lat, metres_}});
  if (question_.area) add(out, " AND ", {fmt::format("qs_in_area({}, ?)", place), {query.inside}});
  return out;
}

Sql Asking::order() const {
  auto down = question_.query.descending ? " DESC" : "";
  switch (question_.order) {
    case Question::Order::newest:
      return {plan_.drive == Plan::Drive::words ? "w.rowid DESC" : "t.row DESC", {}};
    case Question::Order::nearest: {
      auto from = question_.query.near->place;
      return {fmt::format("qs_metres({}, ?, ?), t.id", column_in(kind_.geometry()->name)),
              {from.lon, from.lat}};
    }
    case Question::Order::field:
      break;
  }
  auto hidden = plan_.few ? "+" : "";
  const auto& field = question_.query.order_by;
  if (field == "id") return {fmt::format("{}t.id{}", hidden, down), {}};
  return {fmt::format("{}{}{}, t.id{}", hidden, column_in(field), down, down), {}};
}

// What is left after the cursor, in parts that an index answers one after the other. Absent values
// stand before all others.
std::vector<Sql> Asking::segments() const {
  const auto& after = question_.query.after;
  if (!after) return {{}};
  bool down = question_.query.descending;
  auto than = down ? "<" : ">";
  auto hidden = plan_.few ? "+" : "";
  auto column = hidden + column_in(question_.query.order_by);
  if (question_.query.order_by == "id")
    return {{fmt::format("{} {} ?", column, than), {after->id}}};
  if (std::holds_alternative<std::monostate>(after->value)) {
    std::vector<Sql> out{
        {fmt::format("{} IS NULL AND {}t.id {} ?", column, hidden, than), {after->id}}};
    if (!down) out.push_back({column + " IS NOT NULL", {}});
    return out;
  }
  std::vector<Sql> out{
      {fmt::format("({}, {}t.id) {} (?, ?)", column, hidden, than), {after->value, after->id}}};
  if (down) out.push_back({column + " IS NULL", {}});
  return out;
}

Result<std::vector<Record>> Asking::page() {
  auto plan = plan_page(db_, kind_, question_);
  if (!plan) return tl::unexpected(plan.error());
  plan_ = std::move(*plan);
  bool nearest = question_.order == Question::Order::nearest;
  if (nearest && plan_.drive == Plan::Drive::places) return read_nearest();
  if (question_.query.near) metres_ = question_.query.near->metres;
  return read();
}

// Looks around ever farther, until a page is full or nothing is left to look at.
Result<std::vector<Record>> Asking::read_nearest() {
  constexpr double kFirst = 50;  // m
  auto farthest = question_.query.near->metres;
  for (metres_ = std::min(kFirst, farthest);; metres_ = std::min(metres_ * 2, farthest)) {
    bool last = metres_ >= farthest;
    if (!last) {
      auto enough = holds_enough();
      if (!enough) return tl::unexpected(enough.error());
      if (!*enough) continue;
    }
    auto page = read();
    if (!page || last || page->size() == question_.query.limit) return page;
  }
}

// May there be a full page within `metres_`?
Result<bool> Asking::holds_enough() const {
  auto wanted = question_.query.offset + question_.query.limit;
  Sql sql{
      fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} AS p WHERE ", places_table(kind_.name)),
      {}};
  add(sql, "", bounds_of(question_, metres_));
  add(sql, " ", {"LIMIT ?)", {static_cast<int64_t>(wanted)}});
  size_t count = 0;
  return each_row(
             db_, sql,
             [&](const lite::Statement& row) { count = static_cast<size_t>(row.integer_at(0)); })
      .map([&] { return count == wanted; });
}

// Rows that are gathered and sorted are sorted by what an index may hold of them; only those of the
// page are read.
bool Asking::gathers_by_index() const {
  return plan_.few && plan_.drive == Plan::Drive::table &&
         question_.order == Question::Order::field;
}

Result<std::vector<Record>> Asking::read() const {
  const auto& query = question_.query;
  std::vector<Record> out;
  for (const auto& segment : segments()) {
    if (out.size() >= query.limit) break;
    auto gathers = gathers_by_index();
    Sql sql{"SELECT " + (gathers ? "t.row AS picked" : columns_of(kind_)), {}};
    add(sql, "", source(segment));
    add(sql, " ORDER BY ", order());
    add(sql, " ",
        {"LIMIT ? OFFSET ?",
         {static_cast<int64_t>(query.limit - out.size()), static_cast<int64_t>(query.offset)}});
    if (gathers) {
      sql.text = fmt::format("SELECT {} FROM ({}) CROSS JOIN {} AS t ON t.row = picked ORDER BY {}",
                             columns_of(kind_), sql.text, table_of(kind_.name), order().text);
    }
    auto ok = each_row(db_, sql,
                       [&](const lite::Statement& row) { out.push_back(record_at(row, kind_)); });
    if (!ok) return tl::unexpected(ok.error());
  }
  return out;
}

Result<void> Asking::settle(std::string_view counted) {
  auto plan = plan_all(db_, kind_, question_, counted);
  if (!plan) return tl::unexpected(plan.error());
  plan_ = std::move(*plan);
  if (question_.query.near) metres_ = question_.query.near->metres;
  return {};
}

Result<size_t> Asking::count() {
  if (auto ok = settle(""); !ok) return tl::unexpected(ok.error());
  Sql sql{"SELECT count(*)", {}};
  bool words_only = question_.query.where.empty() && !question_.placed();
  if (plan_.drive == Plan::Drive::words && words_only) {
    add(sql, "",
        {fmt::format(" FROM {} WHERE words MATCH ?", words_table(kind_.name)), {question_.words}});
  } else {
    add(sql, "", source({}));
  }
  size_t count = 0;
  return each_row(
             db_, sql,
             [&](const lite::Statement& row) { count = static_cast<size_t>(row.integer_at(0)); })
      .map([&] { return count; });
}

Result<std::vector<Tally>> Asking::tally(std::string_view name) {
  auto field = kind_.field(name);
  if (!field) return fail("unknown field to tally", std::string(name));
  bool whole = question_.query.where.empty() && question_.words.empty() && !question_.placed();
  if (whole && is_counted(*field)) return kept_counts(db_, kind_, *field);
  if (auto ok = settle(name); !ok) return tl::unexpected(ok.error());
  auto column = column_in(name);
  Sql sql{fmt::format("SELECT {}, count(*)", column), {}};
  add(sql, "", source({}));
  sql.text += fmt::format(" GROUP BY {0}{1} ORDER BY count(*) DESC, {1} LIMIT {2}",
                          plan_.few ? "+" : "", column, kMaxTally);
  std::vector<Tally> out;
  auto ok = each_row(db_, sql, [&](const lite::Statement& row) {
    out.push_back(
        {value_at(row, 0, shape_of(field->type)), static_cast<size_t>(row.integer_at(1))});
  });
  if (!ok) return tl::unexpected(ok.error());
  return out;
}

Result<std::vector<Group>> Asking::group(std::span<const std::string> by,
                                         std::span<const std::string> sum) {
  std::vector<Shape> shapes;
  std::string grouped;
  for (const auto& name : by) {
    auto grouping = grouping_of(kind_, name);
    if (!grouping) return tl::unexpected(grouping.error());
    bool by_day = grouping->by_day;
    shapes.push_back(by_day ? Shape::text : shape_of(grouping->field->type));
    auto column = column_in(grouping->field->name);
    if (by_day) column = fmt::format(kLocalDay, column);
    grouped += (grouped.empty() ? "" : ", ") + column;
  }
  auto chosen = grouped + (grouped.empty() ? "count(*)" : ", count(*)");
  for (const auto& name : sum) {
    if (!kind_.field(name)) return fail("unknown field to sum", name);
    chosen += fmt::format(", total({})", column_in(name));
  }
  if (auto ok = settle(""); !ok) return tl::unexpected(ok.error());
  Sql sql{"SELECT " + chosen, {}};
  add(sql, "", source({}));
  if (!grouped.empty()) sql.text += fmt::format(" GROUP BY {0} ORDER BY {0}", grouped);
  sql.text += fmt::format(" LIMIT {}", kMaxGroups + 1);
  std::vector<Group> out;
  auto ok = each_row(db_, sql, [&](const lite::Statement& row) {
    Group group;
    int at = 0;
    for (auto shape : shapes) group.by.push_back(value_at(row, at++, shape));
    group.count = static_cast<size_t>(row.integer_at(at));
    while (group.sums.size() < sum.size()) group.sums.push_back(row.real_at(++at));
    out.push_back(std::move(group));
  });
  if (!ok) return tl::unexpected(ok.error());
  if (out.size() > kMaxGroups) return fail(fmt::format("more than {} groups", kMaxGroups));
  return out;
}

}  // namespace qs::store
