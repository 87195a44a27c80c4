#include "app/pack/kinds.h"

#include <algorithm>
#include <array>

#include "app/pack/toml.h"
#include "kernel/ledger/formula.h"

namespace qs::app {
namespace {

using ledger::Field;
using ledger::FieldType;
using ledger::Kind;

bool is_identifier(std::string_view name) {
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == name.npos;
}

FieldType type_of(TomlTable& t) {
  auto word = t.text("type");
  if (auto type = ledger::field_type(word)) return *type;
  std::string known;
  for (auto type = FieldType{}; type <= FieldType::json;
       type = static_cast<FieldType>(static_cast<int>(type) + 1))
    known += fmt::format("{}{}", known.empty() ? "" : ", ", ledger::name(type));
  if (!word.empty()) t.fault("type", fmt::format("'{}' is not one of {}", word, known));
  return FieldType::text;
}

constexpr std::array<std::string_view, 3> kFlows{"", "down", "up"};               // as Flow
constexpr std::array<std::string_view, 4> kChains{"", "source", "way", "water"};  // as Chain

// One of the words, absent for the first.
template <class Enum, size_t n>
Enum word_of(TomlTable& t, std::string_view key, const std::array<std::string_view, n>& words) {
  auto word = t.text(key, false);
  auto it = std::find(words.begin(), words.end(), word);
  if (it == words.end()) {
    t.fault(key, fmt::format("'{}' is not one of {}", word,
                             fmt::join(words.begin() + 1, words.end(), ", ")));
    return Enum{};
  }
  return static_cast<Enum>(it - words.begin());
}

// A choice is its value, or [value, Chinese, English].
std::vector<ledger::Choice> choices_of(TomlTable& t) {
  std::vector<ledger::Choice> out;
  if (auto table = t.text("choices_from", false); !table.empty()) {
    if (table != kViolations && table != kLevels)
      t.fault("choices_from", fmt::format("'{}' is not one of violations, levels", table));
    out.push_back({std::string(kFromTable) + table, {}, {}});
  }
  for (const auto& words : t.word_lists("choices")) {
    if (words.size() != 1 && words.size() != 3) {
      t.fault("choices", "each is a text or [value, Chinese, English]");
      continue;
    }
    ledger::Choice choice{words.front(), words.front(), words.front()};
    if (words.size() == 3) choice = {words[0], words[1], words[2]};
    if (std::any_of(out.begin(), out.end(), [&](const auto& c) { return c.value == choice.value; }))
      t.fault("choices", fmt::format("'{}' stands twice", choice.value));
    out.push_back(std::move(choice));
  }
  return out;
}

void read_figures(TomlTable& t, Field& f) {
  f.unit = t.text("unit", false);
  f.low = t.number("low");
  f.high = t.number("high");
  if (f.low && f.high && *f.low > *f.high) t.fault("low", "is above high");
  if (auto decimals = t.integer("decimals")) {
    f.decimals = static_cast<int>(*decimals);
    if (*decimals < 0 || *decimals > 9) t.fault("decimals", "is not within 0..9");
  }
  f.formula = t.text("formula", false);
  f.by_program = t.flag("by_program");
}

Field field_of(TomlTable t) {
  Field f;
  f.name = t.text("name");
  if (!f.name.empty() && (!is_identifier(f.name) || f.name == "id" || f.name == "revision"))
    t.fault("name", fmt::format("'{}' is no field name: a-z, 0-9, _ and not 'id'", f.name));
  f.type = type_of(t);
  f.label_zh = t.text("label_zh");
  f.label_en = t.text("label_en");
  f.help_zh = t.text("help_zh", false);
  f.help_en = t.text("help_en", false);
  f.required = t.flag("required");
  f.required_if = when_of(t, "required_if");
  f.unique = t.flag("unique");
  f.indexed = t.flag("indexed");
  f.searched = t.flag("searched");
  f.is_public = t.flag("public");
  f.personal = t.flag("personal");
  f.secret = t.flag("secret");
  f.fallback = t.text("default", false);
  f.choices = choices_of(t);
  f.target = t.text("target", false);
  f.acyclic = t.flag("acyclic");
  f.flow = word_of<ledger::Flow>(t, "flow", kFlows);
  read_figures(t, f);
  for (auto& column : t.tables("columns")) f.columns.push_back(field_of(column));
  if ((f.type == FieldType::choice) == f.choices.empty())
    t.fault("choices", "belong to a field of type choice, and it needs them");
  if ((f.type == FieldType::reference) == f.target.empty())
    t.fault("target", "belongs to a field of type reference, and it needs one");
  if (f.flow != ledger::Flow::none && f.type != FieldType::reference)
    t.fault("flow", "belongs to a field of type reference");
  if ((f.type == FieldType::table) == f.columns.empty())
    t.fault("columns", "belong to a field of type table, and it needs them");
  if (f.is_public && (f.personal || f.secret))
    t.fault("public", "and personal or secret cannot both be");
  t.close();
  return f;
}

void add_field(Kind& kind, Field field, const TomlTable& t) {
  auto it = std::find_if(kind.fields.begin(), kind.fields.end(),
                         [&](const Field& f) { return f.name == field.name; });
  if (it == kind.fields.end())
    kind.fields.push_back(std::move(field));
  else if (it->type != field.type)
    t.fault("name", fmt::format("field '{}' is inherited with another type", field.name));
  else
    *it = std::move(field);
}

void add_fields(TomlTable& t, Kind& kind) {
  std::set<std::string> own;
  for (auto& row : t.tables("field")) {
    auto field = field_of(row);
    if (!own.insert(field.name).second)
      row.fault("name", fmt::format("field '{}' stands twice", field.name));
    add_field(kind, std::move(field), row);
  }
}

void add_set(TomlTable& t, const FieldSets& sets, const std::string& name, Kind& kind) {
  auto it = sets.find(name);
  if (it == sets.end()) return t.fault("with", fmt::format("'{}' is no set of fields", name));
  for (const auto& field : it->second)
    if (!kind.field(field.name)) kind.fields.push_back(field);
}

void read_transitions(TomlTable& t, Kind& kind) {
  for (auto& row : t.tables("transition")) {
    ledger::Transition one{.verb = row.text("verb"),
                           .label_zh = row.text("label_zh"),
                           .label_en = row.text("label_en"),
                           .from = row.words("from"),
                           .to = row.text("to"),
                           .right = row.text("right"),
                           .needs_reason = row.flag("needs_reason")};
    row.close();
    kind.transitions.push_back(std::move(one));
  }
}

void read_dues(TomlTable& t, Kind& kind) {
  if (auto expiry = t.table("expiry")) {
    kind.expiry = ledger::Expiry{expiry->text("field"), {}, when_of(*expiry, "when")};
    for (auto days : expiry->numbers("remind_days"))
      kind.expiry->remind_days.push_back(static_cast<int>(days));
    expiry->close();
  }
  for (auto& row : t.tables("duty")) {
    ledger::Duty duty{.id = row.text("id"),
                      .label_zh = row.text("label_zh"),
                      .label_en = row.text("label_en"),
                      .by = row.text("by"),
                      .through = row.text("through"),
                      .on = row.text("on"),
                      .every = row.text("every"),
                      .when = when_of(row, "when"),
                      .clause = row.text("clause", false)};
    row.close();
    std::erase_if(kind.duties, [&](const auto& known) { return known.id == duty.id; });
    kind.duties.push_back(std::move(duty));
  }
}

void read_kind(const std::filesystem::path& file, const FieldSets& sets, std::vector<Kind>& kinds,
               standard::Faults& faults) {
  auto parsed = read_toml(file, faults);
  if (!parsed) return;
  TomlTable t(*parsed, file.lexically_normal().string(), faults);
  auto name = t.text("name");
  if (name != file.stem().string())
    t.fault("name", fmt::format("'{}' stands in a file of another name", name));
  if (!is_identifier(name)) t.fault("name", fmt::format("'{}' is no name of a kind", name));
  auto it = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.name == name; });
  bool inherited = it != kinds.end();
  auto& kind = inherited ? *it : kinds.emplace_back();
  auto lay = [&](std::string_view key, std::string& place, bool required) {
    if (auto text = t.text(key, required && !inherited); !text.empty()) place = std::move(text);
  };
  kind.name = name;
  lay("label_zh", kind.label_zh, true);
  lay("label_en", kind.label_en, true);
  lay("title", kind.title, true);
  lay("shelf", kind.shelf, false);
  lay("colour", kind.colour, false);
  lay("owner", kind.owner, false);
  lay("state", kind.state, false);
  if (t.has("chain")) kind.chain = word_of<ledger::Chain>(t, "chain", kChains);
  if (t.has("public")) kind.is_public = t.flag("public");
  add_fields(t, kind);
  for (const auto& set : t.words("with")) add_set(t, sets, set, kind);
  read_transitions(t, kind);
  read_dues(t, kind);
  for (auto& index : t.word_lists("indexes")) kind.indexes.push_back(std::move(index));
  if (kind.title != "id" && !kind.title.empty() && !kind.field(kind.title))
    t.fault("title", fmt::format("'{}' is no field of the kind", kind.title));
  t.close();
}

