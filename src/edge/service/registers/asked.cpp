#include "edge/service/registers/asked.h"

#include <charconv>
#include <cmath>

#include "base/json.h"
#include "kernel/ledger/value_json.h"

namespace qs::service {
namespace {

using ledger::Field;
using ledger::FieldType;
using ledger::Filter;
using ledger::Kind;
using ledger::Op;
using ledger::Query;
using ledger::Value;

constexpr size_t kMaxOffset = 100'000;  // rows behind which a list without a cursor does not go

constexpr std::array<std::pair<std::string_view, Op>, 9> kOps{{{"=", Op::equal},
                                                               {"!=", Op::not_equal},
                                                               {"<", Op::less},
                                                               {"<=", Op::less_equal},
                                                               {">", Op::greater},
                                                               {">=", Op::greater_equal},
                                                               {"~", Op::contains},
                                                               {"in", Op::in},
                                                               {"null", Op::is_null}}};

std::optional<Op> op_of(std::string_view name) {
  for (const auto& [text, op] : kOps)
    if (text == name) return op;
  return std::nullopt;
}

// A field that may be named in a question; "id" is one of every kind.
Maybe<const Field*> asked_field(const Kind& kind, std::string_view name, const Sees& sees,
                                std::string_view place) {
  static const Field id{.name = "id"};
  if (name == "id") return &id;
  auto field = kind.field(name);
  if (!field || field->secret)
    return refuse(422, fmt::format("'{}' is no field of {}", name, kind.name), std::string(place));
  if (!sees(*field))
    return refuse(403, fmt::format("you may not ask by '{}'", name), std::string(place));
  return field;
}

bool is_text(FieldType type) {
  switch (type) {
    case FieldType::number:
    case FieldType::integer:
    case FieldType::money:
    case FieldType::instant:
    case FieldType::boolean:
      return false;
    default:
      return true;
  }
}

std::optional<Value> compared(const Field& field, const Json& json) {
  auto value = ledger::plain_value(json);
  if (!value) return value;
  auto figure = std::get_if<double>(&*value);
  bool fits = field.type == FieldType::boolean ? std::holds_alternative<bool>(*value)
              : is_text(field.type)            ? std::holds_alternative<std::string>(*value)
              : figure                         ? std::isfinite(*figure)
                                               : std::holds_alternative<int64_t>(*value);
  return fits ? value : std::nullopt;
}

Maybe<std::vector<double>> figures_of(std::string_view text, size_t count, std::string_view place) {
  std::vector<double> out;
  auto wrong = [&] {
    return refuse(422, fmt::format("not {} figures with commas between", count),
                  std::string(place));
  };
  for (size_t at = 0; at <= text.size();) {
    auto part = text.substr(at, text.find(',', at) - at);
    at += part.size() + 1;
    double figure = 0;
    auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), figure);
    if (fault != std::errc{} || end != part.data() + part.size() || !std::isfinite(figure))
      return wrong();
    out.push_back(figure);
  }
  if (out.size() != count) return wrong();
  return out;
}

bool on_earth(double lon, double lat) {
  return std::abs(lon) <= 180 && std::abs(lat) <= 90;
}

// Reads the parameters one by one into the query; the first fault stays.
class Reading {
 public:
  Reading(const Kind& kind, const Params& params, const Sees& sees)
      : kind_(kind), params_(params), sees_(sees) {}

  Maybe<Query> run() {
    query_.kind = kind_.name;
    query_.limit = kListed;
    take("where", &Reading::where);
    take("search", &Reading::search);
    take("box", &Reading::box);
    take("near", &Reading::near);
    take("inside", &Reading::inside);
    bool sorts_itself = !query_.search.empty() || query_.near;
    query_.order_by = sorts_itself ? "" : "id";
    take("order", &Reading::order);
    take("limit", &Reading::limit);
    take("after", &Reading::after);
    if (fault_) return tl::unexpected(*fault_);
    return std::move(query_);
  }

 private:
  using Step = Maybe<void> (Reading::*)(const std::string&);
  void take(std::string_view name, Step step) {
    auto it = params_.find(name);
    if (fault_ || it == params_.end() || it->second.empty()) return;
    if (auto done = (this->*step)(it->second); !done) fault_ = done.error();
  }
  static tl::unexpected<Fault> wrong(std::string_view name, std::string text) {
    return refuse(422, std::move(text), std::string(name));
  }

