#include "app/fill.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "app/grounds.h"
#include "base/json.h"
#include "kernel/ledger/check.h"
#include "kernel/ledger/identity.h"
#include "kernel/ledger/value_json.h"

namespace qs::app {
namespace {

using ledger::Field;
using ledger::Fields;
using ledger::FieldType;
using ledger::Kind;
using ledger::Value;

constexpr int kDaysBack = 3 * 365, kFarthestExpiry = 900, kLatestExpiry = -60;
constexpr double kSpread = 0.0012;  // degrees around the place of the record it belongs to
constexpr double kHalfSide = 0.0008;
constexpr size_t kMostRows = 2;

std::string text_of(const Fields& fields, std::string_view name) {
  auto it = fields.find(name);
  if (it == fields.end()) return {};
  auto text = std::get_if<std::string>(&it->second);
  return text ? *text : std::string{};
}

Day shifted(Day day, double days) {
  return std::chrono::sys_days(day) + std::chrono::days{std::llround(days)};
}

class Filler {
 public:
  Filler(const Pack& pack, const Grounds& grounds, Day today)
      : pack_(pack), grounds_(grounds), today_(today) {}

  Result<std::vector<PackRecord>> run() {
    for (const auto& record : pack_.records) known_[record.kind].push_back(record);
    for (const auto& fill : pack_.fills)
      if (auto done = run(fill); !done) return tl::unexpected(done.error());
    return std::move(drawn_);
  }

 private:
  struct Draw {
    const Fill& fill;
    const Kind& kind;
    Dice dice;
    ledger::Settler settler;
    size_t number = 0;                   // of the record within its kind, from 1
    const PackRecord* parent = nullptr;  // that `each` refers to
    std::optional<LonLat> place = {};    // of this record, once something asked
    std::vector<size_t> rank = {};       // of each turn, for the shares
    size_t turn = 0;                     // of the fill, from 0
    size_t step = 0;                     // of the parent, of the fill or within a table, from 0
    double pace = 0;                     // of the steps, 0–1
  };

  Result<void> run(const Fill& fill) {
    auto kind = pack_.kind(fill.kind);
    if (speaks_of_another_district(fill, *kind)) return {};
    Draw draw{.fill = fill,
              .kind = *kind,
              .dice = Dice(pack_.fill_seed, fill.id),
              .settler = ledger::Settler(*kind)};
    auto count = static_cast<size_t>(fill.count);
    if (fill.each.empty()) {
      deal(draw, count);
      for (; draw.step < count; ++draw.step) {
        if (!fill.steps.empty()) draw.pace = draw.dice.within(0, 1);
        if (auto done = add(draw); !done) return done;
      }
      return {};
    }
    auto parents = known_[kind->field(fill.each)->target];  // a copy: the kind may be its own
    parents.erase(std::remove_if(parents.begin(), parents.end(),
                                 [&](const PackRecord& p) {
                                   return (!is_simulated(p) && !fill.named) ||
                                          (fill.when && !ledger::holds(*fill.when, p.fields)) ||
                                          !draw.dice.happens(fill.chance);
                                 }),
                  parents.end());
    deal(draw, parents.size() * count);
    for (const auto& parent : parents) {
      draw.parent = &parent;
      if (!fill.steps.empty()) draw.pace = draw.dice.within(0, 1);
      for (draw.step = 0; draw.step < count; ++draw.step)
        if (auto done = add(draw); !done) return done;
    }
    return {};
  }

  // A fill that districts inherit may set a station that this one has not.
  bool speaks_of_another_district(const Fill& fill, const Kind& kind) const {
    return std::ranges::any_of(fill.set, [&](const auto& set) {
      auto field = kind.field(set.first);
      return field && field->target == "station" &&
             std::ranges::none_of(pack_.sites, [&](const Site& site) {
               return std::ranges::find(set.second, site.id) != set.second.end();
             });
    });
  }

  // Nothing is invented about what the documents name, unless a fill says so.
  static bool is_simulated(const PackRecord& record) {
    auto it = record.fields.find("simulated");
    return it != record.fields.end() && it->second == Value{true};
  }