// ---- what only the whole pack can tell ----

class KindCheck {
 public:
  KindCheck(const std::vector<Kind>& kinds, standard::Faults& faults)
      : kinds_(kinds), faults_(faults) {}

  void check(const Kind& kind) {
    kind_ = &kind;
    for (const auto& field : kind.fields) check(field);
    if (kind.owner != "id") known("owner", kind.owner);
    for (const auto& index : kind.indexes)
      for (const auto& field : index) known("indexes", field);
    check_states();
    if (kind.expiry) {
      known("expiry", kind.expiry->field);
      auto field = kind.field(kind.expiry->field);
      if (field && field->type != FieldType::day && field->type != FieldType::period)
        fault("expiry", fmt::format("'{}' is no day and no period", field->name));
      if (kind.expiry->when) known("expiry", kind.expiry->when->field);
    }
    for (const auto& duty : kind.duties) check(duty);
  }

 private:
  void fault(std::string_view what, std::string text) {
    faults_.add(fmt::format("{}.{}: {}", kind_->name, what, text),
                fmt::format("ledgers/{}.toml", kind_->name));
  }
  void known(std::string_view what, const std::string& field) {
    if (field.empty() || kind_->field(field)) return;
    fault(what, fmt::format("'{}' is no field of the kind", field));
  }
  const Kind* kind(std::string_view name) const {
    auto it =
        std::find_if(kinds_.begin(), kinds_.end(), [&](const Kind& k) { return k.name == name; });
    return it == kinds_.end() ? nullptr : &*it;
  }

