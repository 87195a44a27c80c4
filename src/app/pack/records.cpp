#include "app/pack/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/pack/layer.h"
#include "app/pack/sheet.h"
#include "app/pack/toml.h"
#include "kernel/ledger/check.h"

namespace qs::app {
namespace {

using ledger::Field;
using ledger::FieldType;
using ledger::Kind;

// Values that are shown to people as text, for the words of a fault.
std::string words_of(const ledger::Value& value) {
  auto text = std::get_if<std::string>(&value);
  return text ? *text : std::string{};
}

void read_record(const Sheet& sheet, const Sheet::Row& row, ledger::Settler& settler, Pack& pack) {
  const auto& kind = settler.kind();
  PackRecord record{kind.name, row.text("id"), {}, row.place()};
  for (const auto& column : sheet.header()) {
    auto field = kind.field(column);
    if (!field) continue;
    auto typed = ledger::typed(*field, row.text(column));
    if (!std::holds_alternative<std::monostate>(typed.value))
      record.fields[column] = std::move(typed.value);
  }
  ledger::fill_in(kind, record.fields);
  for (const auto& fault : settler.settle(record.fields))
    row.fault(fmt::format("{}: {}", fault.field, fault.en));
  auto known = std::find_if(pack.records.begin(), pack.records.end(), [&](const PackRecord& r) {
    return r.kind == record.kind && r.id == record.id;
  });
  if (known == pack.records.end())
    pack.records.push_back(std::move(record));
  else
    *known = std::move(record);
}

void read_table(const std::filesystem::path& file, Pack& pack, standard::Faults& faults) {
  auto sheet = Sheet::open(file, faults);
  if (!sheet || sheet->header().empty()) return;
  auto kind = pack.kind(file.stem().string());
  if (!kind)
    return faults.add(fmt::format("'{}' is no kind of record", file.stem().string()),
                      sheet->place());
  bool sound = true;
  auto fault = [&](std::string text) {
    faults.add(std::move(text), sheet->place());
    sound = false;
  };
  const auto& header = sheet->header();
  if (std::find(header.begin(), header.end(), "id") == header.end()) fault("has no column 'id'");
  for (const auto& column : header) {
    auto field = kind->field(column);
    if (column != "id" && !field) fault(fmt::format("'{}' is no field of {}", column, kind->name));
    if (field && !field->formula.empty()) fault(fmt::format("'{}' is computed", column));
  }
  if (!sound) return;
  ledger::Settler settler(*kind);
  std::set<std::string> ids;
  for (const auto& row : sheet->rows()) {
    auto id = row.text("id");
    if (id.empty())
      row.fault("has no id");
    else if (!ids.insert(id).second)
      row.fault(fmt::format("'{}' stands twice", id));
    else
      read_record(*sheet, row, settler, pack);
  }
}

class RecordCheck {
 public:
  RecordCheck(const Pack& pack, standard::Faults& faults) : pack_(pack), faults_(faults) {
    for (const auto& r : pack.records) known_.emplace(r.kind, r.id);
    for (const auto& site : pack.sites) {
      known_.emplace("station", site.id);
      if (!site.device.empty()) known_.emplace("device", site.device);
    }
    for (const auto& street : pack.streets) streets_.insert(street.id);
  }

  void check(const PackRecord& record) {
    for (const auto& [name, value] : record.fields) {
      auto field = pack_.kind(record.kind)->field(name);
      auto text = words_of(value);
      if (!field) continue;
      if (name == access::kAreaField && !streets_.contains(text))
        fault(record, fmt::format("'{}' is no street of the district", text));
      if (field->type == FieldType::reference && !known_.contains({field->target, text}))
        fault(record, fmt::format("{}: there is no {} '{}'", name, field->target, text));
      if (field->unique && !taken_.emplace(record.kind + "." + name, text).second)
        fault(record, fmt::format("{}: '{}' is taken already", name, text));
    }
  }

 private:
  void fault(const PackRecord& record, std::string text) {
    faults_.add(fmt::format("{}: {}", record.id, text), record.place);
  }

  const Pack& pack_;
  standard::Faults& faults_;
  std::set<std::pair<std::string, std::string>> known_, taken_;
  std::set<std::string> streets_;
};

Fill::Range range_of(TomlTable& t, const std::string& key) {
  auto bounds = t.numbers(key);
  if (bounds.size() == 2 && bounds[0] <= bounds[1]) return {bounds[0], bounds[1]};
  t.fault(key, "must be [from, to]");
  return {};
}

// [from, pace] or [from, slowest pace, fastest].
Fill::Steps steps_of(TomlTable& t, const std::string& key) {
  auto figures = t.numbers(key);
  if (figures.size() == 2) figures.push_back(figures[1]);
  if (figures.size() == 3 && figures[1] <= figures[2])
    return {figures[0], {figures[1], figures[2]}};
  t.fault(key, "must be [from, pace] or [from, slowest, fastest]");
  return {};
}

Fill fill_of(TomlTable t) {
  Fill fill{.id = t.text("id", false),
            .kind = t.text("kind"),
            .count = t.integer("count").value_or(1),
            .each = t.text("each", false),
            .named = t.flag("named"),
            .chance = t.number("chance").value_or(1),
            .leave = t.words("leave"),
            .place = t.place()};
  if (fill.id.empty()) fill.id = fill.each.empty() ? fill.kind : fill.kind + "." + fill.each;
  fill.when = when_of(t, "when");
  if (auto set = t.table("set"))
    for (const auto& key : set->keys()) fill.set[key] = set->words(key);
  if (auto between = t.table("between"))
    for (const auto& key : between->keys()) fill.between[key] = range_of(*between, key);
  if (auto days = t.table("days"))
    for (const auto& key : days->keys()) fill.days[key] = range_of(*days, key);
  if (auto steps = t.table("steps"))
    for (const auto& key : steps->keys()) fill.steps[key] = steps_of(*steps, key);
  for (auto& row : t.tables("share")) {
    fill.shares.push_back({row.text("field"), row.text("value"), row.integer("count").value_or(0)});
    row.close();
  }
  t.close();
  return fill;
}

class FillCheck {
 public:
  FillCheck(const Pack& pack, standard::Faults& faults) : pack_(pack), faults_(faults) {}