  // Shuffles who comes first; the shares of each field are handed out in that order.
  static void deal(Draw& draw, size_t of) {
    for (size_t i = 0; i < of; ++i) draw.rank.push_back(i);
    for (size_t i = of; i > 1; --i) std::swap(draw.rank[i - 1], draw.rank[draw.dice.below(i)]);
  }

  // The share of a field that the record at hand has.
  static const Fill::Share* share_of(const Draw& draw, std::string_view field) {
    auto rank = static_cast<int64_t>(draw.rank[draw.turn]);
    for (const auto& share : draw.fill.shares) {
      if (share.field != field) continue;
      if (rank < share.count) return &share;
      rank -= share.count;
    }
    return nullptr;
  }

  Result<void> add(Draw& draw) {
    draw.number = ++numbers_[draw.kind.name];
    draw.place.reset();
    PackRecord record{draw.kind.name,
                      fmt::format("sim-{}-{:04}", draw.kind.name, draw.number),
                      {},
                      draw.fill.place};
    belong(draw, record.fields);
    for (bool later : {false, true})  // a field may hang on one that stands after it
      for (const auto& field : draw.kind.fields)
        if (bool(field.required_if) == later) put(draw, field, record.fields);
    ++draw.turn;
    if (lacks_a_reference(draw.kind, record.fields)) return {};
    auto faults = draw.settler.settle(record.fields);
    if (!faults.empty())
      return fail(fmt::format("{}.{}: {}", record.id, faults[0].field, faults[0].en), record.place);
    known_[record.kind].push_back(record);
    drawn_.push_back(std::move(record));
    return {};
  }

  // A district without rivers gets no outfalls.
  static bool lacks_a_reference(const Kind& kind, const Fields& fields) {
    return std::any_of(kind.fields.begin(), kind.fields.end(), [&](const Field& f) {
      return f.required && !f.target.empty() && !fields.contains(f.name);
    });
  }

  // What a record takes from the one it is made for.
  void belong(Draw& draw, Fields& fields) {
    if (draw.kind.field("simulated")) fields["simulated"] = true;
    if (!draw.parent) {
      if (draw.kind.field(access::kAreaField) && !draw.fill.set.contains(access::kAreaField))
        fields[std::string(access::kAreaField)] = grounds_.any(draw.dice).id;
      return;
    }
    fields[draw.fill.each] = draw.parent->id;
    for (std::string_view name : {access::kAreaField, std::string_view("firm")}) {
      auto field = draw.kind.field(name);
      auto value = name == draw.parent->kind ? draw.parent->id : text_of(draw.parent->fields, name);
      if (field && !value.empty()) fields[std::string(name)] = value;
    }
  }

  void put(Draw& draw, const Field& field, Fields& fields) {
    const auto& leave = draw.fill.leave;
    bool not_drawn = fields.contains(field.name) || !field.formula.empty() || field.secret ||
                     std::find(leave.begin(), leave.end(), field.name) != leave.end() ||
                     (field.required_if && !ledger::holds(*field.required_if, fields));
    if (not_drawn) return;
    auto value = field.type == FieldType::table ? table(draw, field, fields)
                                                : one(draw, field, field.name, fields);
    if (!std::holds_alternative<std::monostate>(value)) fields[field.name] = std::move(value);
  }

  Value table(Draw& draw, const Field& field, const Fields& fields) {
    Json rows = Json::array();
    auto step = draw.step;
    draw.step = 0;
    for (size_t n = 1 + draw.dice.below(kMostRows); draw.step < n; ++draw.step) {
      Json row = Json::object();
      for (const auto& column : field.columns) {
        auto value = one(draw, column, field.name + "." + column.name, fields);
        if (!std::holds_alternative<std::monostate>(value))
          row[column.name] = ledger::json_of(value);
      }
      rows.push_back(std::move(row));
    }
    draw.step = step;
    return rows.dump();
  }

