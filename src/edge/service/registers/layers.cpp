#include "edge/service/registers/layers.h"

#include "base/json.h"
#include "edge/service/ask.h"
#include "kernel/access/access.h"
#include "kernel/ledger/check.h"

namespace qs::service {
namespace {

using ledger::Kind;
using ledger::Record;
using ledger::RecordLog;

constexpr size_t kMostPatched = 1'000;  // changes that are taken one by one; more: read anew

// A point's coordinates without a geometry library: most of what is drawn are points.
std::optional<LonLat> point_of(const std::string& geojson) {
  auto json = Json::parse(geojson, nullptr, false);
  auto at = json.is_object() ? json.find("coordinates") : json.end();
  if (at == json.end() || !at->is_array() || at->size() < 2 || !(*at)[0].is_number() ||
      !(*at)[1].is_number())
    return std::nullopt;
  return LonLat{(*at)[0].get<double>(), (*at)[1].get<double>()};
}

bool locate(const ledger::Field& place, const std::string& geojson, Mark& mark) {
  if (place.type == ledger::FieldType::point) {
    auto at = point_of(geojson);
    if (at) mark.bounds = {at->lon, at->lat, at->lon, at->lat};
    return at.has_value();
  }
  auto geometry = Geometry::of(geojson);
  if (!geometry) return false;
  mark.type = geometry->type();
  mark.parts = geometry->parts();
  mark.bounds = geometry->bounds();
  return true;
}

std::optional<Layers::Placed> placed(const Kind& kind, const Record& record) {
  Layers::Placed out;
  if (!locate(*kind.geometry(), record.text(kind.geometry()->name), out.mark)) return std::nullopt;
  out.mark.id = out.mark.title = record.id;
  auto title = kind.field(kind.title);
  auto value = record.fields.find(kind.title);
  if (title && !title->personal && !title->secret && value != record.fields.end())
    out.mark.title = ledger::shown(*title, value->second);
  out.mark.state = record.text(kind.state);
  auto subject = access::subject_of(kind, record);
  out.area = subject.area;
  out.firm = subject.firm;
  return out;
}

void lay(const Kind& kind, const Record& record, std::map<std::string, Layers::Placed>& marks) {
  marks.erase(record.id);
  if (auto mark = placed(kind, record); mark && marks.size() < kMostMarks)
    marks.emplace(record.id, std::move(*mark));
}

Maybe<void> read_all(const RecordLog& records, const Kind& kind,
                     std::map<std::string, Layers::Placed>& marks) {
  marks.clear();
  ledger::Query asked{.kind = kind.name, .where = {}, .limit = ledger::kMaxPage};
  for (size_t read = 0; read < kMostMarks; read += asked.limit) {
    auto page = lift(records.query(asked));
    if (!page) return tl::unexpected(page.error());
    for (const auto& record : *page) lay(kind, record, marks);
    if (page->size() < asked.limit) break;
    asked.after = ledger::Cursor{page->back().id, page->back().id};
  }
  return {};
}

}  // namespace

Maybe<uint64_t> Layers::newest(const RecordLog& records, const std::string& kind) {
  return lift(records.journal({.kind = kind, .limit = 1})).map([](const auto& entries) {
    return entries.empty() ? uint64_t{0} : entries[0].position;
  });
}

Maybe<void> Layers::update(const RecordLog& records, const Kind& kind, uint64_t newest,
                           Layer& layer) {
  auto changes = lift(records.journal({.kind = kind.name, .limit = kMostPatched}));
  if (!changes) return tl::unexpected(changes.error());
  bool whole =
      layer.position > 0 && !changes->empty() && changes->back().position <= layer.position;
  if (!whole) {
    if (auto done = read_all(records, kind, layer.marks); !done) return done;
  } else {
    std::set<std::string> ids;
    for (const auto& change : *changes)
      if (change.position > layer.position) ids.insert(change.id);
    for (const auto& id : ids) {
      auto record = lift(records.get(kind.name, id));
      if (!record) return tl::unexpected(record.error());
      if (*record)
        lay(kind, **record, layer.marks);
      else
        layer.marks.erase(id);
    }
  }
  layer.position = newest;
  return {};
}

Maybe<void> Layers::undo(const RecordLog& records, const Kind& kind, Past& past) {
  std::set<std::string> ids;
  ledger::JournalQuery asked{.kind = kind.name, .from = past.then, .limit = ledger::kMaxPage};
  for (size_t seen = 0;; seen += asked.limit) {
    if (seen >= kMostUndone) return refuse(422, "too much was changed since then", "at");
    auto page = lift(records.journal(asked));
    if (!page) return tl::unexpected(page.error());
    for (const auto& change : *page) ids.insert(change.id);
    if (page->size() < asked.limit) break;
    asked.before = page->back().position;
  }
  for (const auto& id : ids) {
    auto then = lift(records.as_of(kind.name, id, past.then));
    auto now = lift(records.get(kind.name, id));
    if (!then) return tl::unexpected(then.error());
    if (!now) return tl::unexpected(now.error());
    past.marks.erase(id);
    if (!*then) continue;
    lay(kind, **then, past.marks);
    auto mark = past.marks.find(id);
    if (!*now || mark == past.marks.end()) continue;
    auto subject = access::subject_of(kind, **now);
    mark->second.area = subject.area;
    mark->second.firm = subject.firm;
  }
  return {};
}

Maybe<void> Layers::draw_then(const RecordLog& records, const Kind& kind, Instant then,
                              const Draw& draw) {
  std::shared_ptr<Past> past;
  {
    std::lock_guard lock(mutex_);
    auto& place = pasts_[kind.name];
    if (!place) place = std::make_shared<Past>();
    past = place;
  }
  auto position = newest(records, kind.name);
  if (!position) return tl::unexpected(position.error());
  std::lock_guard lock(past->mutex);
  if (past->position < *position || past->then != then) {
    past->position = 0;  // stays so when something below fails
    auto copied =
        this->draw(records, kind, [&](const auto& marks, uint64_t) { past->marks = marks; });
    if (!copied) return copied;
    past->then = then;
    if (auto done = undo(records, kind, *past); !done) return done;
    past->position = *position;
  }
  draw(past->marks, past->position);
  return {};
}

Maybe<void> Layers::draw(const RecordLog& records, const Kind& kind, const Draw& draw) {
  if (!kind.geometry()) return {};
  std::shared_ptr<Layer> layer;
  {
    std::lock_guard lock(mutex_);
    auto& place = layers_[kind.name];
    if (!place) place = std::make_shared<Layer>();
    layer = place;
  }
  auto position = newest(records, kind.name);
  if (!position) return tl::unexpected(position.error());
  {
    std::shared_lock lock(layer->mutex);
    if (layer->position >= *position) {
      draw(layer->marks, layer->position);
      return {};
    }
  }
  std::unique_lock lock(layer->mutex);
  if (layer->position < *position)
    if (auto done = update(records, kind, *position, *layer); !done) return done;
  draw(layer->marks, layer->position);
  return {};
}

}  // namespace qs::service
