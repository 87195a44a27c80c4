#include "app/pack.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/pack/answers.h"
#include "app/pack/assessments.h"
#include "app/pack/checklists.h"
#include "app/pack/conduct.h"
#include "app/pack/district.h"
#include "app/pack/enforcement.h"
#include "app/pack/kinds.h"
#include "app/pack/money.h"
#include "app/pack/mqtt.h"
#include "app/pack/oversight.h"
#include "app/pack/papers.h"
#include "app/pack/planning.h"
#include "app/pack/power.h"
#include "app/pack/records.h"
#include "app/pack/reporting.h"
#include "app/pack/suspicion.h"
#include "app/pack/tables.h"
#include "app/pack/toml.h"
#include "app/pack/workflows.h"
#include "app/pack/yield.h"

namespace qs::app {
namespace {

struct Layer {
  std::filesystem::path directory;
  District district;
};

constexpr int kDeepestZoom = 22;

// The address becomes part of the pages' policy, so that it holds nothing that could widen it.
bool is_tile_address(std::string_view address) {
  auto holds = [&](std::string_view part) { return address.find(part) != address.npos; };
  constexpr size_t kScheme = std::string_view("https://").size();
  auto host = address.substr(0, address.find('/', kScheme));
  return address.starts_with("https://") && host.size() > kScheme && holds("{z}") && holds("{x}") &&
         holds("{y}") &&
         host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:/") == host.npos &&
         address.find_first_of(" ;,'\"\\<>") == address.npos;
}

std::optional<service::Ground> ground_of(TomlTable& whole) {
  auto t = whole.table("map");
  if (!t) return std::nullopt;
  service::Ground out{t->words("tiles"), t->text("attribution_zh"), t->text("attribution_en")};
  for (const auto& address : out.tiles)
    if (!is_tile_address(address))
      t->fault("tiles", fmt::format("'{}' is no https address with {{z}}, {{x}}, {{y}}", address));
  auto deepest = t->integer("max_zoom").value_or(out.max_zoom);
  if (deepest < 1 || deepest > kDeepestZoom)
    t->fault("max_zoom", fmt::format("is not within 1..{}", kDeepestZoom));
  out.max_zoom = static_cast<int>(deepest);
  t->close();
  return out;
}

// pack.toml and those it inherits from, the pack itself first. A name is that of a sibling folder.
std::vector<Layer> layers_of(std::filesystem::path directory, standard::Faults& faults) {
  std::vector<Layer> layers;
  while (true) {
    auto file = directory / "pack.toml";
    auto parsed = read_toml(file, faults);
    if (!parsed) return layers;
    TomlTable t(*parsed, file.lexically_normal().string(), faults);
    if (auto format = t.integer("format"); format != kPackFormat)
      t.fault("format", fmt::format("must be {}", kPackFormat));
    District d;
    d.id = t.text("id");
    d.name_zh = t.text("name_zh");
    d.name_en = t.text("name_en");
    d.organ_zh = t.text("organ_zh", false);
    d.code = t.text("code", false);
    if (t.has("centre")) {
      auto centre = t.numbers("centre");
      if (centre.size() != 2)
        t.fault("centre", "must be [longitude, latitude]");
      else
        d.lon = centre[0], d.lat = centre[1];
    }
    d.ground = ground_of(t);
    auto inherits = t.text("inherits", false);
    t.close();
    layers.push_back({directory, std::move(d)});
    if (inherits.empty()) return layers;
    if (inherits.find_first_of("/\\.") != inherits.npos) {
      t.fault("inherits", "must be the name of a folder beside this one");
      return layers;
    }
    if (layers.size() == kMostLayers) {
      t.fault("inherits", fmt::format("more than {} packs inherit from each other", kMostLayers));
      return layers;
    }
    directory = (directory / "").parent_path().parent_path() / inherits;
  }
}

template <class Row>
const Row* by_id(const std::vector<Row>& rows, std::string_view id) {
  auto it = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.id == id; });
  return it == rows.end() ? nullptr : &*it;
}

}  // namespace

const ledger::Kind* Pack::kind(std::string_view name) const {
  auto it = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.name == name; });
  return it == kinds.end() ? nullptr : &*it;
}
std::string Pack::choice_zh(std::string_view kind, std::string_view field,
                            const std::string& value) const {
  auto declared = this->kind(kind);
  auto one = declared ? declared->field(field) : nullptr;
  auto choice = one ? one->choice(value) : nullptr;
  return choice ? choice->zh : value;
}
casework::Calendar Pack::working_calendar() const {
  std::set<Day> holidays, made_up;
  for (const auto& d : calendar) (d.works ? made_up : holidays).insert(d.day);
  return {std::move(holidays), std::move(made_up), office_hours};
}
std::string Pack::street_zh(std::string_view id) const {
  auto at = std::ranges::find(streets, id, &Street::id);
  return at == streets.end() ? std::string(id) : at->name_zh;
}