  void check(const Field& field) {
    if (!field.target.empty() && !kind(field.target))
      fault(field.name, fmt::format("refers to unknown kind '{}'", field.target));
    if (field.acyclic && field.target != kind_->name)
      fault(field.name, "is acyclic and does not refer to its own kind");
    if (field.required_if) known(field.name, field.required_if->field);
    if (field.formula.empty()) return;
    if (auto formula = ledger::Formula::of(*kind_, field); !formula)
      fault(field.name, formula.error().message());
  }

  void check_states() {
    known("state", kind_->state);
    auto state = kind_->field(kind_->state);
    if (!kind_->transitions.empty() && (!state || state->type != FieldType::choice))
      return fault("state", "transitions need a field of type choice");
    for (const auto& t : kind_->transitions) {
      if (!state->choice(t.to)) fault(t.verb, fmt::format("'{}' is no state", t.to));
      for (const auto& from : t.from)
        if (!state->choice(from)) fault(t.verb, fmt::format("'{}' is no state", from));
    }
  }

  void check(const ledger::Duty& duty) {
    auto by = kind(duty.by);
    if (!by) return fault(duty.id, fmt::format("'{}' is no kind of record", duty.by));
    auto through = by->field(duty.through);
    if (!through || through->target != kind_->name)
      fault(duty.id,
            fmt::format("'{}.{}' does not refer to {}", duty.by, duty.through, kind_->name));
    auto on = by->field(duty.on);
    if (!on || (on->type != FieldType::day && on->type != FieldType::instant))
      fault(duty.id, fmt::format("'{}.{}' is no day", duty.by, duty.on));
    constexpr std::array<std::string_view, 6> kEvery{"P7D", "P14D", "P1M", "P3M", "P6M", "P1Y"};
    if (std::find(kEvery.begin(), kEvery.end(), duty.every) == kEvery.end())
      fault(duty.id, fmt::format("'{}' is not one of {}", duty.every, fmt::join(kEvery, ", ")));
    if (duty.when) known(duty.id, duty.when->field);
  }

  const std::vector<Kind>& kinds_;
  standard::Faults& faults_;
  const Kind* kind_ = nullptr;
};

}  // namespace

void read_field_sets(const std::filesystem::path& layer, FieldSets& sets,
                     standard::Faults& faults) {
  auto file = layer / "field_sets.toml";
  if (!std::filesystem::exists(file)) return;
  auto parsed = read_toml(file, faults);
  if (!parsed) return;
  TomlTable t(*parsed, file.lexically_normal().string(), faults);
  for (auto& row : t.tables("set")) {
    auto& set = sets[row.text("name")];
    set.clear();
    for (auto& field : row.tables("field")) set.push_back(field_of(field));
    row.close();
  }
  t.close();
}

void read_kinds(const std::filesystem::path& layer, const FieldSets& sets, std::vector<Kind>& kinds,
                standard::Faults& faults) {
  for (const auto& file : files_in(layer / "ledgers", ".toml"))
    read_kind(file, sets, kinds, faults);
}

void check_kinds(const std::vector<Kind>& kinds, standard::Faults& faults) {
  KindCheck check(kinds, faults);
  for (const auto& kind : kinds) check.check(kind);
}

}  // namespace qs::app
