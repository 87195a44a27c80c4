// 一企一册: a firm's plan as the ledger keeps it, and the series in which its meters speak.
#pragma once

#include <functional>
#include <span>

#include "kernel/ledger/record_log.h"
#include "kernel/observe/series_log.h"
#include "kernel/power/judge.h"

namespace qs::power {

inline constexpr std::string_view kMeterKind = "meter", kLineKind = "production_line",
                                  kDeviceKind = "treatment_device", kOrderKind = "production_order",
                                  kSiteKind = "power";  // of a station

// 数据项: what a meter sends; the codes d201xx–d208xx of factors.csv, xx its channel.
enum class Item : uint8_t { power, energy, amps_a, amps_b, amps_c, volts_a, volts_b, volts_c };
inline constexpr size_t kItems = 8;
std::string factor_of(Item item, int channel);

// 接线: where a meter of the plan speaks.
struct Wire {
  std::string site;
  int channel = 0;
};

struct Firm {
  Plan plan;
  std::string street;
  bool simulated = false;
  std::vector<Wire> wires;           // as Plan::meters
  std::vector<Habit> habits;         // as Plan::meters: what their records say was learned
  std::vector<std::string> unwired;  // ids of meters without a logger or a channel of their own
  std::vector<std::string> outlets;  // stations of its gas outlets
};

// Firms that have meters, in order of their ids.
Result<std::vector<std::string>> firms_with_meters(const ledger::RecordLog& records);
// Meters that are out of use are left out, orders that ended before `since` too. Fault: of the log.
Result<Firm> firm_of(const ledger::RecordLog& records, const std::string& id, Instant since);

// The series of its meters that exist: real-time values, where there are none minute means.
struct Channel {
  observe::SeriesId series = 0;
  int meter = 0;
  Item item = Item::power;
};
std::vector<Channel> channels_of(const observe::SeriesLog& log, const Firm& firm);

// Puts one value into its meter's reading.
void put(Reading& reading, Item item, double value);

// What was learned of a meter, as fields of its record; and back.
void keep_habit(const Habit& habit, Day day, ledger::Fields& fields);
Habit habit_of(const ledger::Record& meter);

// What ran when.
struct Bar {
  int meter = 0;
  State state = State::unknown;
  Minute from = 0, until = 0;
};
// The states of all meters in the span, by what was learned of them before.
Result<std::vector<Bar>> bars_of(const observe::SeriesLog& log, const Firm& firm, const Law& law,
                                 Span span);

// What the log keeps of [from, until): a row of readings a minute, as Plan::meters.
Result<std::vector<Reading>> rows_of(const observe::SeriesLog& log, const Firm& firm, Minute from,
                                     Minute until);

// Judges [memory.next, until) from what the log keeps, day by day.
Result<void> replay(const observe::SeriesLog& log, const Firm& firm, const Law& law, Memory& memory,
                    Minute until, Told& told);

}  // namespace qs::power
