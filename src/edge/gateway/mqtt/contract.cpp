#include "edge/gateway/mqtt/contract.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <charconv>
#include <cmath>

#include "base/csv.h"
#include "edge/gateway/file/time_format.h"
#include "edge/gateway/http/batch.h"
#include "edge/gateway/mqtt/packet.h"
#include "kernel/observe/values.h"

namespace qs::gateway::mqtt {
namespace {

using namespace observe;
namespace json = simdjson::dom;

constexpr Millis kZone = std::chrono::hours{8};
constexpr double kLatestSecond = 4e9;  // keeps what is multiplied within an int64
constexpr size_t kLongestTold = 64;    // bytes of what was sent that a fault repeats
constexpr std::string_view kNote = "refused";

// The next level of a topic or filter, and what is behind its slash.
std::string_view take_level(std::optional<std::string_view>& rest) {
  auto slash = rest->find('/');
  auto level = rest->substr(0, slash);
  rest = slash == rest->npos ? std::nullopt : std::optional(rest->substr(slash + 1));
  return level;
}

std::optional<double> whole_number(std::string_view text) {
  double value = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// A number, also one that was sent as text.
std::optional<double> number_of(const json::element& element) {
  double value = 0;
  if (!element.get(value)) return value;
  std::string_view text;
  if (element.get(text)) return std::nullopt;
  return whole_number(text);
}

std::optional<Instant> time_of(const json::element& element, const std::string& format) {
  if (format == "ms" || format == "s") {
    auto number = number_of(element);
    auto scale = format == "s" ? 1000.0 : 1.0;
    if (!number || !std::isfinite(*number) || std::abs(*number) * scale > kLatestSecond * 1000)
      return std::nullopt;
    return from_ms(std::llround(*number * scale));
  }
  std::string_view text;
  if (element.get(text)) return std::nullopt;
  if (format != "iso") return parse_time(text, format, kZone);
  auto time = parse_instant(text);
  return time ? std::optional(*time) : std::nullopt;
}

void refuse(Message& out, Fault fault, std::string_view what) {
  ++out.faults[static_cast<size_t>(fault)];
  if (out.first_fault.empty())
    out.first_fault = what.empty() || what.size() > kLongestTold
                          ? std::string(name(fault))
                          : fmt::format("{} '{}'", name(fault), what);
}

// One message of one device, read by one contract.
class Reader {
 public:
  Reader(const Contract& contract, const standard::Library& library, DeviceBook& devices,
         const DeviceProfile& device, Instant now, Message& out)
      : contract_(contract),
        library_(library),
        devices_(devices),
        device_(device),
        now_(now),
        out_(out) {}

  void read(const json::element& message) {
    message_ = message;
    if (contract_.records.empty()) return reading(message);
    json::array list;
    if (message.at_pointer(contract_.records).get(list)) return refuse(Fault::no_reading, {});
    size_t count = 0;
    for (auto element : list) {
      if (count++ == kMostRecords) return refuse(Fault::too_many, {});
      reading(element);
    }
  }

 private:
  void refuse(Fault fault, std::string_view what) { mqtt::refuse(out_, fault, what); }

  std::optional<json::element> found(const json::element& reading, std::string_view pointer) const {
    for (const auto& where : {reading, message_}) {
      auto at = where.at_pointer(pointer);
      if (!at.error() && !at.is_null()) return at.value_unsafe();
    }
    return std::nullopt;
  }

  std::string_view text(const json::element& reading, std::string_view pointer) const {
    std::string_view value;
    if (pointer.empty()) return value;
    auto at = found(reading, pointer);
    return at && !at->get(value) ? value : std::string_view{};
  }

  std::optional<int64_t> time(const json::element& reading) const {
    auto at = found(reading, contract_.time);
    if (!at) return std::nullopt;
    for (const auto& format : contract_.time_formats) {
      auto read = time_of(*at, format);
      if (read && is_plausible(*read, now_)) return to_ms(*read);
    }
    return std::nullopt;
  }

  void reading(const json::element& element) {
    auto at = time(element);
    if (!at) return refuse(Fault::bad_time, contract_.time);
    auto letters = text(element, contract_.mark);
    auto mark = letters.empty() ? Mark::normal : mark_of(letters);
    bool any = false;
    if (!contract_.factor.empty()) {
      auto value = found(element, contract_.value);
      auto factor = text(element, contract_.factor);
      if (factor.empty()) return refuse(Fault::unknown_factor, {});
      if (!value) return refuse(Fault::bad_value, factor);
      auto usual = contract_.cadence == Cadence::realtime ? Measure::rtd : Measure::avg;
      return keep(factor, text(element, contract_.unit), usual, *value, *at, mark);
    }
    for (const auto& field : contract_.fields) {
      auto value = found(element, field.at);
      if (!value) continue;
      any = true;
      keep(field.factor, field.unit, field.measure, *value, *at, mark);
    }
    if (!any) refuse(Fault::no_reading, {});
  }

  void keep(std::string_view factor, std::string_view unit, Measure measure,
            const json::element& element, int64_t time, Mark mark) {
    auto value = number_of(element);
    if (!value || !is_amount(*value)) return refuse(Fault::bad_value, factor);
    auto known = library_.factor(factor);
    if (!known) return refuse(Fault::unknown_factor, factor);
    auto channel = devices_.channel(device_, factor, contract_.cadence, measure);
    if (!channel) return refuse(Fault::unknown_factor, factor);
    auto kept = *value * channel->scale + channel->offset;
    if (!unit.empty()) {
      auto conversion = library_.conversion(unit, known->unit);
      if (!conversion) return refuse(Fault::wrong_unit, unit);
      kept = (*conversion)(*value);
    }
    if (!is_amount(kept)) return refuse(Fault::bad_value, factor);
    out_.delivery.samples.push_back({.series = channel->series,
                                     .mark = mark,
                                     .origin = Origin::device,
                                     .time = time,
                                     .value = kept,
                                     .frame = 1});
  }

  const Contract& contract_;
  const standard::Library& library_;
  DeviceBook& devices_;
  const DeviceProfile& device_;
  Instant now_;
  Message& out_;
  json::element message_;
};

}  // namespace

std::string_view name(Fault fault) {
  constexpr std::array<std::string_view, static_cast<size_t>(Fault::kCount)> kNames{
      "too_large", "no_contract", "not_json", "no_device", "unknown_device", "quarantined",
      "too_many",  "no_reading",  "bad_time", "bad_value", "unknown_factor", "wrong_unit"};
  return kNames[static_cast<size_t>(fault)];
}

std::string subscription(const Contract& contract) {
  auto filter = contract.topic;
  if (auto at = filter.find(kDevicePlace); at != filter.npos)
    filter.replace(at, kDevicePlace.size(), "+");
  return filter;
}

std::optional<std::string> device_in(std::string_view topic, const Contract& contract) {
  std::string device;
  std::optional<std::string_view> is(topic), wanted(contract.topic);
  while (wanted) {
    auto level = take_level(wanted);
    if (level == "#") return device;
    if (!is) return std::nullopt;
    auto said = take_level(is);
    if (level == kDevicePlace)
      device = said;
    else if (level != "+" && level != said)
      return std::nullopt;
  }
  return is ? std::nullopt : std::optional(device);
}

std::string topic_fault(std::string_view topic) {
  if (topic.empty() || topic.size() > 1024) return "is empty or longer than 1024 bytes";
  int devices = 0;
  std::optional<std::string_view> rest(topic);
  while (rest) {
    auto level = take_level(rest);
    devices += level == kDevicePlace ? 1 : 0;
    if (level == "#" && rest) return "has levels behind #";
    bool plain = level.find_first_of("+#{}") == level.npos;
    if (!plain && level != "+" && level != "#" && level != kDevicePlace)
      return fmt::format("'{}' is no whole level", level);
  }
  return devices > 1 ? "names the device twice" : "";
}

Message read_message(const Law& law, const standard::Library& library, DeviceBook& devices,
                     std::string_view topic, std::string_view payload, std::string_view from,
                     Instant now) {
  Message out;
  const Contract* contract = nullptr;
  for (const auto& c : law.contracts)
    if (auto device = device_in(topic, c)) {
      contract = &c;
      out.device = std::move(*device);
      break;
    }
  if (!contract) {
    refuse(out, Fault::no_contract, topic);
    return out;
  }
  json::parser parser(kMostPacketBytes);
  json::element message;
  bool is_json = !parser.parse(payload.data(), payload.size()).get(message);
  if (std::string_view said;
      is_json && !contract->device.empty() && !message.at_pointer(contract->device).get(said))
    out.device = said;
  if (out.device.empty()) {
    refuse(out, is_json ? Fault::no_device : Fault::not_json, topic);
    return out;
  }
  auto device = devices.device(out.device);
  if (!device || !device->admitted) {
    devices.quarantine(out.device, {}, from, is_utf8(payload) ? payload : std::string_view{});
    refuse(out, device ? Fault::quarantined : Fault::unknown_device, out.device);
    return out;
  }
  if (is_json)
    Reader(*contract, library, devices, *device, now, out).read(message);
  else
    refuse(out, Fault::not_json, {});
  if (!out.first_fault.empty())
    out.delivery.notes.push_back({.device = device->id,
                                  .time = to_ms(now),
                                  .kind = std::string(kNote),
                                  .code = contract->id,
                                  .text = out.first_fault});
  out.delivery.frame = {device->id, now, std::string(payload)};
  return out;
}

}  // namespace qs::gateway::mqtt
