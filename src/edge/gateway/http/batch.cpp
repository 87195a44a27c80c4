#include "edge/gateway/http/batch.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <map>

#include "kernel/observe/values.h"

namespace qs::gateway {
namespace {

using namespace observe;
namespace json = simdjson::dom;

constexpr Instant kFirstTime{std::chrono::sys_days{std::chrono::year{2000} / 1 / 1}};

// A record that stands, or why it does not.
class Records {
 public:
  Records(DeviceBook& devices, const DeviceProfile& device, Instant now)
      : devices_(devices), device_(device), now_(now) {}

  Result<Sample> read(const json::element& element) {
    json::object record;
    if (element.get(record)) return fail("is not an object");
    int64_t t = 0;
    if (record["t"].get(t)) return fail("'t' must be whole UTC milliseconds");
    if (!is_plausible(from_ms(t), now_))
      return fail("'t' is before 2000 or more than a day ahead");
    double value = 0;
    if (record["value"].get(value)) return fail("'value' must be a number");
    if (!is_amount(value)) return fail("'value' is an absurd amount");
    auto mark = text(record, "mark", "N");
    if (!mark) return tl::unexpected(mark.error());
    auto channel = channel_of(record);
    if (!channel) return tl::unexpected(channel.error());
    auto kept = value * channel->scale + channel->offset;
    if (!is_amount(kept)) return fail("'value' is an absurd amount");
    return Sample{.series = channel->series,
                  .mark = mark_of(*mark),
                  .origin = Origin::device,
                  .time = t,
                  .value = kept,
                  .frame = 1};
  }

 private:
  static Result<std::string_view> text(const json::object& record, const char* key,
                                       std::string_view otherwise) {
    auto found = record[key];
    if (found.error() == simdjson::NO_SUCH_FIELD || found.is_null()) return otherwise;
    std::string_view value;
    if (found.get(value)) return fail(fmt::format("'{}' must be a text", key));
    return value;
  }

  Result<Channel> channel_of(const json::object& record) {
    auto factor = text(record, "factor", {});
    auto cadence_name = text(record, "cadence", name(Cadence::realtime));
    if (!factor) return tl::unexpected(factor.error());
    if (!cadence_name) return tl::unexpected(cadence_name.error());
    if (factor->empty()) return fail("'factor' is missing");
    auto cadence = cadence_of(*cadence_name);
    if (!cadence) return fail("'cadence' is not known");
    auto usual = *cadence == Cadence::realtime ? Measure::rtd : Measure::avg;
    auto measure_name = text(record, "measure", name(usual));
    if (!measure_name) return tl::unexpected(measure_name.error());
    auto measure = measure_of(*measure_name);
    if (!measure) return fail("'measure' is not known");
    auto key = std::tuple(std::string(*factor), *cadence, *measure);
    auto known = channels_.find(key);
    if (known == channels_.end())
      known = channels_.emplace(key, devices_.channel(device_, *factor, *cadence, *measure)).first;
    return known->second;
  }

  DeviceBook& devices_;
  const DeviceProfile& device_;
  Instant now_;
  std::map<std::tuple<std::string, Cadence, Measure>, Result<Channel>> channels_;
};

Result<DeviceProfile> device_of(const json::object& body, const DeviceBook& devices) {
  std::string_view id;
  if (body["device"].get(id) || id.empty()) return fail("device: 'device' is missing");
  auto device = devices.device(id);
  if (!device) return fail("device: unknown", std::string(id.substr(0, 64)));
  if (!device->admitted) return fail("device: in quarantine", device->id);
  return *device;
}

}  // namespace

bool is_plausible(Instant time, Instant now) {
  return time >= kFirstTime && time <= now + kMostAhead;
}

Result<ParsedBatch> parse_batch(std::string_view body, DeviceBook& devices, Instant now) {
  if (body.size() > kMostBatchBytes)
    return fail(fmt::format("larger than {} bytes", kMostBatchBytes));
  json::parser parser(kMostBatchBytes);
  json::element document;
  auto fault = parser.parse(body.data(), body.size()).get(document);
  if (fault) return fail(fmt::format("not JSON: {}", simdjson::error_message(fault)));
  json::object root;
  if (document.get(root)) return fail("the body must be an object");
  ParsedBatch batch;
  auto device = device_of(root, devices);
  if (!device) return tl::unexpected(device.error());
  batch.device = std::move(*device);
  json::array list;
  if (root["records"].get(list)) return fail("'records' must be a list");
  Records records(devices, batch.device, now);
  size_t index = 0;
  for (auto element : list) {
    if (index == kMostBatchRecords)
      return fail(fmt::format("more than {} records", kMostBatchRecords));
    auto sample = records.read(element);
    if (sample) {
      batch.delivery.samples.push_back(*sample);
    } else {
      if (batch.refused.size() < kMostBatchRefusals)
        batch.refused.push_back({index, sample.error().message()});
      ++batch.refused_count;
    }
    ++index;
  }
  batch.delivery.frame = {batch.device.id, now, std::string(body)};
  return batch;
}

}  // namespace qs::gateway