  void check(const Fill& fill) {
    fill_ = &fill;
    kind_ = pack_.kind(fill.kind);
    if (!kind_) return fault(fmt::format("'{}' is no kind of record", fill.kind));
    if (fill.count < 1 || fill.count > kMostFilled)
      fault(fmt::format("count is not within 1..{}", kMostFilled));
    if (!fill.each.empty()) {
      auto field = known(fill.each);
      if (field && field->target.empty())
        fault(fmt::format("each: '{}' is no reference", fill.each));
    }
    for (const auto& [name, texts] : fill.set)
      if (auto field = known(name)) check_texts(*field, texts);
    for (const auto& [name, range] : fill.between) known(name);
    for (const auto& [name, range] : fill.days) known(name);
    for (const auto& [name, steps] : fill.steps) known(name);
    for (const auto& name : fill.leave) known(name);
    for (const auto& share : fill.shares)
      if (auto field = known(share.field)) check_texts(*field, {share.value});
  }

 private:
  void fault(std::string text) { faults_.add(std::move(text), fill_->place); }

  // A field, or "table.column".
  const Field* known(std::string_view name) {
    auto dot = name.find('.');
    auto field = kind_->field(name.substr(0, dot));
    if (field && dot != name.npos) {
      auto it = std::find_if(field->columns.begin(), field->columns.end(),
                             [&](const Field& c) { return c.name == name.substr(dot + 1); });
      field = it == field->columns.end() ? nullptr : &*it;
    }
    if (!field) fault(fmt::format("'{}' is no field of {}", name, kind_->name));
    return field;
  }

  void check_texts(const Field& field, const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
      if (text.find('{') != text.npos) continue;  // known when it is drawn
      for (const auto& wrong : ledger::typed(field, text).faults)
        fault(fmt::format("{}: {}", field.name, wrong.en));
    }
  }

  const Pack& pack_;
  standard::Faults& faults_;
  const Fill* fill_ = nullptr;
  const Kind* kind_ = nullptr;
};

}  // namespace

void read_shelves(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto sheet = Sheet::open(layer / "shelves.csv", {"id", "name_zh", "name_en", "order"}, faults);
  if (!sheet) return;
  for (const auto& row : sheet->rows()) {
    Shelf shelf{row.text("id"), row.text("name_zh"), row.text("name_en"),
                static_cast<int>(row.number_or("order", 0))};
    if (shelf.id.empty()) row.fault("has no id");
    if (shelf.name_zh.empty() || shelf.name_en.empty()) row.fault("has no name in both languages");
    lay_over(pack.shelves, std::move(shelf));
  }
  std::stable_sort(pack.shelves.begin(), pack.shelves.end(),
                   [](const Shelf& a, const Shelf& b) { return a.order < b.order; });
}

void check_shelves(const Pack& pack, standard::Faults& faults) {
  for (const auto& kind : pack.kinds)
    if (!kind.shelf.empty() && std::none_of(pack.shelves.begin(), pack.shelves.end(),
                                            [&](const Shelf& s) { return s.id == kind.shelf; }))
      faults.add(fmt::format("{}.shelf: '{}' is no shelf of shelves.csv", kind.name, kind.shelf),
                 fmt::format("ledgers/{}.toml", kind.name));
}

void read_records(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  for (const auto& file : files_in(layer / "records", ".csv")) read_table(file, pack, faults);
}

void check_records(const Pack& pack, standard::Faults& faults) {
  RecordCheck check(pack, faults);
  for (const auto& record : pack.records) check.check(record);
}

void read_fills(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto file = layer / "records" / "simulated.toml";
  if (!std::filesystem::exists(file)) return;
  auto parsed = read_toml(file, faults);
  if (!parsed) return;
  TomlTable t(*parsed, file.lexically_normal().string(), faults);
  pack.fill_seed = t.integer("seed").value_or(pack.fill_seed);
  std::set<std::string> own;
  for (auto& row : t.tables("fill")) {
    auto fill = fill_of(row);
    if (!own.insert(fill.id).second) row.fault("id", fmt::format("'{}' stands twice", fill.id));
    lay_over(pack.fills, std::move(fill));
  }
  t.close();
}

void check_fills(const Pack& pack, standard::Faults& faults) {
  FillCheck check(pack, faults);
  for (const auto& fill : pack.fills) check.check(fill);
}

}  // namespace qs::app
