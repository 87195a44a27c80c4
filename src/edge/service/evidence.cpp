#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/hand_in.h"
#include "edge/service/handlers.h"
#include "edge/service/once.h"
#include "edge/service/room.h"
#include "edge/service/saved_name.h"
#include "exhibit/file_type.h"
#include "exhibit/photo.h"

namespace qs::service {
namespace {

// What a photo says of itself becomes part of its record.
Maybe<void> describe(std::string_view bytes, std::string_view type, ledger::Fields& fields) {
  if (!exhibit::is_photo(type)) return {};
  auto photo = lift_verb(exhibit::read_photo(bytes, type));
  if (!photo) return tl::unexpected(photo.error());
  fields["width"] = int64_t{photo->width};
  fields["height"] = int64_t{photo->height};
  if (auto at = photo->exif.taken_at) fields["taken_at"] = to_ms(*at);
  if (auto place = photo->exif.place) {
    fields["lon"] = place->lon;
    fields["lat"] = place->lat;
  }
  return {};
}

// "lon,lat,accuracy" of X-Phone-Place.
struct PhonePlace {
  LonLat place;
  double accuracy_m = 0;
};
std::optional<PhonePlace> phone_place(const Request& request) {
  auto list = Json::parse(fmt::format("[{}]", request.header("x-phone-place")), nullptr, false);
  bool three = list.is_array() && list.size() == 3 &&
               std::all_of(list.begin(), list.end(), [](const Json& n) { return n.is_number(); });
  if (!three) return std::nullopt;
  PhonePlace out{{list[0].get<double>(), list[1].get<double>()}, list[2].get<double>()};
  bool on_earth = std::abs(out.place.lon) <= 180 && std::abs(out.place.lat) <= 90;
  return on_earth && out.accuracy_m >= 0 ? std::optional(out) : std::nullopt;
}

// What a photo does not say, the phone that took it does; who said what stands in the record.
void add_phone(const Request& request, Instant now, std::string_view type, ledger::Fields& fields) {
  auto time = phone_time(request, now);
  if (time.ahead_s) fields["clock_ahead_s"] = *time.ahead_s;
  if (!exhibit::is_photo(type)) return;
  bool says_time = fields.contains("taken_at"), says_place = fields.contains("lon");
  if (says_time) fields["time_by"] = std::string("photo");
  if (says_place) fields["place_by"] = std::string("photo");
  if (!says_time && time.made_at) {
    fields["taken_at"] = to_ms(*time.made_at);
    fields["time_by"] = std::string("phone");
  }
  auto there = says_place ? std::nullopt : phone_place(request);
  if (!there) return;
  fields["lon"] = there->place.lon;
  fields["lat"] = there->place.lat;
  fields["accuracy_m"] = there->accuracy_m;
  fields["place_by"] = std::string("phone");
}

// A photo that cannot be unpacked is none, and is not kept.
Maybe<StoredEvidence> keep(Service::Room& room, std::string_view bytes, std::string_view type) {
  if (!exhibit::is_photo(type)) return lift(room.evidence.put(bytes));
  auto small = lift_verb(room.evidence.shrink(bytes, type));
  if (!small) return tl::unexpected(small.error());
  auto stored = lift(room.evidence.put(bytes));
  if (!stored) return stored;
  if (auto kept = lift(room.evidence.put_thumbnail(stored->hash, *small)); !kept)
    return tl::unexpected(kept.error());
  return stored;
}

Response file_response(std::string body, std::string_view type) {
  Response out;
  out.headers = {{"Content-Type", std::string(type)},
                 {"Content-Security-Policy", "default-src 'none'; sandbox"},
                 {"Cache-Control", "private, max-age=31536000, immutable"}};
  out.body = std::move(body);
  return out;
}

}  // namespace

Maybe<HandedIn> hand_in(Service::Room& room, const Call& call, std::string_view street) {
  const auto& request = call.request;
  const auto& bytes = request.body;
  if (bytes.empty()) return refuse(422, "there are no bytes", "body");
  auto type = exhibit::type_of(bytes, request.header("content-type"));
  if (!type) return refuse(415, type.error().text, "body");
  HandedIn out{.name = saved_name(request.header("x-file-name")), .type = std::string(*type)};
  ledger::Fields fields{{"name", out.name},
                        {"type", out.type},
                        {"size", static_cast<int64_t>(bytes.size())},
                        {"street", std::string(street)}};
  if (auto said = describe(bytes, *type, fields); !said) return tl::unexpected(said.error());
  add_phone(request, call.now, *type, fields);
  auto stored = keep(room, bytes, *type);
  if (!stored) return tl::unexpected(stored.error());
  fields["sm3"] = stored->sm3;
  auto known = lift(room.seams.records.get("evidence", stored->hash));
  if (!known) return tl::unexpected(known.error());
  out.known = known->has_value();
  out.write = {
      .kind = "evidence", .id = stored->hash, .fields = std::move(fields), .expected_revision = {}};
  return out;
}

Reply post_evidence(Service::Room& room, const Call& call) {
  auto file = hand_in(room, call, call.actor.area);
  if (!file) return tl::unexpected(file.error());
  auto written = file->known ? Maybe<void>{}
                             : lift(room.seams.desk.write(
                                   {file->write}, {call.actor, call.now, "evidence handed in"}));
  if (!written) return tl::unexpected(written.error());
  return json_response({{"hash", file->write.id},
                        {"name", file->name},
                        {"type", file->type},
                        {"size", call.request.body.size()}});
}

Reply get_evidence(Service::Room& room, const Call& call) {
  auto record = find_within(room, call, "evidence", call.id());
  if (!record) return tl::unexpected(record.error());
  auto bytes = lift(room.evidence.get(record->id));
  if (!bytes) return tl::unexpected(bytes.error());
  auto type = record->text("type");
  auto out = file_response(std::move(*bytes), type);
  out.headers.emplace_back(
      "Content-Disposition",
      fmt::format("{}; filename*=UTF-8''{}", exhibit::is_shown(type) ? "inline" : "attachment",
                  percent(record->text("name"))));
  return out;
}

Reply get_thumbnail(Service::Room& room, const Call& call) {
  auto record = find_within(room, call, "evidence", call.id());
  if (!record) return tl::unexpected(record.error());
  auto type = record->text("type");
  if (!exhibit::is_photo(type)) return refuse(404, "only a photo has a thumbnail", record->id);
  auto bytes = lift(room.evidence.thumbnail(record->id, type));
  if (!bytes) return tl::unexpected(bytes.error());
  return file_response(std::move(*bytes), "image/jpeg");
}

}  // namespace qs::service
