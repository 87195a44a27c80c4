// Fills a new store with the cases of ten years, for case_lists.py to ask a server about them.
//   case_fill <new data folder> <pack> [thousands of cases]
#include "app/pack.h"
#include "edge/store/store.h"
#include "kernel/casework/case.h"

namespace qs::bench {
namespace {

constexpr size_t kWritesOfCommit = 1000, kOpenOneIn = 33, kStaysOneIn = 4;
const auto kBegin = *parse_instant("2016-11-01T00:00:00");

template <class T>
T must(Result<T> result) {
  if (!result) {
    fmt::print(stderr, "{}\n", result.error().text);
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

casework::Case case_at(const app::Pack& pack, size_t i, size_t all) {
  const auto& flow = pack.workflows[i % pack.workflows.size()];
  const auto& step = flow.steps[i / 7 % flow.steps.size()];
  casework::Case c;
  c.id = fmt::format("c{:08}", i);
  c.workflow = flow.id;
  c.version = flow.version;
  c.title_zh = fmt::format("{}第 {} 件", flow.name_zh, i);
  c.title_en = fmt::format("{} no. {}", flow.name_en, i);
  c.street = pack.streets[i * 7919 % pack.streets.size()].id;
  c.opened_by = std::string(casework::kSystem);
  c.opened_at =
      kBegin + std::chrono::days(3650) * static_cast<int64_t>(i) / static_cast<int64_t>(all);
  c.step_at = c.opened_at + std::chrono::hours(2);
  c.due_at = c.opened_at + std::chrono::days(20);
  c.case_due_at = c.opened_at + std::chrono::days(30);
  c.closed = i % kOpenOneIn != 0;
  c.step = c.closed ? "closed" : step.id;
  if (c.closed) {
    c.closed_at = c.opened_at + std::chrono::days(9);
    return c;
  }
  c.overdue = i % 5 == 0;
  c.roles = step.roles;
  c.for_area = step.own_area ? c.street : std::string(casework::kAnyone);
  c.for_unit = std::string(casework::kAnyone);
  if (step.on_duty) c.assignee = c.street;
  c.wake_at = *parse_instant("2099-01-01T00:00:00");
  return c;
}

casework::Stay stay_of(const casework::Case& c) {
  auto left = c.opened_at + std::chrono::hours(5);
  return {.case_id = c.id,
          .number = 1,
          .workflow = c.workflow,
          .step = "assign",
          .street = c.street,
          .unit = {},
          .who = c.street,
          .entered = c.opened_at,
          .left = left,
          .due = c.due_at,
          .worked = std::chrono::hours(5),
          .reviews = true,
          .returned = false};
}

void fill(const std::string& folder, const app::Pack& pack, size_t cases) {
  auto store = must(store::open_store(folder));
  must(store.records->declare(pack.kinds));
  for (size_t i = 0; i < cases;) {
    ledger::Commit commit{"flow", "bench", kBegin + std::chrono::minutes(i), {}};
    for (size_t k = 0; k < kWritesOfCommit && i < cases; ++k, ++i) {
      auto c = case_at(pack, i, cases);
      commit.writes.push_back(write_of(c));
      if (i % kStaysOneIn == 0) commit.writes.push_back(write_of(stay_of(c)));
    }
    must(store.records->commit(commit));
  }
}

}  // namespace
}  // namespace qs::bench

int main(int argc, char** argv) {
  using namespace qs;
  if (argc < 3) return 2;
  auto pack = bench::must(app::open_pack(argv[2]));
  bench::fill(argv[1], pack, (argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1000) * 1000);
}
