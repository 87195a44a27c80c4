#include "edge/store/query_rules.h"

#include <charconv>
#include <cmath>

#include "base/csv.h"
#include "edge/store/record_rules.h"
#include "kernel/ledger/words.h"

namespace qs::store {

using namespace ledger;

namespace {

constexpr size_t kLongestSearch = 300;      // bytes
constexpr const char* kNothing = "\"\n\"";  // no text holds this word

tl::unexpected<Error> refused(std::string text, const Kind& kind, std::string_view field) {
  return fail(std::move(text), fmt::format("{}.{}", kind.name, field));
}

// The value in the field's shape, or nullopt when it has another type.
std::optional<Value> shaped(Shape shape, const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return value;
  auto d = std::get_if<double>(&value);
  switch (shape) {
    case Shape::text:
      if (auto text = std::get_if<std::string>(&value); text && is_utf8(*text)) return value;
      return std::nullopt;
    case Shape::integer:  // a bound of an integer may fall between integers
      if (std::holds_alternative<int64_t>(value) || (d && std::isfinite(*d))) return value;
      return std::nullopt;
    case Shape::real:
      if (auto i = std::get_if<int64_t>(&value)) return static_cast<double>(*i);
      if (d && std::isfinite(*d)) return value;
      return std::nullopt;
    case Shape::boolean:
      if (std::holds_alternative<bool>(value)) return value;
      return std::nullopt;
  }
  return std::nullopt;
}

Result<void> shape_value(const Kind& kind, const std::string& name, Value& value) {
  auto field = kind.field(name);
  auto made = shaped(field ? shape_of(field->type) : Shape::text, value);
  if (!made) return refused("a filter compares with another type", kind, name);
  value = std::move(*made);
  return {};
}

bool known(const Kind& kind, const std::string& field) {
  return field == "id" || kind.field(field);
}

Result<void> check_filter(const Kind& kind, Filter& filter) {
  if (!known(kind, filter.field)) return fail("unknown field to filter by", filter.field);
  if (filter.values.size() > kMaxPage) return fail("too many values", filter.field);
  auto field = kind.field(filter.field);
  if (filter.op == Op::contains && field && shape_of(field->type) != Shape::text)
    return refused("only text contains text", kind, filter.field);
  if (filter.op == Op::is_null) return {};
  if (filter.op != Op::in) return shape_value(kind, filter.field, filter.value);
  for (auto& one : filter.values)
    if (auto ok = shape_value(kind, filter.field, one); !ok) return ok;
  return {};
}

Result<void> check_search(const Kind& kind, Question& question) {
  const auto& search = question.query.search;
  if (search.empty()) return {};
  if (!kind.searched()) return fail("no field of the kind is searched", kind.name);
  if (search.size() > kLongestSearch || !is_utf8(search)) return fail("not a text to search for");
  question.words = cut_question(search);
  if (question.words.empty()) question.words = kNothing;
  return {};
}

Result<void> check_place(const Kind& kind, Question& question) {
  const auto& query = question.query;
  if (!query.inside.empty()) {
    auto area = Geometry::of(query.inside);
    if (!area) return tl::unexpected(area.error());
    question.area.emplace(std::move(*area));
  }
  if (!question.placed()) return {};
  if (!kind.geometry()) return fail("the kind has no place", kind.name);
  if (auto& b = query.box; b && !(b->west <= b->east && b->south <= b->north))
    return fail("a box is west, south, east, north");
  if (query.near && !(query.near->metres >= 0 && std::isfinite(query.near->metres)))
    return fail("near wants a distance in metres");
  return {};
}

Result<void> check_order(const Kind& kind, Question& question) {
  auto& query = question.query;
  if (query.order_by.empty() && query.near) {
    question.order = Question::Order::nearest;
  } else if (query.order_by.empty() && !query.search.empty()) {
    question.order = Question::Order::newest;
  } else if (query.order_by.empty()) {
    query.order_by = "id";
  }
  bool by_field = question.order == Question::Order::field;
  if (!by_field) query.descending = false;
  if (by_field && !known(kind, query.order_by))
    return fail("unknown field to order by", query.order_by);
  if (!query.after) return {};
  if (!by_field) return fail("a cursor wants a field to order by");
  if (query.order_by == "id") query.after->value = query.after->id;
  query.offset = 0;
  return shape_value(kind, query.order_by, query.after->value);
}

// Coordinates of {"type":"Point","coordinates":[lon,lat]} as Geometry::geojson writes it.
std::optional<LonLat> point_in(std::string_view geojson) {
  constexpr std::string_view kBefore = R"({"type":"Point","coordinates":[)";
  if (!geojson.starts_with(kBefore)) return std::nullopt;
  auto end = geojson.data() + geojson.size();
  LonLat at;
  auto lon = std::from_chars(geojson.data() + kBefore.size(), end, at.lon);
  if (lon.ec != std::errc{} || lon.ptr == end || *lon.ptr != ',') return std::nullopt;
  auto lat = std::from_chars(lon.ptr + 1, end, at.lat);
  if (lat.ec != std::errc{} || lat.ptr == end || *lat.ptr != ']') return std::nullopt;
  return at;
}

}  // namespace

Result<Question> checked_query(const Kind& kind, const Query& query) {
  if (query.limit > kMaxPage) return fail(fmt::format("a page holds at most {}", kMaxPage));
  Question out;
  out.query = query;
  for (auto& filter : out.query.where)
    if (auto ok = check_filter(kind, filter); !ok) return tl::unexpected(ok.error());
  auto ok = check_search(kind, out).and_then([&] { return check_place(kind, out); }).and_then([&] {
    return check_order(kind, out);
  });
  if (!ok) return tl::unexpected(ok.error());
  return out;
}

Result<Grouping> grouping_of(const Kind& kind, std::string_view name) {
  bool by_day = name.ends_with(kByDay);
  if (by_day) name.remove_suffix(kByDay.size());
  auto field = kind.field(name);
  if (!field) return fail("unknown field to group by", std::string(name));
  if (by_day && field->type != FieldType::instant)
    return fail("only an instant has a day to group by", std::string(name));
  return Grouping{field, by_day};
}

bool found(std::string_view words, std::string_view asked) {
  auto text = fmt::format(" {} ", words);
  for (auto open = asked.find('"'); open != asked.npos; open = asked.find('"', open)) {
    auto close = asked.find('"', open + 1);
    bool begins = close + 1 < asked.size() && asked[close + 1] == '*';
    auto wanted = " " + std::string(asked.substr(open + 1, close - open - 1));
    if (!begins) wanted += ' ';
    if (text.find(wanted) == text.npos) return false;
    open = close + 1;
  }
  return true;
}

std::string words_of(const Kind& kind, const Fields& fields) {
  std::string out;
  for (const auto& field : kind.fields) {
    auto it = field.searched ? fields.find(field.name) : fields.end();
    auto text = it == fields.end() ? nullptr : std::get_if<std::string>(&it->second);
    auto words = text ? cut_words(*text) : std::string{};
    if (!words.empty() && !out.empty()) out += ' ';
    out += words;
  }
  return out;
}

std::optional<Place> Place::of(std::string_view geojson) {
  if (auto at = point_in(geojson)) return Place(*at);
  auto shape = Geometry::of(geojson);
  if (!shape) return std::nullopt;
  return Place(std::move(*shape));
}

Box Place::bounds() const {
  if (auto at = std::get_if<LonLat>(&shape_)) return {at->lon, at->lat, at->lon, at->lat};
  return std::get<Geometry>(shape_).bounds();
}

bool Place::meets(const Box& box) const {
  auto shape = std::get_if<Geometry>(&shape_);
  return box.meets(bounds()) && (!shape || Geometry::box(box).meets(*shape));
}

bool Place::meets(const PreparedGeometry& area) const {
  if (auto at = std::get_if<LonLat>(&shape_)) return area.holds(*at);
  return area.meets(std::get<Geometry>(shape_));
}

double Place::metres_to(LonLat from) const {
  if (auto at = std::get_if<LonLat>(&shape_)) return metres_between(*at, from);
  return std::get<Geometry>(shape_).metres_to(from);
}

}  // namespace qs::store
