#include "edge/store/sqlite_plan.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "edge/store/sqlite_schema.h"
#include "edge/store/sqlite_search.h"

namespace qs::store {

using namespace ledger;

namespace {

Sql condition_of(const Filter& filter, const std::string& column) {
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

// A box that holds everything within the distance.
Box around(LonLat place, double metres) {
  constexpr double kMetresOfDegree = 111'000;  // a little less than it is
  double lat = metres / kMetresOfDegree;
  auto farthest = std::min(89.0, std::abs(place.lat) + lat);
  double lon = lat / std::cos(farthest * std::numbers::pi / 180);
  return {place.lon - lon, place.lat - lat, place.lon + lon, place.lat + lat};
}

// How far an index over some fields answers the filters, and whether it gives the order.
struct Fit {
  size_t equal = 0;                // leading fields that must have one value
  bool range = false;              // and then one with a bound or a list of values
  bool ordered = false;            // and what follows is the order
  bool holds = false;              // all that is filtered and ordered by stands in it
  std::set<std::string> answered;  // filtered fields
};

Fit fit_of(const std::vector<std::string>& index, const Query& query, std::string_view order) {
  auto filtered = [&](const std::string& field, bool equal) {
    return std::any_of(query.where.begin(), query.where.end(), [&](const Filter& f) {
      bool one = f.op == Op::equal || f.op == Op::is_null;
      bool some = f.op != Op::not_equal && f.op != Op::contains && !one;
      return f.field == field && (equal ? one : some);
    });
  };
  Fit fit;
  for (; fit.equal < index.size() && filtered(index[fit.equal], true); ++fit.equal)
    fit.answered.insert(index[fit.equal]);
  const auto& next = fit.equal < index.size() ? index[fit.equal] : "id";
  fit.ordered = next == order || fit.answered.contains(std::string(order));
  fit.range = filtered(next, false);
  if (fit.range) fit.answered.insert(next);
  auto in = [&](std::string_view field) {
    return field == "id" || std::find(index.begin(), index.end(), field) != index.end();
  };
  fit.holds = fit.equal > 0 && in(order) &&
              std::all_of(query.where.begin(), query.where.end(),
                          [&](const Filter& f) { return in(f.field); });
  return fit;
}

class Planning {
 public:
  Planning(lite::Session& db, const Kind& kind, const Question& question, std::string_view order)
      : db_(db), kind_(kind), question_(question) {
    for (const auto& index : indexes_of(kind)) fits_.push_back(fit_of(index, query(), order));
  }

  Result<std::optional<Plan>> small() const {
    if (!question_.words.empty()) {
      auto few = is_few(
          {fmt::format("FROM {} WHERE words MATCH ?", words_table(kind_.name)), {question_.words}});
      if (!few) return tl::unexpected(few.error());
      if (*few) return Plan{Plan::Drive::words, true, {}};
    }
    if (auto fit = best(); fit.equal > 0 || fit.range) {
      Query answered = query();
      std::erase_if(answered.where,
                    [&](const Filter& f) { return !fit.answered.contains(f.field); });
      Sql sql{fmt::format("FROM {} AS t WHERE ", table_of(kind_.name)), {}};
      add(sql, "", filters_of(answered, {}));
      auto few = is_few(sql, fit.holds ? kFewOfIndex : kFew);
      if (!few) return tl::unexpected(few.error());
      if (*few) return Plan{Plan::Drive::table, true, {}};
    }
    if (question_.placed()) {
      auto metres = query().near ? query().near->metres : 0;
      Sql sql{fmt::format("FROM {} AS p WHERE ", places_table(kind_.name)), {}};
      add(sql, "", bounds_of(question_, metres));
      auto few = is_few(sql);
      if (!few) return tl::unexpected(few.error());
      if (*few) return Plan{Plan::Drive::places, true, {}};
    }
    return std::nullopt;
  }

  // An index that answers every filter and gives the order: nothing is better.
  bool covered() const {
    return std::any_of(fits_.begin(), fits_.end(),
                       [&](const Fit& f) { return f.ordered && answers_all(f); });
  }
  bool answers_all(const Fit& fit) const {
    const auto& where = query().where;
    return std::all_of(where.begin(), where.end(),
                       [&](const Filter& f) { return fit.answered.contains(f.field); });
  }

  // The rows in order one by one, until the page is full.
  std::optional<Plan> walk() const {
    const Fit* way = nullptr;
    for (const auto& fit : fits_)
      if (fit.ordered && (!way || fit.answered.size() > way->answered.size())) way = &fit;
    if (!way) return std::nullopt;
    Plan plan;
    for (const auto& f : query().where)
      if (!way->answered.contains(f.field)) plan.ignored.insert(f.field);
    return plan;
  }

  Plan::Drive all() const {
    if (!question_.words.empty()) return Plan::Drive::words;
    return question_.placed() ? Plan::Drive::places : Plan::Drive::table;
  }

 private:
  const Query& query() const { return question_.query; }

  Fit best() const {
    auto worth = [](const Fit& f) { return 4 * f.equal + (f.range ? 2 : 0) + (f.holds ? 1 : 0); };
    return *std::max_element(fits_.begin(), fits_.end(),
                             [&](const Fit& a, const Fit& b) { return worth(a) < worth(b); });
  }

  Result<bool> is_few(const Sql& from, size_t most = kFew) const {
    auto rows = db_.prepare(
        fmt::format("SELECT count(*) FROM (SELECT 1 {} LIMIT {})", from.text, most + 1));
    if (!rows) return tl::unexpected(rows.error());
    bind_all(*rows, from);
    return rows->only_integer().map([&](int64_t n) { return n <= static_cast<int64_t>(most); });
  }

  lite::Session& db_;
  const Kind& kind_;
  const Question& question_;
  std::vector<Fit> fits_;
};

}  // namespace

Result<Plan> plan_page(lite::Session& db, const Kind& kind, const Question& question) {
  bool by_field = question.order == Question::Order::field;
  Planning planning(db, kind, question, by_field ? question.query.order_by : "");
  bool plain = question.words.empty() && !question.placed();
  if (plain && (question.query.where.empty() || planning.covered())) return Plan{};
  auto small = planning.small();
  if (!small) return tl::unexpected(small.error());
  if (*small) return **small;
  if (question.order == Question::Order::newest) return Plan{Plan::Drive::words, false, {}};
  if (question.order == Question::Order::nearest) return Plan{Plan::Drive::places, false, {}};
  if (auto walk = planning.walk()) return *walk;
  return Plan{planning.all(), false, {}};
}

Result<Plan> plan_all(lite::Session& db, const Kind& kind, const Question& question,
                      std::string_view group) {
  Planning planning(db, kind, question, group);
  bool plain = question.words.empty() && !question.placed();
  if (plain)
    return Plan{Plan::Drive::table, !question.query.where.empty() && !planning.covered(), {}};
  auto small = planning.small();
  if (!small) return tl::unexpected(small.error());
  if (*small) return **small;
  return Plan{planning.all(), true, {}};
}

Sql filters_of(const Query& query, const std::set<std::string>& ignored) {
  Sql out;
  for (const auto& filter : query.where) {
    auto hidden = ignored.contains(filter.field) ? "+" : "";
    add(out, " AND ", condition_of(filter, hidden + column_in(filter.field)));
  }
  return out;
}

Sql bounds_of(const Question& question, double metres) {
  Sql out;
  auto meets = [&](const Box& b) {
    add(out, " AND ",
        {"p.west <= ? AND p.east >= ? AND p.south <= ? AND p.north >= ?",
         {b.east, b.west, b.north, b.south}});
  };
  const auto& query = question.query;
  if (query.box) meets(*query.box);
  if (query.near) meets(around(query.near->place, metres));
  if (question.area) meets(question.area->bounds());
  return out;
}

void add(Sql& sql, const char* between, const Sql& more) {
  if (!sql.text.empty() && !more.text.empty()) sql.text += between;
  sql.text += more.text;
  sql.values.insert(sql.values.end(), more.values.begin(), more.values.end());
}

}  // namespace qs::store
