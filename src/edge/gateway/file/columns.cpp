#include "edge/gateway/file/columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/decimal.h"
#include "kernel/observe/values.h"

namespace qs::gateway {
namespace {

class Binder {
 public:
  Binder(const std::vector<std::string>& header, const standard::Library& library)
      : header_(header), library_(library) {}

  size_t place(const ColumnName& column) {
    if (column.number > 0) return seen(column.number - 1);
    auto found = std::ranges::find(header_, column.name);
    if (found == header_.end()) {
      fault("{} is missing", column.shown());
    } else if (std::ranges::count(header_, column.name) > 1) {
      fault("{} stands twice", column.shown());
    } else {
      return seen(static_cast<size_t>(found - header_.begin()));
    }
    return 0;
  }

  BoundColumn value(const ValueColumn& column) {
    BoundColumn bound{place(column.column), column.column.shown(), {}, {}, &column};
    auto factor = library_.factor(column.factor);
    if (!factor) {
      fault("{}: unknown factor '{}'", bound.shown, column.factor);
      return bound;
    }
    bound.factor = library_.canonical_code(column.factor);
    auto unit = column.unit.empty() ? factor->unit : column.unit;
    auto conversion = library_.conversion(unit, factor->unit);
    if (!conversion)
      fault("{}: unit '{}' does not convert into '{}' of {}", bound.shown, unit, factor->unit,
            factor->code);
    else
      bound.conversion = *conversion;
    return bound;
  }

  size_t width() const { return width_; }
  const std::string& faults() const { return faults_; }

 private:
  template <class... Args>
  void fault(fmt::format_string<Args...> text, Args&&... args) {
    if (!faults_.empty()) faults_ += "; ";
    faults_ += fmt::format(text, std::forward<Args>(args)...);
  }
  size_t seen(size_t at) {
    width_ = std::max(width_, at + 1);
    return at;
  }
  const std::vector<std::string>& header_;
  const standard::Library& library_;
  size_t width_ = 0;
  std::string faults_;
};

bool uses(const Mapping& m, std::string_view name) {
  auto is = [&](const ColumnName& c) { return c.number == 0 && c.name == name; };
  return std::ranges::any_of(m.time_columns, is) || std::ranges::any_of(m.site_columns, is) ||
         std::ranges::any_of(m.columns, is, &ValueColumn::column) ||
         (m.mark_column && is(*m.mark_column));
}

std::vector<std::string> doubled(const Mapping& mapping, std::vector<std::string> header) {
  std::ranges::sort(header);
  std::vector<std::string> remarks;
  for (size_t i = 1; i < header.size(); ++i)
    if (header[i] == header[i - 1] && !header[i].empty() && !uses(mapping, header[i]))
      remarks.push_back(fmt::format("column '{}' stands twice and is not used", header[i]));
  return remarks;
}

}  // namespace

double BoundColumn::kept(double sent) const {
  auto value = conversion(sent * as->scale);
  bool exact = as->scale == 1 && conversion.offset == 0;
  if (exact || !observe::is_amount(value)) return value;
  constexpr int kDustPlaces = 9;  // 300 K are 26.85 °C, not 26.850000000000023
  return round_half_even(value, kDustPlaces);
}

Result<BoundTable> bind_table(const Mapping& mapping, const std::vector<std::string>& header,
                              const standard::Library& library) {
  Binder binder(header, library);
  BoundTable table;
  for (const auto& column : mapping.time_columns) table.time.push_back(binder.place(column));
  for (const auto& column : mapping.site_columns) table.site.push_back(binder.place(column));
  if (mapping.mark_column) table.mark = binder.place(*mapping.mark_column);
  for (const auto& column : mapping.columns) table.values.push_back(binder.value(column));
  if (!binder.faults().empty()) return fail(binder.faults());
  table.width = binder.width();
  table.remarks = doubled(mapping, header);
  return table;
}

}  // namespace qs::gateway
