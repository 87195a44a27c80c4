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

constexpr std::string_view kQuarantined = "quarantined", kKey = "sm4", kNextKey = "sm4-next";

std::string key_name(std::string_view mn, std::string_view what) {
  return fmt::format("device-{}.{}", mn, what);
}

bool is_name(std::string_view mn) {
  return mn.size() <= kLongestQuarantinedMn &&
         std::all_of(mn.begin(), mn.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

}  // namespace

DeviceBook::DeviceBook(observe::SeriesLog& series, const ledger::RecordLog& records,
                       const standard::Library& library, Day today, Secrets* secrets)
    : series_(series), records_(records), library_(library), today_(today), secrets_(secrets) {}

DeviceBook::Entry DeviceBook::entry_of(const std::string& mn, const ledger::Fields& fields) const {
  auto secret = [&](std::string_view what) {
    return secrets_ ? secrets_->get(key_name(mn, what)) : std::string();
  };
  DeviceProfile profile{.id = mn,
                        .site = text_of(fields, "site"),
                        .password = text_of(fields, "password"),
                        .sm4_key = secret(kKey),
                        .switches = text_of(fields, "switches"),
                        .admitted = text_of(fields, "state") == "admitted",
                        .next_sm4_key = secret(kNextKey)};
  if (profile.sm4_key.empty()) profile.sm4_key = text_of(fields, "sm4_key");
  return {std::nullopt, std::move(profile), fields, units_of(fields)};
}

Result<void> DeviceBook::refresh() {
  auto records = all_records(records_, "device");
  if (!records) return tl::unexpected(records.error());
  std::unordered_map<std::string, Entry> devices;
  size_t quarantined = 0;
  for (const auto& r : *records) {
    quarantined += r.text("state") == kQuarantined ? 1 : 0;
    devices.emplace(r.id, entry_of(r.id, r.fields));
  }
  std::unique_lock lock(mutex_);
  for (auto& [mn, entry] : devices)
    if (auto known = devices_.find(mn); known != devices_.end())
      entry.stranger_seen = known->second.stranger_seen;
  devices_ = std::move(devices);
  quarantined_ = quarantined;
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
  auto now = std::chrono::floor<Millis>(std::chrono::system_clock::now());
  std::unique_lock lock(mutex_);
  if (auto known = devices_.find(std::string(mn)); known != devices_.end()) {
    known->second.stranger_seen = now;
    return;
  }
  if (quarantined_ >= kMaxQuarantined || !is_name(mn)) {
    ++turned_away_;
    return;
  }
  ledger::Fields fields{{"state", std::string(kQuarantined)},
                        {"system", std::string(system)},
                        {"peer", std::string(peer)},
                        {"first_frame", std::string(first_frame.substr(0, kLongestFirstFrame))},
                        {"first_seen", to_ms(now)}};
  auto entry = entry_of(std::string(mn), fields);
  entry.stranger_seen = now;
  devices_.emplace(mn, std::move(entry));
  found_[std::string(mn)] = std::move(fields);
  ++quarantined_;
  anything_found_ = true;
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
  anything_found_ = true;
}

Result<void> DeviceBook::offer_key(std::string_view mn, std::string_view key) {
  if (!secrets_) return fail("there is no place for secrets", std::string(mn));
  std::unique_lock lock(mutex_);
  auto it = devices_.find(std::string(mn));
  if (it == devices_.end()) return fail("no such device", std::string(mn));
  if (auto kept = secrets_->put(key_name(mn, kNextKey), std::string(key)); !kept) return kept;
  it->second.profile.next_sm4_key = key;
  ++version_;
  return {};
}

void DeviceBook::key_spoken(std::string_view mn) {
  std::unique_lock lock(mutex_);
  auto it = devices_.find(std::string(mn));
  if (it == devices_.end() || it->second.profile.next_sm4_key.empty()) return;
  auto& profile = it->second.profile;
  // A death in between leaves the new key under both names, which opens all that comes.
  if (!secrets_->put(key_name(mn, kKey), profile.next_sm4_key)) return;
  (void)secrets_->put(key_name(mn, kNextKey), "");
  profile.sm4_key = std::exchange(profile.next_sm4_key, "");
  ++version_;
}

std::optional<Instant> DeviceBook::stranger_seen(std::string_view mn) const {
  std::shared_lock lock(mutex_);
  auto it = devices_.find(std::string(mn));
  return it == devices_.end() ? std::nullopt : it->second.stranger_seen;
}

std::vector<ledger::Write> DeviceBook::take_findings() {
  if (!anything_found_.exchange(false)) return {};
  std::unique_lock lock(mutex_);
  std::vector<ledger::Write> writes;
  for (auto& [mn, fields] : found_)
    writes.push_back({.kind = "device", .id = mn, .fields = std::move(fields)});
  found_.clear();
  return writes;
}

}  // namespace qs::app