const Site* Pack::site(std::string_view id) const {
  return by_id(sites, id);
}
const alert::Rule* Pack::rule(std::string_view id) const {
  return by_id(rules, id);
}
const casework::Workflow* Pack::workflow(std::string_view id) const {
  return by_id(workflows, id);
}

Pack load_pack(const std::filesystem::path& directory, standard::Faults& faults) {
  Pack pack;
  pack.directory = directory;
  auto layers = layers_of(directory, faults);
  std::reverse(layers.begin(), layers.end());
  standard::Tables tables;
  FieldSets sets;
  gateway::mqtt::Law mqtt;  // only its faults are wanted here
  for (const auto& layer : layers) {
    pack.lineage.push_back(layer.district.id);
    auto ground = layer.district.ground ? layer.district.ground : pack.district.ground;
    pack.district = layer.district;
    pack.district.ground = std::move(ground);
    read_tables(layer.directory, tables, pack.changes, faults);
    read_field_sets(layer.directory, sets, faults);
    read_kinds(layer.directory, sets, pack.kinds, faults);
    read_shelves(layer.directory, pack, faults);
    read_discretion(layer.directory, pack, faults);
  }
  offer_choices(pack);
  pack.library = standard::Library(std::move(tables), faults);
  check_kinds(pack.kinds, faults);
  check_shelves(pack, faults);
  suspect::Law suspicion;  // read for its faults; suspicion_law() answers it
  for (const auto& layer : layers) {
    read_streets(layer.directory, pack, faults);
    read_sites(layer.directory, pack, faults);
    read_roles(layer.directory, pack, faults);
    read_calendar(layer.directory, pack, faults);
    read_workflows(layer.directory, pack, faults);
    read_checklists(layer.directory, pack, faults);
    read_rules(layer.directory, pack, faults);
    read_office_hours(layer.directory, pack, faults);
    read_reminders(layer.directory, pack, faults);
    read_reporting(layer.directory, pack, faults);
    read_shifts(layer.directory, pack, faults);
    read_demo_people(layer.directory, pack, faults);
    read_forwards(layer.directory, pack, faults);
    read_mqtt(layer.directory, mqtt, pack.library, faults);
    read_dossiers(layer.directory, pack, faults);
    read_boards(layer.directory, pack, faults);
    read_planning(layer.directory, pack, faults);
    read_assessments(layer.directory, pack, faults);
    read_money(layer.directory, pack, faults);
    read_yield(layer.directory, pack, faults);
    read_charge(layer.directory, pack, faults);
    read_plot_rules(layer.directory, pack, faults);
    read_draw_law(layer.directory, pack, faults);
    read_credit_law(layer.directory, pack, faults);
    read_follow_ups(layer.directory, pack, faults);
    read_records(layer.directory, pack, faults);
    read_fills(layer.directory, pack, faults);
    read_papers(layer.directory, pack, faults);
    read_suspicion(layer.directory, suspicion, faults);
  }
  check_roles(pack, faults);
  check_answers(pack, faults);
  check_planning(pack, faults);
  check_assessments(pack, faults);
  check_money(pack, faults);
  check_yield(pack, faults);
  check_power(pack, faults);
  check_records(pack, faults);
  check_fills(pack, faults);
  check_conduct(pack, faults);
  check_checklists(pack, faults);
  check_oversight(pack, faults);
  check_reporting(pack, faults);
  check_discretion(pack, faults);
  check_papers(pack, faults);
  return pack;
}

gateway::mqtt::Law mqtt_of(const Pack& pack) {
  standard::Faults known;
  gateway::mqtt::Law law;
  auto layers = layers_of(pack.directory, known);
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer)
    read_mqtt(layer->directory, law, pack.library, known);
  return law;
}

Result<Pack> open_pack(const std::filesystem::path& directory) {
  standard::Faults faults;
  auto pack = load_pack(directory, faults);
  if (!faults.any()) return pack;
  std::string text = fmt::format("{} faults", faults.list.size());
  for (const auto& fault : faults.list) text += "\n  " + fault.message();
  return fail(std::move(text), directory.string());
}

}  // namespace qs::app