  // What the fill says of the field, otherwise what its declaration allows.
  Value one(Draw& draw, const Field& field, const std::string& name, const Fields& fields) {
    const auto& fill = draw.fill;
    if (auto share = share_of(draw, name)) return ledger::typed(field, share->value).value;
    if (auto set = fill.set.find(name); set != fill.set.end())
      return set->second.empty()
                 ? Value{}
                 : ledger::typed(field, spelled(draw, draw.dice.one_of(set->second), fields)).value;
    if (auto days = fill.days.find(name); days != fill.days.end())
      return on(field, shifted(today_, draw.dice.within(days->second.first, days->second.second)));
    if (auto steps = fill.steps.find(name); steps != fill.steps.end())
      return stepped(draw, field, steps->second);
    if (auto range = fill.between.find(name); range != fill.between.end())
      return figure(draw, field, range->second);
    bool shared = std::any_of(fill.shares.begin(), fill.shares.end(),
                              [&](const auto& share) { return share.field == name; });
    return shared ? Value{} : by_type(draw, field, fields);
  }

  // {n} the number of the record, {step} of it among those of its parent (of a row in its table),
  // {street} its street's name, {street.id}, {field} drawn before, {each.field} one of the record
  // it belongs to.
  std::string spelled(const Draw& draw, std::string text, const Fields& fields) const {
    for (size_t from = text.find('{'); from != text.npos; from = text.find('{', from)) {
      auto to = text.find('}', from);
      if (to == text.npos) break;
      auto key = text.substr(from + 1, to - from - 1);
      std::string word;
      if (key == "n")
        word = fmt::format("{:03}", draw.number);
      else if (key == "step")
        word = std::to_string(draw.step + 1);
      else if (key == "street")
        word = grounds_.name(text_of(fields, access::kAreaField));
      else if (key == "street.id")
        word = text_of(fields, access::kAreaField);
      else if (key.starts_with("each.") && draw.parent)
        word = text_of(draw.parent->fields, key.substr(5));
      else
        word = text_of(fields, key);
      text.replace(from, to - from + 1, word);
      from += word.size();
    }
    return text;
  }

  // A day, or the moment at which it begins.
  static Value on(const Field& field, Day day) {
    if (field.type == FieldType::instant) return to_ms(start_of(day));
    return iso(day);
  }

  Value stepped(const Draw& draw, const Field& field, const Fill::Steps& steps) const {
    auto pace = std::lerp(steps.pace.first, steps.pace.second, draw.pace);
    auto value = steps.from + static_cast<double>(draw.step) * pace;
    if (field.type == FieldType::day) {
      auto month = today_.year() / today_.month() + std::chrono::months{std::llround(value)};
      return iso(month / std::chrono::day{1});
    }
    value = std::clamp(value, field.low.value_or(value), field.high.value_or(value));
    if (field.type == FieldType::integer) return static_cast<int64_t>(std::llround(value));
    return std::round(value * 100) / 100;
  }

  static Value figure(Draw& draw, const Field& field, Fill::Range range) {
    auto value = draw.dice.within(range.first, range.second);
    if (field.type == FieldType::integer) return static_cast<int64_t>(std::llround(value));
    auto digits = field.type == FieldType::money ? 0 : range.second - range.first >= 100 ? 0 : 2;
    auto scale = std::pow(10, digits);
    return std::round(value * scale) / scale;
  }

  Value by_type(Draw& draw, const Field& field, const Fields& fields) {
    switch (field.type) {
      case FieldType::text:
      case FieldType::long_text:
        return words(draw, field);
      case FieldType::number:
      case FieldType::integer:
      case FieldType::money:
        if (field.low && field.high) return figure(draw, field, {*field.low, *field.high});
        if (field.required)
          return figure(draw, field, {field.low.value_or(0), field.low.value_or(0) + 100});
        return {};
      case FieldType::boolean:
        return draw.dice.happens(0.5);
      case FieldType::choice:
        return draw.dice.one_of(field.choices).value;
      case FieldType::day: {
        bool ends = draw.kind.expiry && draw.kind.expiry->field == field.name;
        auto days = ends ? draw.dice.within(kLatestExpiry, kFarthestExpiry)
                         : draw.dice.within(-kDaysBack, 0);
        return iso(shifted(today_, days));
      }
      case FieldType::period: {
        auto from = shifted(today_, draw.dice.within(-kDaysBack, 0));
        return iso(from) + "/" + iso(shifted(from, draw.dice.within(1, 30)));
      }
      case FieldType::instant:
        return on(field, shifted(today_, draw.dice.within(-90, 0)));
      case FieldType::reference:
        return reference(draw, field, fields);
      case FieldType::credit_code:
        return credit_code();
      case FieldType::phone:
        return fmt::format("000-{:08}", draw.number);
      case FieldType::point:
      case FieldType::line:
      case FieldType::area:
        return shape(draw, field.type, fields);
      default:
        return {};
    }
  }

