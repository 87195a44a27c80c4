// From findings to cases, one ledger commit at a time, with deaths before and after each commit:
// every episode has exactly one alert and one case, whatever is repeated.
#include <gtest/gtest.h>

#include <random>

#include "kernel/alert/alert.h"
#include "unit/casework/two_level.h"
#include "unit/record_book.h"

namespace qs::casework {
namespace {

class AlertToCase : public ::testing::Test {
 protected:
  AlertToCase() {
    workflow_.rejoin = {};
    rule_.id = "pm25_hour";
    rule_.workflow = workflow_.id;
  }

  Instant hour(int h) const { return start_of(Day{std::chrono::year{2026} / 5 / 1}) + 1h * h; }

  std::vector<ledger::Write> writes_of(int h, bool exceeds) const {
    alert::Finding f{.rule = rule_.id,
                     .site = "S01",
                     .factor = "a34004",
                     .street = "S1",
                     .at = hour(h),
                     .since = hour(h),
                     .condition = exceeds ? alert::Condition::yes : alert::Condition::no,
                     .value = exceeds ? 100 : 50,
                     .threshold = 75};
    std::vector<alert::Alert> episodes;
    for (const auto& r : book_.all(alert::kRecordKind)) episodes.push_back(alert::alert_of(r));
    auto now = hour(h + 1);
    auto step = alert::step(rule_, f, episodes, now);
    if (!step.alert) return {};
    std::optional<Case> newest;
    for (const auto& r : book_.all(kCaseKind)) {
      auto c = case_of(r);
      if (!newest || c.opened_at > newest->opened_at) newest = c;
    }
    Outcome outcome;
    if (step.event == alert::Event::fired) {
      Opening opening{step.alert->id, "topic", "超标", "high", "S1", "S01", "预警触发"};
      outcome = open_case(setting_, opening, newest ? &*newest : nullptr, now);
      step.alert->case_id = outcome.file.id;
    } else if (step.event == alert::Event::resolved && newest) {
      outcome = note_over(setting_, *newest, step.alert->id, {"预警解除", "over"}, now);
      if (!outcome.writes.empty()) {  // the district closes it at once
        outcome.file.closed = true;
        outcome.file.closed_at = now;
        outcome.writes.front() = write_of(outcome.file);
      }
    }
    outcome.writes.push_back(alert::write_of(*step.alert));
    return outcome.writes;
  }

  Workflow workflow_ = two_level();
  Calendar calendar_;
  std::vector<Person> people_{{"zhang", "张", {"street"}, "S1"}};
  Setting setting_{workflow_, calendar_, people_, {}};
  alert::Rule rule_;
  testing::RecordBook book_;
};

TEST_F(AlertToCase, EveryEpisodeHasOneAlertAndOneCase) {
  for (uint32_t seed = 0; seed < 100; ++seed) {
    std::mt19937 random(seed);
    book_ = {};
    std::vector<bool> exceeds(40);
    size_t episodes = 0;
    for (size_t h = 0; h < exceeds.size(); ++h) {
      exceeds[h] = random() % 3 == 0;
      episodes += exceeds[h] && (h == 0 || !exceeds[h - 1]) ? 1 : 0;
    }
    for (int h = 0; h < 40;) {
      auto writes = writes_of(h, exceeds[static_cast<size_t>(h)]);
      if (random() % 4 == 0) continue;  // died before the commit: the hour is done again
      ASSERT_TRUE(book_.apply(writes));
      // Died after it, before the closed-mark: up to five hours are done again.
      h = random() % 4 == 0 ? std::max(0, h - static_cast<int>(random() % 5)) : h + 1;
    }
    EXPECT_EQ(book_.all(alert::kRecordKind).size(), episodes) << "seed " << seed;
    EXPECT_EQ(book_.all(kCaseKind).size(), episodes) << "seed " << seed;
    for (const auto& r : book_.all(alert::kRecordKind)) EXPECT_EQ(r.text("case"), r.id);
    size_t opened = 0;
    for (const auto& r : book_.all(kEventKind)) opened += r.text("verb") == "open" ? 1 : 0;
    EXPECT_EQ(opened, episodes) << "seed " << seed;
    EXPECT_GE(book_.all(kOutboxKind).size(), episodes);
  }
}

}  // namespace
}  // namespace qs::casework
