#include "kernel/ledger/graph.h"

#include <gtest/gtest.h>

namespace qs::ledger {
namespace {

using Way = Graph::Way;

Kind reach() {
  return {.name = "water_body",
          .title = "id",
          .fields = {{.name = "into",
                      .type = FieldType::reference,
                      .target = "water_body",
                      .flow = Flow::down}},
          .chain = Chain::water};
}
Kind outfall() {
  return {.name = "outfall",
          .title = "id",
          .fields = {{.name = "water",
                      .type = FieldType::reference,
                      .target = "water_body",
                      .flow = Flow::down}},
          .chain = Chain::way};
}
// The pipe says where its water comes from.
Kind firm() {
  return {.name = "firm", .title = "id", .fields = {}, .chain = Chain::source};
}
Kind pipe() {
  return {
      .name = "pipe",
      .title = "id",
      .fields = {{.name = "firm", .type = FieldType::reference, .target = "firm", .flow = Flow::up},
                 {.name = "outfall",
                  .type = FieldType::reference,
                  .target = "outfall",
                  .flow = Flow::down}},
      .chain = Chain::way};
}

Graph district() {
  Graph g;
  g.put(reach(), {"water_body", "upper", 1, {{"into", "lower"}}});
  g.put(reach(), {"water_body", "lower", 1, {}});
  g.put(outfall(), {"outfall", "o1", 1, {{"water", "upper"}}});
  g.put(pipe(), {"pipe", "p1", 1, {{"firm", "f1"}, {"outfall", "o1"}}});
  g.put(firm(), {"firm", "f1", 1, {}});
  g.put(firm(), {"firm", "f2", 1, {}});
  return g;
}

std::vector<std::string> ids(const std::optional<Graph::Trace>& trace) {
  std::vector<std::string> out;
  if (trace)
    for (const auto& step : trace->steps) out.push_back(step.node.id);
  return out;
}
using Ids = std::vector<std::string>;

TEST(Graph, TracesDownFromAFirmAndUpFromTheRiver) {
  auto g = district();
  EXPECT_EQ(ids(g.trace("firm", "f1", Way::down, 10)), (Ids{"f1", "p1", "o1", "upper", "lower"}));
  EXPECT_EQ(ids(g.trace("water_body", "lower", Way::up, 10)),
            (Ids{"lower", "upper", "o1", "p1", "f1"}));
  auto trace = g.trace("water_body", "lower", Way::up, 2);
  EXPECT_EQ(trace->steps.size(), 2u);
  EXPECT_EQ(trace->reached, 5u);
  EXPECT_EQ(trace->steps[1].from, 0u);
  EXPECT_FALSE(g.trace("firm", "none", Way::up, 10));
}

TEST(Graph, AChangedRecordTakesItsOldLinksWithIt) {
  auto g = district();
  g.put(pipe(), {"pipe", "p1", 2, {{"firm", "f2"}, {"outfall", "o1"}}});
  EXPECT_EQ(ids(g.trace("firm", "f1", Way::down, 10)), (Ids{"f1"}));
  EXPECT_EQ(ids(g.trace("firm", "f2", Way::down, 10)), (Ids{"f2", "p1", "o1", "upper", "lower"}));
  g.erase("outfall", "o1");
  EXPECT_EQ(ids(g.trace("water_body", "lower", Way::up, 10)), (Ids{"lower", "upper"}));
  EXPECT_EQ(g.nodes(), 5u);
}

TEST(Graph, GapsAreSourcesAndWaysThatLeadNowhere) {
  auto g = district();
  g.put(outfall(), {"outfall", "o2", 1, {}});
  std::vector<std::string> told;
  for (const auto& gap : g.gaps(10))
    told.push_back(gap.node.id + (gap.way == Way::up ? " up" : " down"));
  EXPECT_EQ(told, (Ids{"f2 down", "o2 down", "o2 up"}));
}

TEST(Graph, CirclesAreToldAndEnd) {
  Graph g;
  g.put(reach(), {"water_body", "a", 1, {{"into", "b"}}});
  g.put(reach(), {"water_body", "b", 1, {{"into", "a"}}});
  auto trace = g.trace("water_body", "a", Way::down, 10);
  EXPECT_TRUE(trace->circle);
  EXPECT_EQ(trace->reached, 2u);
}

}  // namespace
}  // namespace qs::ledger
