// 研判: does a rule's condition hold for one site and factor at one moment? Pure judgement over
// what the flow has gathered; no memory of earlier findings.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kernel/alert/rule.h"
#include "kernel/evaluate/verdict.h"
#include "kernel/ledger/record.h"
#include "kernel/observe/series.h"

namespace qs::alert {

// What the flow must gather for a kind.
enum class Input : uint8_t { verdict, index, samples, neighbours, completeness, last_received };
Input input_of(Kind kind);

struct Neighbour {
  std::string site;
  double distance_km = 0;
  bool standard_station = false;  // 标准站, whose value weighs more than a micro station's
  std::optional<double> value;    // of the same period; nullopt: none
};

struct Completeness {
  uint32_t due = 0, received = 0, valid = 0;
};

// One look: the inputs of one site and factor at `at`. Only those of input_of() are read.
struct Look {
  const Place& place;
  std::string factor;  // empty for kinds that are per site
  Instant at;          // beginning of the period judged; for realtime the moment itself
  const evaluate::Verdict* verdict = nullptr;
  const evaluate::IndexResult* index = nullptr;
  std::span<const observe::Sample> samples;  // oldest first; those in (at - window, at] are read
  std::vector<Neighbour> neighbours;
  std::optional<double> value;                 // the site's own, for neighbour_deviates
  std::optional<Completeness> completeness;    // over the window that ends at `at`
  std::optional<Instant> last_received;        // newest value of any factor of the site
  const standard::Factor* declared = nullptr;  // for the bounds of out_of_range
};

// near: the condition does not hold, but is within the hysteresis: it keeps what fires and starts
// nothing. unknown: a gap; it starts nothing and ends nothing.
enum class Condition : uint8_t { no, near, yes, unknown };
std::string_view name(Condition condition);

struct Finding {
  std::string rule, site, factor, street;
  Instant at;     // order of findings
  Instant since;  // when the condition began as far as this look can tell; == at for most kinds
  Condition condition = Condition::unknown;
  std::optional<double> value, threshold;
  std::string limit_id, standard, clause, confidence;  // what is cited, empty: none
  bool held_back = false;  // a silence of the place covers it: is_held_back(); set by the flow
};

Finding judge(const Rule& rule, const Look& look);

// 静默: people's word that a place is not to warn for a time (repair, stopped works). Ledger kind
// "silence".
struct Silence {
  std::string site, rule, factor;  // empty: any
  Span span;
  std::string reason;
};
Silence silence_of(const ledger::Record& record);
bool is_held_back(std::span<const Silence> silences, const Finding& finding);

}  // namespace qs::alert
