// A seeded district: what the air, water and noise would be at any place and time. A pure function
// of seed, place and time, so a test can ask for the truth behind every frame.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "simulate/power_firm.h"

namespace qs::simulate {

// Where and what a virtual device measures.
struct Place {
  std::string site;
  std::string kind;  // air_standard | air_micro | river | noise | outlet_gas | outlet_water | power
  std::string zone;  // of noise: "1".."4a"
  double lon = 0, lat = 0;
};

// Something that happens at one site (empty: everywhere) in [from, until): factors are multiplied.
struct Incident {
  std::string site;
  std::string kind;  // episode | spill | night_noise | discharge (of an outlet) | a Plant (of a
                     // power logger)
  Span span;
  double strength = 1;  // 4: four times the usual
};

struct Weather {
  double temperature;  // °C
  double humidity;     // %
  double wind_speed;   // m/s
  double wind_from;    // degrees
  double pressure;     // hPa
  double rain;         // mm/h
};

class World {
 public:
  World(uint64_t seed, std::vector<Incident> incidents);

  Weather weather(Instant t) const;
  // Not to be asked from two threads at once where the place is a power logger.
  // In the unit that loggers send: µg/m³, CO mg/m³, water mg/L, noise dB(A), gas mg/m³, power kW,
  // kWh, A, V.
  double value(const Place& place, std::string_view factor, Instant t) const;

 private:
  // Smooth noise in [-1, 1] that changes over `step`; equal arguments give equal noise.
  double drift(std::string_view what, std::string_view where, Instant t,
               std::chrono::minutes step) const;
  double strength(std::string_view site, std::string_view kind, Instant t) const;
  double air(const Place& place, std::string_view factor, Instant t) const;
  // What the air is, before any instrument reads it.
  double true_air(const Place& place, std::string_view factor, Instant t) const;
  // What a micro station's cheap sensor makes of it: a gain and an offset of its own, a gain that
  // wanders from week to week, humidity in the particles, another gas in NO2 and O3.
  double sensed(const Place& place, std::string_view factor, double truth, Instant t) const;
  double water(const Place& place, std::string_view factor, Instant t) const;
  double noise(const Place& place, std::string_view factor, Instant t) const;
  double outlet(const Place& place, std::string_view factor, Instant t) const;
  double power(const Place& place, std::string_view factor, Instant t) const;

  uint64_t seed_;
  std::vector<Incident> incidents_;
  mutable std::map<std::string, PowerFirm, std::less<>> power_firms_;  // that were asked for
};

// The factors that a device of this kind reports, HJ 212-2017 codes.
const std::vector<std::string>& factors_of(std::string_view kind);
// HJ 212 system code ST of a device of this kind.
std::string_view system_of(std::string_view kind);
// Decimals that a logger prints for a factor.
int decimals_of(std::string_view factor);

// SplitMix64 over the bytes of the arguments: the one source of chance.
uint64_t chance(uint64_t seed, std::string_view what, std::string_view where, int64_t when);
double unit_interval(uint64_t bits);  // [0, 1)

}  // namespace qs::simulate
