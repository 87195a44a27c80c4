#include "edge/service/room.h"

namespace qs::service {

std::string Service::Room::own_metrics() const {
  auto http = server ? server->counters() : HttpServer::Counters{};
  auto live = events.counters();
  struct Row {
    std::string_view name, type;
    uint64_t value;
  };
  const std::array<Row, 12> rows{{
      {"qingshan_http_connections", "gauge", http.connections},
      {"qingshan_http_accepted_total", "counter", http.accepted},
      {"qingshan_http_turned_away_total", "counter", http.turned_away},
      {"qingshan_http_requests_total", "counter", http.requests},
      {"qingshan_http_overloaded_total", "counter", http.overloaded},
      {"qingshan_http_malformed_total", "counter", http.malformed},
      {"qingshan_sessions", "gauge", sessions.size()},
      {"qingshan_login_events_left_out_total", "counter", logins.left_out()},
      {"qingshan_live_pages", "gauge", live.listeners},
      {"qingshan_live_events_total", "counter", live.told},
      {"qingshan_live_values_skipped_total", "counter", live.skipped_values},
      {"qingshan_live_resets_total", "counter", live.resets},
  }};
  std::string out;
  for (const auto& row : rows)
    out += fmt::format("# TYPE {} {}\n{} {}\n", row.name, row.type, row.name, row.value);
  return out;
}

}  // namespace qs::service
