#include "edge/gateway/hj212/counters.h"

#include <fmt/format.h>

#include "base/json.h"

namespace qs::gateway::hj212 {
namespace {

template <class Visit>
void each_plain(const Counters& c, Visit&& visit) {
  visit("connections_total", "connections accepted", c.connections);
  visit("bytes_total", "bytes received", c.bytes);
  visit("frames_total", "frames cut, good or bad", c.frames);
  visit("crc_bad_total", "frames with a wrong check", c.crc_bad);
  visit("deliveries_total", "frames handed to the flow", c.deliveries);
  visit("records_total", "new values made durable", c.records);
  visit("repeated_total", "values that came again unchanged", c.repeated);
  visit("revised_total", "values that came again changed", c.revised);
  visit("acks_total", "9014 answers sent", c.acks);
  visit("assembled_total", "split uploads completed", c.assembled);
  visit("commands_sent_total", "commands sent to devices", c.commands_sent);
  visit("garbage_bytes_total", "bytes that belong to no frame", c.garbage_bytes);
}

template <class Kind, class Counts>
void kinds(std::string& out, std::string_view family, std::string_view help, const Counts& counts) {
  out += fmt::format("# HELP qingshan_hj212_{0} {1}\n# TYPE qingshan_hj212_{0} counter\n", family,
                     help);
  for (size_t i = 0; i < counts.size(); ++i)
    out += fmt::format("qingshan_hj212_{}{{kind=\"{}\"}} {}\n", family, name(static_cast<Kind>(i)),
                       counts[i].load());
}

}  // namespace

void Counters::metrics(std::string& out) const {
  each_plain(*this, [&](std::string_view family, std::string_view help, const Count& count) {
    out += fmt::format(
        "# HELP qingshan_hj212_{0} {1}\n# TYPE qingshan_hj212_{0} counter\nqingshan_hj212_{0} "
        "{2}\n",
        family, help, count.load());
  });
  out += fmt::format(
      "# HELP qingshan_hj212_connections connections open now\n# TYPE qingshan_hj212_connections "
      "gauge\nqingshan_hj212_connections {}\n",
      connections_open.load());
  kinds<Refusal>(out, "refused_total", "refused, by kind", refused);
  kinds<Deviation>(out, "deviations_total", "accepted though not of the standard, by kind",
                   deviations);
}

std::string Counters::json() const {
  Json json;
  each_plain(*this, [&](std::string_view family, std::string_view, const Count& count) {
    family.remove_suffix(std::string_view("_total").size());
    json[std::string(family)] = count.load();
  });
  json["connections_open"] = connections_open.load();
  json["refused"] = json["deviations"] = Json::object();
  for (size_t i = 0; i < refused.size(); ++i)
    if (auto n = refused[i].load()) json["refused"][std::string(name(static_cast<Refusal>(i)))] = n;
  for (size_t i = 0; i < deviations.size(); ++i)
    if (auto n = deviations[i].load())
      json["deviations"][std::string(name(static_cast<Deviation>(i)))] = n;
  return json.dump();
}

}  // namespace qs::gateway::hj212
