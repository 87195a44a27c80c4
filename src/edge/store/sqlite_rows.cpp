#include "edge/store/sqlite_rows.h"

namespace qs::store {

using namespace ledger;

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

std::string columns_of(const Kind& kind) {
  std::string out = "t.id, t.revision";
  for (const auto& field : kind.fields) out += ", t." + column_of(field.name);
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

Result<std::optional<NumberedRecord>> read_row(lite::Session& session, const Kind& kind,
                                               std::string_view id) {
  auto rows = session.prepare(fmt::format("SELECT {}, t.row FROM {} AS t WHERE t.id = ?",
                                          columns_of(kind), table_of(kind.name)));
  if (!rows) return tl::unexpected(rows.error());
  auto any = rows->text(id).next();
  if (!any) return tl::unexpected(any.error());
  if (!*any) return std::nullopt;
  auto number = rows->integer_at(static_cast<int>(kind.fields.size()) + 2);
  return NumberedRecord{record_at(*rows, kind), number};
}

Result<std::optional<Record>> read_record(lite::Session& session, const Kind& kind,
                                          std::string_view id) {
  return read_row(session, kind, id).map([](std::optional<NumberedRecord> row) {
    return row ? std::optional(std::move(row->record)) : std::nullopt;
  });
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

void bind_all(lite::Statement& statement, const Sql& sql) {
  for (const auto& value : sql.values) bind_value(statement, value);
}

}  // namespace qs::store
