#include "edge/service/registers/ogc_query.h"

#include <charconv>

#include "kernel/ledger/check.h"

namespace qs::service {
namespace {

using ledger::Field;
using ledger::FieldType;
using ledger::Kind;
using ledger::Op;
using ledger::Query;

tl::unexpected<Fault> wrong(std::string_view name, std::string text) {
  return refuse(400, std::move(text), std::string(name));
}

// Faults of what is asked the same way elsewhere are faults of the request here.
template <class T>
Maybe<T> as_bad_request(Maybe<T> asked) {
  return std::move(asked).map_error([](Fault fault) {
    fault.status = 400;
    return fault;
  });
}

Maybe<size_t> limit_of(std::string_view text) {
  int64_t limit = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (end != text.data() + text.size() || (fault != std::errc{} && text.starts_with('-')) ||
      fault == std::errc::invalid_argument || (fault == std::errc{} && limit < 1))
    return wrong("limit", "not a whole number from 1");
  if (fault == std::errc::result_out_of_range) return kOgcMost;
  return std::min(static_cast<size_t>(limit), kOgcMost);  // more is asked than is given
}

// Of six figures the heights say nothing about places on the ground; a box over the date line is
// cut to the side on which China lies.
Maybe<Box> bbox_of(std::string_view text) {
  std::vector<std::string> parts(1);
  for (char c : text) c == ',' ? parts.emplace_back() : parts.back() += c;
  if (parts.size() == 6) parts = {parts[0], parts[1], parts[3], parts[4]};
  if (parts.size() != 4) return wrong("bbox", "not four or six figures");
  double west = 0, east = 0;
  std::from_chars(parts[0].data(), parts[0].data() + parts[0].size(), west);
  std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), east);
  constexpr double kChinaBegins = 73, kChinaEnds = 136;  // degrees east
  if (west > east && west <= kChinaEnds && east >= kChinaBegins)
    return wrong("bbox", "a box around the whole earth");
  if (west > east) west <= kChinaEnds ? parts[2] = "180" : parts[0] = "-180";
  return as_bad_request(asked_box(fmt::format("{}", fmt::join(parts, ",")), "bbox"));
}

// "+05:30" or "Z": how far ahead of UTC; cuts it off.
std::optional<Millis> cut_zone(std::string& text) {
  if (text.ends_with('Z')) {
    text.pop_back();
    return Millis{0};
  }
  auto at = text.size() < 6 ? 0 : text.size() - 6;
  if (text[at] != '+' && text[at] != '-') return std::nullopt;
  auto shift = parse_instant("1970-01-01T" + text.substr(at + 1) + "Z");
  if (!shift) return std::nullopt;
  auto ahead = text[at] == '+' ? shift->time_since_epoch() : -shift->time_since_epoch();
  text.resize(at);
  return ahead;
}

// Any offset, and any count of digits behind the second (RFC 3339, 5.6).
std::optional<Instant> instant_of(std::string_view said) {
  std::string text(said);
  if (text.size() < 20 || text[10] != 'T') return std::nullopt;
  auto ahead = cut_zone(text);
  if (!ahead) return std::nullopt;
  if (text.size() > 20 && text[19] == '.') {
    if (text.find_first_not_of("0123456789", 20) != text.npos) return std::nullopt;
    text = (text + "00").substr(0, 23);
  }
  auto time = parse_instant(text + "Z");
  return time ? std::optional(*time - *ahead) : std::nullopt;
}

void keep_within(const Field& field, const Interval& interval, Query& query) {
  auto bound = [&](Instant t) {
    return field.type == FieldType::day ? ledger::Value(iso(day_of(t))) : ledger::Value(to_ms(t));
  };
  if (interval.from)
    query.where.push_back({field.name, Op::greater_equal, bound(*interval.from), {}});
  if (interval.until)
    query.where.push_back({field.name, Op::less_equal, bound(*interval.until), {}});
}

