#include "app/pack/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/pack/layer.h"
#include "app/pack/sheet.h"
#include "app/pack/toml.h"

namespace qs::app {
namespace {

using ledger::BoardTile;
using ledger::DossierPart;
using ledger::When;

DossierPart part_of(TomlTable t) {
  DossierPart part{.kind = t.text("kind"),
                   .through = t.text("through"),
                   .hops = {},
                   .label_zh = t.text("label_zh", false),
                   .label_en = t.text("label_en", false),
                   .on = t.text("on", false),
                   .expected = t.flag("expected"),
                   .expected_if = std::nullopt,
                   .weight = t.number("weight").value_or(1)};
  for (auto& hop : t.tables("hops")) {
    part.hops.push_back({hop.text("kind"), hop.text("through"), hop.text("to")});
    hop.close();
  }
  part.expected_if = when_of(t, "expected_if");
  if (part.weight <= 0) t.fault("weight", "must be above 0");
  t.close();
  return part;
}

constexpr std::array<std::string_view, 3> kFigures{"count", "sum", "share"};  // as Figure

BoardTile tile_of(TomlTable t) {
  BoardTile tile{.id = t.text("id"),
                 .label_zh = t.text("label_zh"),
                 .label_en = t.text("label_en"),
                 .kind = t.text("kind"),
                 .field = t.text("field", false),
                 .unit = t.text("unit", false),
                 .where = whens_of(t, "where"),
                 .of = whens_of(t, "of"),
                 .past = t.text("past", false),
                 .better = t.text("better", false)};
  auto word = t.text("figure", false);
  auto it = std::find(kFigures.begin(), kFigures.end(), word);
  if (it != kFigures.end())
    tile.figure = static_cast<BoardTile::Figure>(it - kFigures.begin());
  else if (!word.empty())
    t.fault("figure", fmt::format("'{}' is not one of {}", word, fmt::join(kFigures, ", ")));
  if ((tile.figure == BoardTile::Figure::sum) == tile.field.empty())
    t.fault("field", "belongs to a sum, and a sum needs it");
  if ((tile.figure == BoardTile::Figure::share) == tile.of.empty())
    t.fault("of", "belongs to a share, and a share needs it");
  if (!tile.better.empty() && tile.better != "low" && tile.better != "high")
    t.fault("better", "is neither low nor high");
  t.close();
  return tile;
}

ledger::ChargeLook look_of(TomlTable& t) {
  ledger::ChargeLook look{.id = t.text("id"),
                          .label_zh = t.text("label_zh"),
                          .label_en = t.text("label_en"),
                          .kind = t.text("kind"),
                          .within = t.number("within").value_or(0),
                          .up = t.text("up", false),
                          .people = t.words("people"),
                          .units = t.words("units")};
  t.close();
  return look;
}

std::optional<bool> yes_or_no(const Sheet::Row& row, std::string_view column) {
  if (row.text(column).empty()) return std::nullopt;
  return row.flag(column);
}

evaluate::PlotRule plot_rule_of(const Sheet::Row& row) {
  evaluate::PlotRule rule{.id = row.text("id"),
                          .states = row.words("states"),
                          .listed = yes_or_no(row, "listed"),
                          .remedial = yes_or_no(row, "remedial"),
                          .land_class = static_cast<int>(row.number_or("land_class", 0)),
                          .zh = row.text("zh"),
                          .en = row.text("en"),
                          .clause = row.text("clause"),
                          .confidence = row.text("confidence")};
  auto answer = evaluate::siting_of(row.text("answer"));
  if (!answer) row.fault(fmt::format("'{}' is no answer", row.text("answer")));
  rule.answer = answer.value_or(evaluate::Siting::forbidden);
  if (rule.id.empty() || rule.zh.empty() || rule.en.empty() || rule.clause.empty())
    row.fault("has no id, words in both languages or clause");
  return rule;
}

// ---- what only the whole pack can tell ----

class AnswerCheck {
 public:
  AnswerCheck(const Pack& pack, standard::Faults& faults) : pack_(pack), faults_(faults) {}

  void check(const ledger::Dossier& dossier) {
    place_ = fmt::format("dossiers/{}.toml", dossier.kind);
    auto subject = known(dossier.kind);
    if (!subject) return;
    for (const auto& name : dossier.fields) known(*subject, name);
    for (const auto& part : dossier.parts) {
      if (part.expected_if) known(*subject, part.expected_if->field);
      for (const auto& hop : part.hops)
        if (auto kind = known(hop.kind)) known(*kind, hop.through), known(*kind, hop.to);
      auto kind = known(part.kind);
      if (!kind) continue;
      known(*kind, part.through);
      dated(*kind, part.on);
    }
  }

