#include "app/device_book.h"

#include "app/all_records.h"
#include "base/json.h"

namespace qs::app {

using observe::DeviceProfile;

namespace {

std::string text_of(const ledger::Fields& fields, std::string_view name) {
  return ledger::Record{.kind = {}, .id = {}, .revision = 0, .fields = fields}.text(name);
}

// As people say in the record; otherwise as the gateway has learnt.
std::map<std::string, std::string, std::less<>> units_of(const ledger::Fields& fields) {
  std::map<std::string, std::string, std::less<>> units;
  auto take = [&](const Json& json) {
    if (!json.is_object()) return;
    for (auto& [factor, unit] : json.items())
      if (unit.is_string()) units[factor] = unit.get<std::string>();
  };
  auto learnt = Json::parse(text_of(fields, "switches"), nullptr, false);
  if (learnt.is_object() && learnt.contains("units")) take(learnt["units"]);
  take(Json::parse(text_of(fields, "units"), nullptr, false));
  return units;
}

}  // namespace

DeviceBook::DeviceBook(observe::SeriesLog& series, const ledger::RecordLog& records,
                       const standard::Library& library, Day today)
    : series_(series), records_(records), library_(library), today_(today) {}

Result<void> DeviceBook::refresh() {
  auto records = all_records(records_, "device");
  if (!records) return tl::unexpected(records.error());
  std::unordered_map<std::string, Entry> devices;
  for (auto& r : *records) {
    DeviceProfile profile{.id = r.id,
                          .site = r.text("site"),
                          .password = r.text("password"),
                          .sm4_key = r.text("sm4_key"),
                          .switches = r.text("switches"),
                          .admitted = r.text("state") == "admitted"};
    devices.emplace(r.id, Entry{std::move(profile), r.fields, units_of(r.fields)});
  }
  std::unique_lock lock(mutex_);
  devices_ = std::move(devices);
  ++version_;
  return {};
}

std::optional<DeviceProfile> DeviceBook::device(std::string_view mn) const {
  std::shared_lock lock(mutex_);
  auto it = devices_.find(std::string(mn));
  if (it == devices_.end()) return std::nullopt;
  return it->second.profile;
}

Result<observe::Channel> DeviceBook::channel(const DeviceProfile& device, std::string_view sent,
                                             observe::Cadence cadence, observe::Measure measure) {
  auto factor = library_.factor(sent);
  if (!factor) return fail(fmt::format("unknown factor '{}'", sent), device.id);
  auto code = library_.canonical_code(sent);
  auto unit = unit_sent(device.id, *factor);
  auto conversion = library_.conversion(unit, factor->unit);
  if (!conversion)
    return fail(fmt::format("'{}' does not convert to {}", unit, factor->unit),
                fmt::format("{}.{}", device.id, factor->code));
  auto id = series_.open({device.site, code, cadence, measure});
  if (!id) return tl::unexpected(id.error());
  return observe::Channel{.series = *id,
                          .scale = conversion->scale / conversion->divisor,
                          .offset = conversion->offset};
}

std::string DeviceBook::unit_sent(const std::string& mn, const standard::Factor& factor) const {
  std::shared_lock lock(mutex_);
  auto it = devices_.find(mn);
  if (it == devices_.end()) return factor.unit;
  auto declared = it->second.units.find(factor.code);
  if (declared != it->second.units.end()) return declared->second;
  auto system = text_of(it->second.fields, "system");
  return std::string(library_.sent_unit(factor.code, system, today_));
}

void DeviceBook::quarantine(std::string_view mn, std::string_view system, std::string_view peer,
                            std::string_view first_frame) {
  std::unique_lock lock(mutex_);
  if (devices_.contains(std::string(mn)) || found_.contains(mn) || found_.size() >= kMaxQuarantined)
    return;
  found_[std::string(mn)] = {{"state", std::string("quarantined")},
                             {"system", std::string(system)},
                             {"peer", std::string(peer)},
                             {"first_frame", std::string(first_frame)}};
}

void DeviceBook::remember_switches(std::string_view mn, std::string_view switches) {
  std::unique_lock lock(mutex_);
  auto it = devices_.find(std::string(mn));
  if (it == devices_.end() || it->second.profile.switches == switches) return;
  it->second.profile.switches = switches;
  it->second.fields["switches"] = std::string(switches);
  it->second.units = units_of(it->second.fields);
  ++version_;
  found_[std::string(mn)] = it->second.fields;
}

std::vector<ledger::Write> DeviceBook::take_findings(Instant now) {
  std::unique_lock lock(mutex_);
  std::vector<ledger::Write> writes;
  for (auto& [mn, fields] : found_) {
    if (!fields.contains("first_seen")) fields["first_seen"] = to_ms(now);
    auto switches = text_of(fields, "switches");
    DeviceProfile profile{.id = mn,
                          .site = text_of(fields, "site"),
                          .password = text_of(fields, "password"),
                          .sm4_key = text_of(fields, "sm4_key"),
                          .switches = switches,
                          .admitted = text_of(fields, "state") == "admitted"};
    devices_[mn] = Entry{std::move(profile), fields, units_of(fields)};
    writes.push_back({.verb = ledger::Write::Verb::put,
                      .kind = "device",
                      .id = mn,
                      .fields = fields,
                      .expected_revision = std::nullopt});
  }
  found_.clear();
  return writes;
}

}  // namespace qs::app
