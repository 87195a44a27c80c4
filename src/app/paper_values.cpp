#include "app/paper_values.h"

#include "app/paper_charts.h"
#include "base/decimal.h"
#include "base/json.h"
#include "edge/document/template.h"
#include "exhibit/file_type.h"
#include "exhibit/photo.h"
#include "kernel/ledger/check.h"
#include "kernel/ledger/value_json.h"

namespace qs::app {
namespace {

using document::Group;
using document::PictureMaker;
using document::Rows;
using document::Value;
using ledger::Field;
using ledger::FieldType;
using ledger::Kind;
using ledger::Record;

constexpr int kDeepest = 2;       // records that a place-holder goes through
constexpr int kPaperSide = 1280;  // pixels of a photo's longer side, sharp over the whole page
constexpr const char* kSample = "样";

std::string place_zh(LonLat p) {
  return fmt::format("东经{:.5f}°，北纬{:.5f}°", p.lon, p.lat);
}

// "2026-05-01/2026-05-31"
std::string period_zh(const std::string& text) {
  auto slash = text.find('/');
  auto from = parse_day(text.substr(0, slash));
  auto until = slash == text.npos ? from : parse_day(text.substr(slash + 1));
  if (!from || !until) return text;
  return *document::text_of({*from}) + "至" + *document::text_of({*until});
}

Result<document::PicturePtr> picture_of(const std::string& bytes, const std::string& type) {
  auto small = exhibit::thumbnail(bytes, type, kPaperSide);
  if (!small) return tl::unexpected(small.error());
  auto size = exhibit::read_photo(*small, "image/jpeg");
  if (!size) return tl::unexpected(size.error());
  return std::make_shared<document::Picture>(
      document::Picture{std::move(*small), size->width, size->height});
}

class Teller {
 public:
  // Without somebody who asks: a sample.
  Teller(const Pack& pack, const service::PaperAsked* asked) : pack_(pack), asked_(asked) {}

  // `record` nullptr: there is none, every value is empty.
  Group group(const Kind& kind, const Record* record, int depth) const {
    Group out;
    for (const auto& field : kind.fields) {
      if (field.secret || field.type == FieldType::json) continue;
      const ledger::Value* kept = nullptr;
      if (record)
        if (auto it = record->fields.find(field.name); it != record->fields.end())
          kept = &it->second;
      tell(field, kept, depth, out);
    }
    auto title = record ? record->text(kind.title) : std::string();
    out["id"].is = is_sample() ? kSample : record ? record->id : std::string();
    out["title"].is = is_sample() ? kSample : title.empty() && record ? record->id : title;
    return out;
  }

  Rows evidence(const std::vector<std::string>& hashes, bool photos) const {
    Rows out;
    if (is_sample()) out.push_back(evidence_row({}, photos));
    for (const auto& hash : hashes)
      if (auto record = asked_ ? asked_->see("evidence", hash) : std::nullopt)
        out.push_back(evidence_row(*record, photos));
    return out;
  }

 private:
  bool is_sample() const { return !asked_; }

  void tell(const Field& field, const ledger::Value* kept, int depth, Group& out) const {
    out[field.name] = value(field, kept, depth);
    if (field.type != FieldType::choice) return;
    Group is;
    auto chosen = kept ? ledger::text_of(*kept) : std::string();
    for (const auto& choice : field.choices)
      is[choice.value].is = is_sample() || choice.value == chosen;
    out[field.name + "_is"].is = std::move(is);
  }

  Value value(const Field& field, const ledger::Value* kept, int depth) const {
    auto text = kept ? ledger::text_of(*kept) : std::string();
    switch (field.type) {
      case FieldType::boolean: {
        auto flag = kept ? std::get_if<bool>(kept) : nullptr;
        return {is_sample() || (flag && *flag)};
      }
      case FieldType::reference:
        return referred(field, text, depth);
      case FieldType::file:
      case FieldType::photo:
        return {evidence(hashes_of(text), field.type == FieldType::photo)};
      case FieldType::table:
        return {rows(field, text, depth)};
      default:
        return is_sample() ? sample(field) : kept ? plain(field, *kept, text) : Value{};
    }
  }

  static Value sample(const Field& field) {
    switch (field.type) {
      case FieldType::day:
        return {day_of(Instant{})};
      case FieldType::instant:
        return {Instant{}};
      case FieldType::money:
        return {document::Money{{1, 0}}};
      default:
        return {std::string(kSample)};
    }
  }

  Value plain(const Field& field, const ledger::Value& kept, const std::string& text) const {
    switch (field.type) {
      case FieldType::day:
        if (auto day = parse_day(text)) return {*day};
        return {text};
      case FieldType::instant:
        if (auto ms = std::get_if<int64_t>(&kept)) return {from_ms(*ms)};
        return {};
      case FieldType::money:
        if (auto yuan = std::get_if<double>(&kept)) return {document::Money{Decimal::of(*yuan)}};
        return {};
      case FieldType::period:
        return {period_zh(text)};
      case FieldType::point:
        if (auto place = Geometry::of(text)) return {place_zh(place->middle())};
        return {};
      case FieldType::line:
      case FieldType::area:
        return {};
      default:
        return {field.name == access::kAreaField ? pack_.street_zh(text)
                                                 : ledger::shown(field, kept)};
    }
  }

  Value referred(const Field& field, const std::string& id, int depth) const {
    auto kind = pack_.kind(field.target);
    std::optional<Record> record;
    if (asked_ && !id.empty()) record = asked_->see(field.target, id);
    if (kind && depth < kDeepest) return {group(*kind, record ? &*record : nullptr, depth + 1)};
    if (is_sample()) return {std::string(kSample)};
    auto title = record && kind ? record->text(kind->title) : std::string();
    return {title.empty() ? id : title};
  }

