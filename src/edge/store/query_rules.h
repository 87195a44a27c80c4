// 查询规则: what a query may ask and what it means. Pure; the twin and the database both follow it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/geometry.h"
#include "base/result.h"
#include "kernel/ledger/record_log.h"

namespace qs::store {

// A query that may be asked: names known, values in their field's shape, the area read.
struct Question {
  enum class Order { field, nearest, newest };

  ledger::Query query;  // `order_by` is a field or "id" where the order is by field
  Order order = Order::field;
  std::string words;  // cut_question of the search; empty: no search
  std::optional<PreparedGeometry> area;

  bool placed() const { return query.box || query.near || area; }
};

// Every filter and the order name a declared field or "id" and compare with its type; at most
// kMaxPage rows and values. A search wants a searched field, a place a geometry.
Result<Question> checked_query(const ledger::Kind& kind, const ledger::Query& query);

// What a name to group by means: a field, or the local day of an instant field. Fault: neither.
struct Grouping {
  const ledger::Field* field = nullptr;
  bool by_day = false;
};
Result<Grouping> grouping_of(const ledger::Kind& kind, std::string_view name);

// What the full-text index would say: do these words (cut_words) hold all that is asked
// (cut_question)?
bool found(std::string_view words, std::string_view asked);
// The words by which a record is found, empty without any.
std::string words_of(const ledger::Kind& kind, const ledger::Fields& fields);

// A record's place as it is kept; a point costs no geometry.
class Place {
 public:
  static std::optional<Place> of(std::string_view geojson);
  Box bounds() const;
  bool meets(const Box& box) const;
  bool meets(const PreparedGeometry& area) const;
  double metres_to(LonLat from) const;

 private:
  explicit Place(std::variant<LonLat, Geometry> shape) : shape_(std::move(shape)) {}
  std::variant<LonLat, Geometry> shape_;
};

}  // namespace qs::store
