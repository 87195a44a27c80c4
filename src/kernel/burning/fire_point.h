// 热点: one sighting of heat or smoke, by satellite, camera or drone, as it was delivered.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "base/time.h"

namespace qs::burning {

struct FirePoint {
  LonLat place;
  Instant seen;
  std::string found_by;                     // choice of fire_spot: satellite, video, drone
  std::string device, instrument;           // "N20", "VIIRS"; the camera's or drone's id
  double confidence = 1;                    // 0..1
  std::string said;                         // the confidence as it was delivered
  std::optional<double> frp;                // MW
  std::optional<double> bright, bright_31;  // K
  std::optional<double> scan, track;        // km, size of the pixel
  std::string version, daynight;
  std::string what;  // choice of fire_spot of what burns; empty: not said

  // The same sighting delivered again, by whatever file, has the same.
  std::string id() const;
};

// A row or an event that is none, by its place in what was delivered.
struct Refused {
  size_t line = 0;  // of a table, from 1; of a list of events, from 1
  std::string text;
};
struct FirePoints {
  std::vector<FirePoint> points;
  std::vector<Refused> refused;  // at most kMostRefused are told
  size_t refused_count = 0;
};
inline constexpr size_t kMostPoints = 50'000;  // of one delivery
inline constexpr size_t kMostRefused = 100;

// NASA FIRMS, MODIS and VIIRS: latitude, longitude, acq_date, acq_time (UTC, hhmm) and satellite
// are needed; brightness or bright_ti4, bright_t31 or bright_ti5, scan, track, instrument,
// confidence (0–100 or l, n, h), version, frp and daynight are read where they are; other columns
// are passed over. A fault: no table, a needed column is missing, more than kMostPoints.
Result<FirePoints> firms_points(std::string_view csv);

// Cameras and drones: {"events":[{"source":"camera|drone","device","at" (ms),"lon","lat",
// "confidence" (0–1),"what"}]}. A fault: not such a list, more than kMostPoints.
Result<FirePoints> event_points(std::string_view json);

}  // namespace qs::burning