  void check(const ledger::Board& board) {
    place_ = fmt::format("boards/{}.toml", board.id);
    for (const auto& tile : board.tiles) {
      auto kind = known(tile.kind);
      if (!kind) continue;
      if (!kind->field(access::kAreaField))
        fault(fmt::format("{}: '{}' has no street", tile.id, tile.kind));
      if (!tile.field.empty()) known(*kind, tile.field);
      for (const auto& when : tile.where) known(*kind, when.field);
      for (const auto& when : tile.of) known(*kind, when.field);
      dated(*kind, tile.past);
    }
  }

  void check(const ledger::ChargeLook& look) {
    place_ = fmt::format("charge.toml: {}", look.id);
    auto kind = known(look.kind);
    if (!kind) return;
    if (!kind->geometry()) fault(fmt::format("'{}' has no place", look.kind));
    if (auto up = look.up.empty() ? nullptr : known(*kind, look.up); up && up->target != look.kind)
      fault(fmt::format("'{}' does not refer to its own kind", look.up));
    for (const auto& names : {look.people, look.units})
      for (const auto& name : names) refers(*kind, name);
  }

 private:
  void fault(std::string text) { faults_.add(std::move(text), place_); }

  const ledger::Kind* known(const std::string& name) {
    auto kind = pack_.kind(name);
    if (!kind) fault(fmt::format("'{}' is no kind of record", name));
    return kind;
  }
  const ledger::Field* known(const ledger::Kind& kind, const std::string& name) {
    auto field = kind.field(name);
    if (!field) fault(fmt::format("'{}' is no field of {}", name, kind.name));
    return field;
  }
  void dated(const ledger::Kind& kind, const std::string& name) {
    auto field = name.empty() ? nullptr : known(kind, name);
    if (field && field->type != ledger::FieldType::day && field->type != ledger::FieldType::instant)
      fault(fmt::format("'{}.{}' is no day and no instant", kind.name, name));
  }
  // "chief" or "reaches.chief".
  void refers(const ledger::Kind& kind, const std::string& path) {
    auto dot = path.find('.');
    auto field = known(kind, path.substr(0, dot));
    if (!field) return;
    if (dot != path.npos) {
      auto it = std::find_if(field->columns.begin(), field->columns.end(), [&](const auto& column) {
        return column.name == path.substr(dot + 1);
      });
      field = it == field->columns.end() ? nullptr : &*it;
    }
    if (!field || field->target.empty())
      fault(fmt::format("'{}.{}' refers to nobody", kind.name, path));
  }

  const Pack& pack_;
  standard::Faults& faults_;
  std::string place_;
};

}  // namespace

void read_dossiers(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  for (const auto& file : files_in(layer / "dossiers", ".toml")) {
    auto parsed = read_toml(file, faults);
    if (!parsed) continue;
    TomlTable t(*parsed, file.lexically_normal().string(), faults);
    ledger::Dossier dossier{.kind = file.stem().string(),
                            .fields = t.words("fields"),
                            .fields_weight = t.number("fields_weight").value_or(1),
                            .parts = {}};
    for (auto& part : t.tables("part")) dossier.parts.push_back(part_of(part));
    t.close();
    std::erase_if(pack.dossiers, [&](const auto& known) { return known.kind == dossier.kind; });
    pack.dossiers.push_back(std::move(dossier));
  }
}

void read_boards(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  for (const auto& file : files_in(layer / "boards", ".toml")) {
    auto parsed = read_toml(file, faults);
    if (!parsed) continue;
    TomlTable t(*parsed, file.lexically_normal().string(), faults);
    ledger::Board board{file.stem().string(), t.text("label_zh"), t.text("label_en"), {}};
    for (auto& tile : t.tables("tile")) board.tiles.push_back(tile_of(tile));
    if (board.tiles.empty()) t.fault("tile", "a board has at least one");
    t.close();
    lay_over(pack.boards, std::move(board));
  }
}

void read_charge(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto file = layer / "charge.toml";
  lay_rows_over(pack.charge, file, "look", faults, look_of);
}

void read_plot_rules(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults) {
  auto sheet = Sheet::open(layer / "plot_rules.csv",
                           {"id", "states", "listed", "remedial", "land_class", "answer", "zh",
                            "en", "clause", "confidence"},
                           faults);
  if (!sheet) return;
  for (const auto& row : sheet->rows()) lay_over(pack.plot_rules, plot_rule_of(row));
}

void check_answers(const Pack& pack, standard::Faults& faults) {
  AnswerCheck check(pack, faults);
  for (const auto& dossier : pack.dossiers) check.check(dossier);
  for (const auto& board : pack.boards) check.check(board);
  for (const auto& look : pack.charge) check.check(look);
}

}  // namespace qs::app
