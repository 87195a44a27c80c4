#include "edge/store/sqlite_rows.h"

#include "edge/store/record_rules.h"

namespace qs::store {

using namespace ledger;

namespace {

Value value_at(const lite::Statement& row, int column, Shape shape) {
  if (row.is_null(column)) return {};
  switch (shape) {
    case Shape::text:
      return row.text_at(column);
    case Shape::integer:
      return row.integer_at(column);
    case Shape::real:
      return row.real_at(column);
    case Shape::boolean:
      return row.integer_at(column) != 0;
  }
  return {};
}

std::string condition_of(const Filter& filter) {
  auto column = column_of(filter.field);
  switch (filter.op) {
    case Op::equal:
      return column + " IS ?";
    case Op::not_equal:
      return column + " IS NOT ?";
    case Op::less:
      return column + " < ?";
    case Op::less_equal:
      return column + " <= ?";
    case Op::greater:
      return column + " > ?";
    case Op::greater_equal:
      return column + " >= ?";
    case Op::contains:
      return fmt::format("instr({}, ?) > 0", column);
    case Op::is_null:
      return column + " IS NULL";
    case Op::in: {
      std::string places;
      for (size_t i = 0; i < filter.values.size(); ++i) places += i == 0 ? "?" : ",?";
      return fmt::format("{} IN ({})", column, places);
    }
  }
  check(false, "unknown filter");
  return {};
}

}  // namespace

std::string columns_of(const Kind& kind) {
  std::string out = "id, revision";
  for (const auto& field : kind.fields) out += ", " + column_of(field.name);
  return out;
}

Record record_at(const lite::Statement& row, const Kind& kind) {
  Record record{kind.name, row.text_at(0), static_cast<uint64_t>(row.integer_at(1)), {}};
  int column = 2;
  for (const auto& field : kind.fields) {
    auto value = value_at(row, column++, shape_of(field.type));
    if (!std::holds_alternative<std::monostate>(value))
      record.fields.emplace(field.name, std::move(value));
  }
  return record;
}

Result<std::optional<Record>> read_record(lite::Session& session, const Kind& kind,
                                          std::string_view id) {
  auto rows = session.prepare(
      fmt::format("SELECT {} FROM {} WHERE id = ?", columns_of(kind), table_of(kind.name)));
  if (!rows) return tl::unexpected(rows.error());
  auto any = rows->text(id).next();
  if (!any) return tl::unexpected(any.error());
  return *any ? std::optional(record_at(*rows, kind)) : std::nullopt;
}

void bind_value(lite::Statement& statement, const Value& value) {
  std::visit(
      [&](const auto& v) {
        using T = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<T, std::monostate>) statement.null();
        if constexpr (std::is_same_v<T, bool>) statement.integer(v ? 1 : 0);
        if constexpr (std::is_same_v<T, int64_t>) statement.integer(v);
        if constexpr (std::is_same_v<T, double>) statement.real(v);
        if constexpr (std::is_same_v<T, std::string>) statement.text(v);
      },
      value);
}

std::string where_of(const Query& query) {
  std::string out;
  for (const auto& filter : query.where)
    out += (out.empty() ? " WHERE " : " AND ") + condition_of(filter);
  return out;
}

void bind_filters(lite::Statement& statement, const Query& query) {
  for (const auto& filter : query.where) {
    if (filter.op == Op::is_null) continue;
    if (filter.op == Op::in) {
      for (const auto& value : filter.values) bind_value(statement, value);
    } else {
      bind_value(statement, filter.value);
    }
  }
}

}  // namespace qs::store