  Maybe<void> where(const std::string& text) {
    auto list = Json::parse(text, nullptr, false);
    if (!list.is_array() || list.size() > kMostFilters)
      return wrong("where", fmt::format("not a list of at most {} filters", kMostFilters));
    for (const auto& one : list) {
      auto filter = asked_filter(kind_, one, sees_);
      if (!filter) return tl::unexpected(filter.error());
      query_.where.push_back(std::move(*filter));
    }
    return {};
  }
  // It finds by all searched fields, so all of them must be seen.
  Maybe<void> search(const std::string& text) {
    bool all =
        kind_.searched() && std::all_of(kind_.fields.begin(), kind_.fields.end(),
                                        [&](const Field& f) { return !f.searched || sees_(f); });
    if (!all) return refuse(403, "this kind cannot be searched by you", "search");
    query_.search = text;
    return {};
  }
  Maybe<void> placed(std::string_view name) {
    auto field = kind_.geometry();
    if (!field) return wrong(name, "records of this kind have no place");
    if (!sees_(*field)) return refuse(403, "you may not ask by place", std::string(name));
    return {};
  }
  Maybe<void> box(const std::string& text) {
    if (auto there = placed("box"); !there) return there;
    return asked_box(text, "box").map([&](const Box& box) { query_.box = box; });
  }
  Maybe<void> near(const std::string& text) {
    if (auto there = placed("near"); !there) return there;
    auto figures = figures_of(text, 3, "near");
    if (!figures) return tl::unexpected(figures.error());
    const auto& f = *figures;
    if (!on_earth(f[0], f[1])) return wrong("near", "not a place: longitude, latitude");
    if (f[2] <= 0 || f[2] > kFarthest)
      return wrong("near", fmt::format("at most {} metres", kFarthest));
    query_.near = ledger::Near{{f[0], f[1]}, f[2]};
    return {};
  }
  Maybe<void> inside(const std::string& text) {
    if (auto there = placed("inside"); !there) return there;
    auto area = Geometry::of(text);
    if (!area) return wrong("inside", area.error().message());
    if (area->type() != Geometry::Type::area) return wrong("inside", "not an area");
    query_.inside = area->geojson();
    return {};
  }
  Maybe<void> order(const std::string& text) {
    query_.descending = text.starts_with('-');
    auto name = text.substr(query_.descending ? 1 : 0);
    auto field = asked_field(kind_, name, sees_, "order");
    if (!field) return tl::unexpected(field.error());
    query_.order_by = std::move(name);
    return {};
  }
  Maybe<void> limit(const std::string& text) {
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), query_.limit);
    bool whole = fault == std::errc{} && end == text.data() + text.size();
    if (!whole || query_.limit < 1 || query_.limit > kMostListed)
      return wrong("limit", fmt::format("not within 1..{}", kMostListed));
    return {};
  }
  // [value, id] of the last record, or [offset] where the order is no field's.
  Maybe<void> after(const std::string& text) {
    auto list = Json::parse(text, nullptr, false);
    if (list.is_array() && list.size() == 1 && list[0].is_number_unsigned() &&
        query_.order_by.empty() && list[0].get<uint64_t>() <= kMaxOffset) {
      query_.offset = list[0].get<size_t>();
      return {};
    }
    if (!list.is_array() || list.size() != 2 || !list[1].is_string() || query_.order_by.empty())
      return wrong("after", "not the `next` of a page in this order");
    auto field = asked_field(kind_, query_.order_by, sees_, "after");
    if (!field) return tl::unexpected(field.error());
    auto value = list[0].is_null() ? Value{} : compared(**field, list[0]);
    if (!value) return wrong("after", "not the `next` of a page in this order");
    query_.after = ledger::Cursor{std::move(*value), list[1].get<std::string>()};
    return {};
  }

  const Kind& kind_;
  const Params& params_;
  const Sees& sees_;
  Query query_;
  std::optional<Fault> fault_;
};

}  // namespace

Maybe<ledger::Query> asked_query(const Kind& kind, const Params& params, const Sees& sees) {
  return Reading(kind, params, sees).run();
}

Maybe<Filter> asked_filter(const Kind& kind, const Json& json, const Sees& sees) {
  auto wrong = [](std::string text) { return refuse(422, std::move(text), "where"); };
  if (!json.is_array() || json.size() < 2 || json.size() > 3 || !json[0].is_string() ||
      !json[1].is_string())
    return wrong("a filter is [field, op, value]");
  auto field = asked_field(kind, json[0].get_ref<const std::string&>(), sees, "where");
  if (!field) return tl::unexpected(field.error());
  auto op = op_of(json[1].get_ref<const std::string&>());
  if (!op) return wrong("the op is one of = != < <= > >= ~ in null");
  Filter out{(*field)->name, *op, {}, {}};
  if (*op == Op::is_null) return out;
  if (json.size() != 3) return wrong(fmt::format("'{}' needs a value", out.field));
  if (*op == Op::contains && !is_text((*field)->type))
    return wrong(fmt::format("'{}' is no text", out.field));
  auto mismatch = [&] { return wrong(fmt::format("'{}' has values of another type", out.field)); };
  if (*op != Op::in) {
    auto value = compared(**field, json[2]);
    if (!value) return mismatch();
    out.value = std::move(*value);
    return out;
  }
  if (!json[2].is_array() || json[2].size() > kMostValues)
    return wrong(fmt::format("`in` takes a list of at most {} values", kMostValues));
  for (const auto& one : json[2]) {
    auto value = compared(**field, one);
    if (!value) return mismatch();
    out.values.push_back(std::move(*value));
  }
  return out;
}

Maybe<Box> asked_box(std::string_view text, std::string_view place) {
  auto figures = figures_of(text, 4, place);
  if (!figures) return tl::unexpected(figures.error());
  const auto& f = *figures;
  if (!on_earth(f[0], f[1]) || !on_earth(f[2], f[3]) || f[0] > f[2] || f[1] > f[3])
    return refuse(422, "not west,south,east,north in degrees", std::string(place));
  return Box{f[0], f[1], f[2], f[3]};
}

std::string next_page(const Query& asked, const ledger::Record& last) {
  if (asked.order_by.empty()) return Json::array({asked.offset + asked.limit}).dump();
  Json value;
  if (asked.order_by == "id")
    value = last.id;
  else if (auto it = last.fields.find(asked.order_by); it != last.fields.end())
    value = ledger::json_of(it->second);
  return Json::array({value, last.id}).dump();
}

}  // namespace qs::service
