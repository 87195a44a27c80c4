#include "base/datum.h"

#include <cmath>
#include <numbers>

namespace qs {
namespace {

constexpr double kWest = 73, kSouth = 3, kEast = 136, kNorth = 54;
constexpr double kRadian = std::numbers::pi / 180;

LonLat gcj_shift(double lon, double lat) {
  constexpr double kAxis = 6'378'245.0, kEccentricity = 0.00669342162296594323;
  double x = lon - 105, y = lat - 35, pi = std::numbers::pi;
  double wave = (20 * std::sin(6 * x * pi) + 20 * std::sin(2 * x * pi)) * 2 / 3;
  double north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x));
  north += wave + (20 * std::sin(y * pi) + 40 * std::sin(y / 3 * pi)) * 2 / 3;
  north += (160 * std::sin(y / 12 * pi) + 320 * std::sin(y * pi / 30)) * 2 / 3;
  double east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x));
  east += wave + (20 * std::sin(x * pi) + 40 * std::sin(x / 3 * pi)) * 2 / 3;
  east += (150 * std::sin(x / 12 * pi) + 300 * std::sin(x / 30 * pi)) * 2 / 3;
  double sine = std::sin(lat * kRadian), magic = 1 - kEccentricity * sine * sine;
  double radius = kAxis * (1 - kEccentricity) / (magic * std::sqrt(magic));
  return {east / (kAxis / std::sqrt(magic) * std::cos(lat * kRadian) * kRadian),
          north / (radius * kRadian)};
}

LonLat from_gcj02(LonLat place) {
  LonLat guess = place;
  for (int i = 0; i < 5; ++i) {  // each step is some hundred times nearer
    auto shift = gcj_shift(guess.lon, guess.lat);
    guess = {place.lon - shift.lon, place.lat - shift.lat};
  }
  return guess;
}

LonLat from_bd09(LonLat place) {
  constexpr double kTurn = std::numbers::pi * 3000 / 180;
  double x = place.lon - 0.0065, y = place.lat - 0.006;
  double radius = std::sqrt(x * x + y * y) - 0.00002 * std::sin(y * kTurn);
  double angle = std::atan2(y, x) - 0.000003 * std::cos(x * kTurn);
  return from_gcj02({radius * std::cos(angle), radius * std::sin(angle)});
}

}  // namespace

bool in_china(LonLat place) {
  return place.lon >= kWest && place.lon <= kEast && place.lat >= kSouth && place.lat <= kNorth;
}

std::optional<Datum> datum_of(std::string_view name) {
  if (name == "CGCS2000" || name == "WGS84") return Datum::cgcs2000;
  if (name == "GCJ02") return Datum::gcj02;
  if (name == "BD09") return Datum::bd09;
  return std::nullopt;
}

LonLat to_cgcs2000(Datum from, LonLat place) {
  if (from == Datum::cgcs2000 || !in_china(place)) return place;
  return from == Datum::gcj02 ? from_gcj02(place) : from_bd09(place);
}

}  // namespace qs