Maybe<void> add_property(const Kind& kind, const std::string& name, const std::string& text,
                         const Sees& sees, Query& query) {
  auto field = kind.field(name);
  if (!field || !sees(*field) || !is_queryable(*field))
    return wrong(name, "this parameter is unknown");
  auto value = ledger::typed(*field, text);
  if (!value.faults.empty()) return wrong(name, value.faults[0].en);
  query.where.push_back({name, Op::equal, std::move(value.value), {}});
  return {};
}

Maybe<void> add(const Kind& kind, const std::string& name, const std::string& text,
                const Sees& sees, Query& query) {
  if (name == "f" || name == kPlaceless) return {};  // looked at where they stand
  if (name == "limit") return limit_of(text).map([&](size_t limit) { query.limit = limit; });
  if (name == "bbox") {
    auto box = bbox_of(text);
    if (!box) return tl::unexpected(box.error());
    if (auto place = kind.geometry(); place && sees(*place)) query.box = *box;
    return {};  // what has no place meets every box
  }
  if (name == "datetime") {
    auto interval = ogc_interval(text);
    if (!interval) return tl::unexpected(interval.error());
    if (auto field = temporal(kind, sees)) keep_within(*field, *interval, query);
    return {};
  }
  if (name != "after") return add_property(kind, name, text, sees, query);
  return as_bad_request(asked_query(kind, {{"after", text}}, sees)).map([&](Query page) {
    query.after = std::move(page.after);
  });
}

}  // namespace

bool is_queryable(const Field& field) {
  switch (field.type) {
    case FieldType::file:
    case FieldType::photo:
    case FieldType::table:
    case FieldType::json:
      return false;
    default:
      return !ledger::is_geometry(field.type) && !field.secret;
  }
}

const Field* temporal(const Kind& kind, const Sees& sees) {
  for (const auto& field : kind.fields)
    if ((field.type == FieldType::day || field.type == FieldType::instant) && field.required &&
        sees(field))
      return &field;
  return nullptr;
}

Maybe<Interval> ogc_interval(std::string_view text) {
  auto slash = text.find('/');
  auto read = [&](std::string_view part) -> Maybe<std::optional<Instant>> {
    if (slash != text.npos && (part.empty() || part == "..")) return std::nullopt;
    auto time = instant_of(part);
    if (!time) return wrong("datetime", "not a time of RFC 3339");
    return time;
  };
  auto from = read(text.substr(0, slash));
  if (!from) return tl::unexpected(from.error());
  auto until = slash == text.npos ? from : read(text.substr(slash + 1));
  if (!until) return tl::unexpected(until.error());
  bool open = !*from && !*until;
  if (open || (*from && *until && **from > **until))
    return wrong("datetime", "not an interval with a beginning before its end");
  return Interval{*from, *until};
}

Maybe<void> ogc_params(const Params& params, std::initializer_list<std::string_view> known) {
  for (const auto& [name, text] : params) {
    if (name == "f" && text != "json") return wrong("f", "only json is given");
    if (name != "f" && std::find(known.begin(), known.end(), name) == known.end())
      return wrong(name, "this parameter is unknown");
  }
  return {};
}

Maybe<Query> ogc_query(const Kind& kind, const Params& params, const Sees& sees) {
  Query query{.kind = kind.name, .where = {}, .limit = kOgcListed};
  if (auto f = params.find("f"); f != params.end() && f->second != "json")
    return wrong("f", "only json is given");
  if (params.size() > kMostFilters) return wrong("", "too many parameters");
  for (const auto& [name, text] : params)
    if (auto added = add(kind, name, text, sees, query); !added)
      return tl::unexpected(added.error());
  return query;
}

std::optional<Query> placeless(const Kind& kind, const Query& asked) {
  auto place = kind.geometry();
  if (!asked.box || !place || place->required) return std::nullopt;
  auto out = asked;
  out.box.reset();
  out.where.push_back({place->name, Op::is_null, {}, {}});
  return out;
}

}  // namespace qs::service
