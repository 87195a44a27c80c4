#include "app/founding.h"

#include <sodium.h>

#include <fstream>

#include "app/fill.h"
#include "app/forwards.h"
#include "app/workflows.h"
#include "base/csv.h"
#include "base/json.h"
#include "edge/service/service.h"

namespace qs::app {

using ledger::Fields;
using ledger::Write;

namespace {

constexpr std::string_view kFounder = "pack";
constexpr size_t kPerCommit = 500;                       // of simulated records
constexpr std::string_view kFactoryPassword = "123456";  // of a logger until its record says other

Fields station_fields(const Site& s) {
  return {{"kind", s.kind},
          {"name_zh", s.name_zh},
          {"name_en", s.name_en},
          {"street", s.street},
          {"lon", s.lon},
          {"lat", s.lat},
          {"system", s.system},
          {"standard", s.standard},
          {"scope", s.scope},
          {"condition", s.condition},
          {"target_class", s.target_class},
          {"zone", s.zone},
          {"factors", Json(s.factors).dump()},
          {"reference_oxygen", s.reference_oxygen},
          {"simulated", s.simulated}};
}

Fields device_fields(const Site& s) {
  return {{"site", s.id},
          {"state", std::string("admitted")},
          {"system", s.system},
          {"password", std::string(kFactoryPassword)}};
}

// Only what the kind declares, and no empty texts.
Fields declared(const ledger::Kind& kind, Fields fields) {
  std::erase_if(fields, [&](const auto& f) {
    auto text = std::get_if<std::string>(&f.second);
    return !kind.field(f.first) || (text && text->empty());
  });
  return fields;
}

// What people and files say, without what the program reckons of it.
Fields told(const ledger::Kind& kind, Fields fields) {
  std::erase_if(fields, [&](const auto& f) {
    auto field = kind.field(f.first);
    return field && field->by_program;
  });
  return fields;
}

// Nothing when the record stands already, unless the pack itself wrote it and now says other; what
// the program reckoned stays.
Result<void> found(const ledger::RecordLog& records, std::string kind, std::string id,
                   Fields fields, std::vector<Write>& writes) {
  auto declaration = records.kind(kind);
  if (!declaration) return fail(fmt::format("no kind '{}' is declared", kind));
  fields = declared(*declaration, std::move(fields));
  auto known = records.history(kind, id);
  if (!known) return tl::unexpected(known.error());
  const ledger::Revision* last = nullptr;  // that changed what is told
  for (const auto& revision : *known)
    if (!last || revision.erased ||
        told(*declaration, revision.fields) != told(*declaration, last->fields))
      last = &revision;
  if (last) {
    if (last->who != kFounder || told(*declaration, last->fields) == fields) return {};
    for (const auto& [name, value] : known->back().fields)
      if (auto field = declaration->field(name); field && field->by_program)
        fields.try_emplace(name, value);
  }
  writes.push_back({.kind = std::move(kind), .id = std::move(id), .fields = std::move(fields)});
  return {};
}

std::string second_of(const std::string& street) {
  return street + "-2";
}

}  // namespace

Result<size_t> found_pack(const Pack& pack, ledger::RecordLog& records, Instant now) {
  std::vector<Write> writes;
  for (const auto& site : pack.sites) {
    if (auto done = found(records, "station", site.id, station_fields(site), writes); !done)
      return tl::unexpected(done.error());
    if (site.device.empty()) continue;
    if (auto done = found(records, "device", site.device, device_fields(site), writes); !done)
      return tl::unexpected(done.error());
  }
  for (const auto& workflow : pack.workflows) {
    auto text = Workflows::write_of(workflow);
    if (auto done = found(records, text.kind, text.id, std::move(text.fields), writes); !done)
      return tl::unexpected(done.error());
  }
  for (const auto& forward : pack.forwards)
    if (auto done = found(records, "forward", forward.id, fields_of(forward), writes); !done)
      return tl::unexpected(done.error());
  for (const auto& record : pack.records)
    if (auto done = found(records, record.kind, record.id, record.fields, writes); !done)
      return tl::unexpected(done.error());
  auto count = writes.size();
  if (count == 0) return 0;
  auto kept = records.commit({.who = std::string(kFounder),
                              .why = "declared by " + pack.directory.filename().string(),
                              .when = now,
                              .writes = std::move(writes)});
  if (!kept) return tl::unexpected(kept.error());
  return count;
}

Result<std::string> found_admin(ledger::RecordLog& records, Instant now) {
  auto people = records.count({.kind = "user", .where = {}});
  if (!people) return tl::unexpected(people.error());
  if (*people > 0) return std::string{};
  auto password = service::random_password();
  auto hash = service::hash_password(password);
  if (!hash) return tl::unexpected(hash.error());
  auto kept = records.commit({.who = std::string(kFounder),
                              .why = "the first administrator",
                              .when = now,
                              .writes = {{.kind = "user",
                                          .id = kFirstUser,
                                          .fields = {{"name", std::string("管理员")},
                                                     {"roles", Json::array({"admin"}).dump()},
                                                     {"password_hash", *hash},
                                                     {"password_changed_at", to_ms(now)},
                                                     {"must_change", true},
                                                     {"created_at", to_ms(now)}}}}});
  if (!kept) return tl::unexpected(kept.error());
  return password;
}

Result<std::string> reset_password(ledger::RecordLog& records, const std::string& user,
                                   Instant now) {
  auto record = records.get("user", user);
  if (!record) return tl::unexpected(record.error());
  if (!*record) return fail("there is no such user", user);
  auto password = service::random_password();
  auto hash = service::hash_password(password);
  if (!hash) return tl::unexpected(hash.error());
  auto fields = (*record)->fields;
  fields["password_hash"] = *hash;
  fields["password_changed_at"] = to_ms(now);
  fields["must_change"] = true;
  for (auto name : {"locked_until", "totp_secret", "totp_step"}) fields.erase(name);
  auto kept = records.commit({.who = "machine",
                              .why = "password reset at the machine",
                              .when = now,
                              .writes = {{.kind = "user", .id = user, .fields = fields}}});
  if (!kept) return tl::unexpected(kept.error());
  return password;
}

Result<std::string> found_demo_people(const Pack& pack, ledger::RecordLog& records,
                                      const std::filesystem::path& password_file, Instant now) {
  auto people = records.count({.kind = "user", .where = {}});
  if (!people) return tl::unexpected(people.error());
  if (*people > 0) {
    auto kept = read_file(password_file);
    return kept ? kept->substr(0, kept->find('\n')) : std::string{};
  }
  auto password = service::random_password();
  auto hash = service::hash_password(password);
  if (!hash) return tl::unexpected(hash.error());
  std::vector<Write> writes;
  auto come = [&](const DemoPerson& person) {
    writes.push_back({.kind = "user",
                      .id = person.id,
                      .fields = {{"name", person.name},
                                 {"password_hash", *hash},
                                 {"roles", Json::array({person.role}).dump()},
                                 {"area", person.street},
                                 {"unit", ledger::kept(person.unit)},
                                 {"firm", ledger::kept(person.firm)},
                                 {"disabled", false}}});
  };
  for (const auto& person : pack.demo_people) come(person);
  for (const auto& street : pack.streets) {
    come({street.id, street.name_zh + "值班员", "street", street.id, {}, {}});
    come({second_of(street.id), street.name_zh + "夜班员", "street", street.id, {}, {}});
  }
  auto kept = records.commit({.who = std::string(kFounder),
                              .why = "people for trying it out",
                              .when = now,
                              .writes = std::move(writes)});
  if (!kept) return tl::unexpected(kept.error());
  std::ofstream(password_file) << password << '\n';
  std::filesystem::permissions(
      password_file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  return password;
}

Result<size_t> found_demo_roster(const Pack& pack, ledger::RecordLog& records, Instant now) {
  std::vector<Write> writes;
  for (int ahead = -1; ahead < kDemoDuty; ++ahead) {
    Day day = std::chrono::sys_days(day_of(now)) + std::chrono::days{ahead};
    for (const auto& street : pack.streets)
      for (size_t i = 0; i < pack.shifts.size(); ++i) {
        const auto& shift = pack.shifts[i];
        auto user = i == 0 ? street.id : second_of(street.id);
        auto record = records.get("user", user);
        if (!record) return tl::unexpected(record.error());
        if (!*record) continue;
        casework::Person person{user, (*record)->text("name"), {}, street.id, {}};
        auto write = casework::assign_duty(pack.shifts, day, street.id, shift.id, person, now);
        if (!write) continue;  // that shift is over
        auto known = records.get(write->kind, write->id);
        if (!known) return tl::unexpected(known.error());
        if (!*known) writes.push_back(std::move(*write));
      }
  }
  auto count = writes.size();
  if (count == 0) return 0;
  auto kept = records.commit({.who = std::string(kFounder),
                              .why = "duty for trying it out",
                              .when = now,
                              .writes = std::move(writes)});
  if (!kept) return tl::unexpected(kept.error());
  return count;
}

Result<size_t> found_simulated(const Pack& pack, ledger::RecordLog& records, Instant now) {
  auto drawn = draw_fills(pack, day_of(now));
  if (!drawn) return tl::unexpected(drawn.error());
  std::vector<Write> writes;
  size_t count = 0;
  auto commit = [&]() -> Result<void> {
    if (writes.empty()) return {};
    count += writes.size();
    auto kept = records.commit({.who = std::string(kFounder),
                                .why = "simulated, for trying it out",
                                .when = now,
                                .writes = std::move(writes)});
    writes.clear();
    if (!kept) return tl::unexpected(kept.error());
    return {};
  };
  for (auto& record : *drawn) {
    auto known = records.history(record.kind, record.id);
    if (!known) return tl::unexpected(known.error());
    if (!known->empty()) continue;
    writes.push_back({.kind = record.kind, .id = record.id, .fields = std::move(record.fields)});
    if (writes.size() == kPerCommit)
      if (auto done = commit(); !done) return tl::unexpected(done.error());
  }
  if (auto done = commit(); !done) return tl::unexpected(done.error());
  return count;
}

}  // namespace qs::app
