// A chain of a nation's size: what a trace up from a section and down from a firm takes, and what
// keeping up with a change costs.
//   chain_bench [thousand nodes]
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>

#include "bench/figure.h"
#include "kernel/ledger/graph.h"

namespace qs::ledger {
namespace {

using namespace bench;
using Clock = std::chrono::steady_clock;

constexpr size_t kDrained = 10;  // records that one record takes up, on average
constexpr size_t kRivers = 100;  // far below: each takes up a hundredth of all
constexpr size_t kAsked = 300, kTold = 300;

double milliseconds(auto work) {
  auto start = Clock::now();
  work();
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Kind pipe() {
  Kind kind{.name = "pipe"};
  kind.fields.emplace_back();
  kind.fields[0].name = "into";
  kind.fields[0].type = FieldType::reference;
  kind.fields[0].target = "pipe";
  kind.fields[0].flow = Flow::down;
  kind.chain = Chain::way;
  return kind;
}

std::string id(size_t i) {
  return std::to_string(i);
}

// Every record runs into one of a tenth of its number, the first kRivers into nothing.
Record record(size_t i, std::mt19937& dice) {
  Record out{"pipe", id(i), 1, {}};
  if (i >= kRivers) {
    auto middle = std::max<size_t>(i / kDrained, 1);
    out.fields["into"] = id(std::min(i - 1, middle + dice() % std::max<size_t>(middle / 10, 1)));
  }
  return out;
}

void measure(const Graph& graph, std::string_view name, Graph::Way way, size_t first, size_t last,
             Wish wish) {
  std::mt19937 dice(7);
  std::vector<double> times;
  size_t reached = 0;
  for (size_t i = 0; i < kAsked; ++i) {
    auto start = id(first + dice() % (last - first));
    times.push_back(milliseconds(
        [&] { reached = std::max(reached, graph.trace("pipe", start, way, kTold)->reached); }));
  }
  std::sort(times.begin(), times.end());
  figure(fmt::format("{}, p50", name), times[kAsked / 2], "ms");
  figure(fmt::format("{}, p99", name), times[kAsked * 99 / 100], "ms", wish);
  figure(fmt::format("{}, most reached", name), static_cast<double>(reached), "nodes");
}

void run(size_t count) {
  auto kind = pipe();
  std::mt19937 dice(1);
  Graph graph;
  figure(fmt::format("chain of {} nodes built", count), milliseconds([&] {
                                                          for (size_t i = 0; i < count; ++i)
                                                            graph.put(kind, record(i, dice));
                                                        }) / 1000,
         "s");
  measure(graph, "trace up from a river", Graph::Way::up, 0, kRivers, at_most(50));
  measure(graph, "trace up from a pipe", Graph::Way::up, kRivers, count, at_most(50));
  measure(graph, "trace down from a firm", Graph::Way::down, count / kDrained, count, at_most(50));
  figure("a record put anew", milliseconds([&] {
                                for (size_t i = 0; i < kAsked; ++i)
                                  graph.put(kind, record(count - 1 - i, dice));
                              }) / kAsked,
         "ms");
  size_t gaps = 0;
  figure("200 gaps listed", milliseconds([&] { gaps = graph.gaps(200).size(); }), "ms");
  if (gaps == 0) std::exit(1);
}

}  // namespace
}  // namespace qs::ledger

int main(int argc, char** argv) {
  qs::ledger::run(static_cast<size_t>(argc > 1 ? std::atol(argv[1]) : 1000) * 1000);
}
