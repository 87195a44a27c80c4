#include "edge/gateway/mqtt/hearing.h"

#include <fmt/format.h>

#include <algorithm>

namespace qs::gateway::mqtt {

double DeviceHearing::online_rate(Instant now) const {
  auto known = std::max<int64_t>((now - known_since).count(), 1);
  auto lasting = heard + std::min<Millis>(now - last_seen, kStillOnline);
  return std::clamp(static_cast<double>(lasting.count()) / static_cast<double>(known), 0.0, 1.0);
}

bool Hearing::heard(const Message& message, Instant now) {
  ++messages;
  bool faulty = !message.first_fault.empty();
  std::lock_guard lock(mutex_);
  for (size_t i = 0; i < faults_.size(); ++i) faults_[i] += message.faults[i];
  if (!message.anything()) return false;  // nobody who was admitted
  auto at = devices_.find(message.device);
  if (at == devices_.end()) {
    if (devices_.size() == kMostHeard) return faulty;
    at =
        devices_.emplace(message.device, DeviceHearing{.known_since = now, .last_seen = now}).first;
  }
  auto& device = at->second;
  device.heard += std::min<Millis>(now - device.last_seen, kStillOnline);
  device.last_seen = now;
  ++device.messages;
  for (size_t i = 0; i < device.faults.size(); ++i) device.faults[i] += message.faults[i];
  bool note = faulty && (!device.noted || now - *device.noted >= kBetweenNotes);
  if (note) device.noted = now;
  return note;
}

std::optional<DeviceHearing> Hearing::device(std::string_view id) const {
  std::lock_guard lock(mutex_);
  auto at = devices_.find(id);
  return at == devices_.end() ? std::nullopt : std::optional(at->second);
}

void Hearing::metrics(std::string& out) const {
  auto counter = [&](std::string_view what, std::string_view help, uint64_t value) {
    out += fmt::format(
        "# HELP qingshan_mqtt_{0} {1}\n# TYPE qingshan_mqtt_{0} counter\n"
        "qingshan_mqtt_{0} {2}\n",
        what, help, value);
  };
  counter("messages_total", "messages received", messages);
  counter("acknowledged_total", "messages acknowledged, durable or refused", acknowledged);
  counter("unconfirmed_total", "messages of QoS 0, which nobody acknowledges", unconfirmed);
  counter("records_total", "new values made durable", kept);
  counter("repeated_total", "values that came again unchanged", repeated);
  counter("revised_total", "values that came again changed", revised);
  counter("failed_total", "messages that did not become durable and come again", failed);
  counter("held_total", "messages that waited for room before the flow", held);
  out +=
      "# HELP qingshan_mqtt_refused_total messages and readings refused\n"
      "# TYPE qingshan_mqtt_refused_total counter\n";
  std::lock_guard lock(mutex_);
  for (size_t i = 0; i < faults_.size(); ++i)
    out += fmt::format("qingshan_mqtt_refused_total{{kind=\"{}\"}} {}\n",
                       name(static_cast<Fault>(i)), faults_[i]);
}

}  // namespace qs::gateway::mqtt