  Rows rows(const Field& field, const std::string& text, int depth) const {
    auto list = Json::parse(is_sample() ? "[{}]" : text, nullptr, false);
    Rows out;
    if (!list.is_array()) return out;
    for (const auto& row : list) {
      Group told;
      for (const auto& column : field.columns) {
        auto it = row.is_object() ? row.find(column.name) : row.end();
        std::optional<ledger::Value> kept;
        if (it != row.end()) kept = ledger::plain_value(*it);
        tell(column, kept ? &*kept : nullptr, depth, told);
      }
      out.push_back(std::move(told));
    }
    return out;
  }

  static std::vector<std::string> hashes_of(const std::string& text) {
    std::vector<std::string> out;
    auto list = Json::parse(text, nullptr, false);
    if (!list.is_array()) return out;
    for (const auto& hash : list)
      if (hash.is_string()) out.push_back(hash.get<std::string>());
    return out;
  }

  Group evidence_row(const Record& record, bool photo) const {
    Group out{{"name", {record.text("name")}},
              {"type", {record.text("type")}},
              {"sha256", {record.id}},
              {"sm3", {record.text("sm3")}},
              {"taken_at", {}},
              {"place", {}}};
    if (auto at = record.instant("taken_at")) out["taken_at"].is = *at;
    auto lon = record.number("lon"), lat = record.number("lat");
    if (lon && lat) out["place"].is = place_zh({*lon, *lat});
    if (is_sample()) {
      for (auto& [name, value] : out) value.is = std::string(kSample);
      out["taken_at"].is = Instant{};
    }
    if (!photo) return out;
    PictureMaker maker;
    if (asked_ && exhibit::is_photo(record.text("type")))
      maker = [bytes = asked_->bytes, hash = record.id, type = record.text("type")] {
        return bytes(hash).and_then([&](const std::string& all) { return picture_of(all, type); });
      };
    out["image"].is = std::move(maker);
    return out;
  }

  const Pack& pack_;
  const service::PaperAsked* asked_;
};

// What a JSON answer of the service says, as values: lists of objects are rows.
Value told_json(const Json& json) {
  if (json.is_array()) {
    Rows rows;
    for (const auto& row : json)
      if (auto told = told_json(row); auto group = std::get_if<Group>(&told.is))
        rows.push_back(std::move(*group));
    return {std::move(rows)};
  }
  if (json.is_object()) {
    Group out;
    for (const auto& [name, value] : json.items()) out[name] = told_json(value);
    return {std::move(out)};
  }
  if (json.is_boolean()) return {json.get<bool>()};
  if (json.is_string()) return {json.get<std::string>()};
  return {json.is_null() ? std::string() : json.dump()};
}

// An answer's times and shares as people read them; what it leaves out is empty.
void word_dossier(Json& dossier) {
  auto& score = dossier["score"];
  if (score.is_number()) score = fmt::format("{:.0f}%", score.get<double>() * 100);
  for (auto& part : dossier["parts"])
    for (auto& item : part["items"])
      if (!item.contains("on") || item["on"].is_null()) item["on"] = "";
  for (auto& event : dossier["timeline"])
    if (!event.contains("label_zh")) event["label_zh"] = "信息变更";
  for (auto& value : dossier["latest"]) {
    if (value["at"].is_number()) value["at"] = *document::text_of({from_ms(value["at"])});
    if (value["value"].is_number()) value["value"] = to_text(value["value"].get<double>());
  }
}

// The shape of a dossier, for checking a template.
Json sample_dossier() {
  Json item{{"title", kSample}, {"on", kSample}};
  return {{"score", kSample},
          {"missing", {{{"label_zh", kSample}}}},
          {"parts",
           {{{"label_zh", kSample},
             {"count", kSample},
             {"expected", true},
             {"missing", true},
             {"items", {item}}}}},
          {"latest",
           {{{"at_zh", kSample},
             {"factor_zh", kSample},
             {"value", kSample},
             {"unit", kSample},
             {"at", kSample}}}},
          {"timeline", {{{"day", kSample}, {"label_zh", kSample}, {"title", kSample}}}}};
}

void add_house(const Pack& pack, Instant at, Group& out) {
  const auto& district = pack.district;
  out["unit_name"].is =
      district.organ_zh.empty() ? district.name_zh + "生态环境主管部门" : district.organ_zh;
  out["district"].is = district.name_zh;
  out["today"].is = day_of(at);
  out["now"].is = at;
}

}  // namespace

Result<void> add_dossier(const service::PaperAsked& asked, Group& values) {
  if (!asked.dossier) return fail("there are no dossiers of this kind", asked.record.kind);
  auto text = asked.dossier();
  if (!text) return tl::unexpected(text.error());
  auto dossier = Json::parse(*text);
  word_dossier(dossier);
  values["dossier"] = told_json(dossier);
  return {};
}

Group paper_values(const Pack& pack, const service::PaperAsked& asked, const PaperPlan& paper) {
  Teller teller(pack, &asked);
  Group out;
  if (auto kind = pack.kind(asked.record.kind)) out = teller.group(*kind, &asked.record, 0);
  out["evidence"].is = teller.evidence(asked.evidence, true);
  add_charts(paper.charts, &asked.record, out);
  add_house(pack, asked.at, out);
  return out;
}

Group sample_values(const Pack& pack, const Kind& kind, const PaperPlan& paper) {
  Teller teller(pack, nullptr);
  auto out = teller.group(kind, nullptr, 0);
  out["evidence"].is = teller.evidence({}, true);
  add_charts(paper.charts, nullptr, out);
  if (paper.dossier) out["dossier"] = told_json(sample_dossier());
  add_house(pack, Instant{}, out);
  return out;
}

}  // namespace qs::app
