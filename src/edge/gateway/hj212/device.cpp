#include "edge/gateway/hj212/device.h"

#include <algorithm>

#include "base/json.h"

namespace qs::gateway::hj212 {

bool FloodGate::pass(Instant now) {
  double seconds = std::chrono::duration<double>(now - last_).count();
  last_ = now;
  if (seconds > 0) tokens_ = std::min(burst_, tokens_ + seconds * rate_);
  if (tokens_ < 1) return false;
  tokens_ -= 1;
  return true;
}

Device::Device(std::string mn_, double flood_rate, double flood_burst, Instant now)
    : mn(std::move(mn_)), flood(flood_rate, flood_burst) {
  health.known_since = health.last_seen = now;
}

void Device::adopt(observe::DeviceProfile fresh, uint64_t fresh_version) {
  if (!profiled_) detector = SwitchDetector(Switches::from_json(fresh.switches));
  auto renew = [&](std::optional<Sm4>& cipher, const std::string& text, const std::string& before) {
    if (profiled_ && text == before) return;
    cipher.reset();
    if (auto made = Sm4::with_key(text)) cipher.emplace(std::move(*made));
  };
  renew(key, fresh.sm4_key, profile.sm4_key);
  renew(next_key, fresh.next_sm4_key, profile.next_sm4_key);
  profile = std::move(fresh);
  version = fresh_version;
  profiled_ = true;
  channels_.clear();
}

Result<observe::Channel> Device::channel(observe::DeviceBook& book, std::string_view factor,
                                         observe::Cadence cadence, observe::Measure measure) {
  std::string name;
  name.reserve(factor.size() + 2);
  name.append(factor);
  name += static_cast<char>(cadence);
  name += static_cast<char>(measure);
  if (auto known = channels_.find(name); known != channels_.end()) return known->second;
  auto channel = book.channel(profile, factor, cadence, measure);
  if (channels_.size() < kMaxChannels) channels_.emplace(std::move(name), channel);
  return channel;
}

// Buffered frames carry old times; the freshest of a window tells the clock.
void Device::saw_clock(Instant device_time, Instant received) {
  auto offset = device_time - received;
  if (offsets_.size() < kClockWindow)
    offsets_.push_back(offset);
  else
    offsets_[next_offset_++ % kClockWindow] = offset;
  health.clock_offset = *std::max_element(offsets_.begin(), offsets_.end());
}

void Device::online(Instant now, const std::shared_ptr<Line>& fresh) {
  if (!health.online_since) health.online_since = now;
  line = fresh;
}

void Device::offline(Instant now, const Line* gone) {
  auto current = line.lock();
  if (current && current.get() != gone) return;  // a newer connection took over
  line.reset();
  if (health.online_since) health.online_before += now - *health.online_since;
  health.online_since.reset();
}

std::string Device::health_json(Instant now) const {
  auto online_time = health.online_before;
  if (health.online_since) online_time += now - *health.online_since;
  auto known = std::max<int64_t>((now - health.known_since).count(), 1);
  Json json{{"id", mn},
            {"online", health.online_since.has_value()},
            {"known_since", to_ms(health.known_since)},
            {"last_seen", to_ms(health.last_seen)},
            {"online_rate",
             std::min(1.0, static_cast<double>(online_time.count()) / static_cast<double>(known))},
            {"frames", health.frames},
            {"acks", health.acks},
            {"records", health.records},
            {"assembled", health.assembled},
            {"system", system},
            {"dialect", name(dialect)},
            {"switches", Json::parse(detector.switches().json())},
            {"refusals", Json::object()},
            {"deviations", Json::object()}};
  json["online_since"] = health.online_since ? Json(to_ms(*health.online_since)) : Json();
  json["clock_offset_s"] =
      health.clock_offset ? Json(static_cast<double>(health.clock_offset->count()) / 1000) : Json();
  for (size_t i = 0; i < health.refusals.size(); ++i)
    if (health.refusals[i] > 0)
      json["refusals"][std::string(name(static_cast<Refusal>(i)))] = health.refusals[i];
  for (size_t i = 0; i < health.deviations.size(); ++i)
    if (health.deviations[i] > 0)
      json["deviations"][std::string(name(static_cast<Deviation>(i)))] = health.deviations[i];
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::shared_ptr<Device> DeviceShelf::find(std::string_view mn) const {
  std::lock_guard lock(mutex_);
  auto at = devices_.find(mn);
  return at == devices_.end() ? nullptr : at->second;
}

std::shared_ptr<Device> DeviceShelf::open(std::string_view mn, Instant now) {
  std::lock_guard lock(mutex_);
  auto at = devices_.find(mn);
  if (at != devices_.end()) return at->second;
  auto device = std::make_shared<Device>(std::string(mn), rate_, burst_, now);
  return devices_.emplace(std::string(mn), std::move(device)).first->second;
}

}  // namespace qs::gateway::hj212