  static Value words(const Draw& draw, const Field& field) {
    if (field.name == "address") return fmt::format("模拟路 {} 号", draw.number);
    bool names = field.name == draw.kind.title || field.unique;
    if (names) return fmt::format("模拟{} {:03}", draw.kind.label_zh, draw.number);
    if (field.required || field.required_if)
      return fmt::format("模拟{} {}", field.label_zh, draw.number);
    return {};
  }

  // A record of the kind, of the same firm if both say whose they are.
  Value reference(Draw& draw, const Field& field, const Fields& fields) {
    if (field.target == draw.kind.name) return {};
    auto firm = text_of(fields, "firm");
    std::vector<const PackRecord*> fit;
    for (const auto& other : known_[field.target]) {
      auto its = text_of(other.fields, "firm");
      bool same = field.target == "firm" || firm.empty() || its.empty() || its == firm;
      if (same) fit.push_back(&other);
    }
    return fit.empty() ? Value{} : Value{draw.dice.one_of(fit)->id};
  }

  // 000000000 to 000000ZZZ stand for no organisation; the check character is right.
  Value credit_code() {
    auto code = pack_.district.code.size() == 6 ? pack_.district.code : std::string("000000");
    auto first = fmt::format("91{}00000{:04}", code, ++codes_);
    return first + ledger::credit_check_character(first);
  }

  LonLat somewhere(Draw& draw, const Fields& fields) {
    if (draw.place) return *draw.place;
    draw.place = drawn_place(draw, fields);
    return *draw.place;
  }

  LonLat drawn_place(Draw& draw, const Fields& fields) {
    auto near = draw.parent ? Geometry::of(text_of(draw.parent->fields, "place")) : fail("none");
    if (near) {
      auto middle = near->middle();
      return {middle.lon + draw.dice.within(-kSpread, kSpread),
              middle.lat + draw.dice.within(-kSpread, kSpread)};
    }
    return grounds_.place(draw.dice, text_of(fields, access::kAreaField));
  }

  Value shape(Draw& draw, FieldType type, const Fields& fields) {
    auto at = somewhere(draw, fields);
    if (type == FieldType::point) return Geometry::point(at).geojson();
    if (type == FieldType::area)
      return Geometry::box(
                 {at.lon - kHalfSide, at.lat - kHalfSide, at.lon + kHalfSide, at.lat + kHalfSide})
          .geojson();
    auto along = draw.dice.within(-kSpread, kSpread), up = draw.dice.within(kHalfSide, kSpread);
    return Json{{"type", "LineString"},
                {"coordinates", {{at.lon, at.lat}, {at.lon + along, at.lat + up}}}}
        .dump();
  }

  const Pack& pack_;
  const Grounds& grounds_;
  Day today_;
  std::map<std::string, std::vector<PackRecord>, std::less<>> known_;
  std::map<std::string, size_t, std::less<>> numbers_;
  std::vector<PackRecord> drawn_;
  size_t codes_ = 0;
};

}  // namespace

Result<std::vector<PackRecord>> draw_fills(const Pack& pack, Day today) {
  auto grounds = Grounds::of(pack);
  if (!grounds) return tl::unexpected(grounds.error());
  if (grounds->empty()) return std::vector<PackRecord>{};
  return Filler(pack, *grounds, today).run();
}

}  // namespace qs::app
