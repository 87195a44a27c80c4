#include "app/plan/task_rounds.h"

#include <spdlog/spdlog.h>

#include "app/all_records.h"
#include "base/json.h"

namespace qs::app {
namespace {

constexpr auto kFirst = std::chrono::seconds{5};  // after the start
constexpr auto kEvery = std::chrono::minutes{10};

// The first unit that the text names as leading, else as responsible; empty: none that is known.
std::string in_charge(const ledger::Record& task) {
  for (auto field : {"lead_units", "duty_units"}) {
    auto rows = Json::parse(task.text(field), nullptr, false);
    if (!rows.is_array()) continue;
    for (const auto& row : rows)
      if (auto unit = row.value("unit", ""); !unit.empty()) return unit;
  }
  return {};
}

std::optional<ledger::Write> moved(const service::TaskReading& reading, Day today) {
  const auto& task = reading.task;
  auto light = std::string(plan::name(reading.lit.light));
  auto reason = reading.lit.reasons.empty() ? std::string{}
                                            : std::string(plan::name(reading.lit.reasons.front()));
  if (task.text("light") == light && task.text("light_reason") == reason) return std::nullopt;
  auto fields = task.fields;
  auto set = [&](std::string_view field, std::string value) {
    if (value.empty())
      fields.erase(std::string(field));
    else
      fields[std::string(field)] = std::move(value);
  };
  set("light", std::move(light));
  set("light_reason", std::move(reason));
  set("light_on", iso(today));
  set("in_charge", in_charge(task));
  return ledger::Write{.kind = task.kind,
                       .id = task.id,
                       .fields = std::move(fields),
                       .expected_revision = task.revision};
}

}  // namespace

Result<std::vector<ledger::Write>> moved_lights(const service::Planning& planning,
                                                const ledger::RecordLog& records, Day today) {
  std::vector<ledger::Write> out;
  if (!records.kind("plan")) return out;
  auto plans = all_records(records, "plan");
  if (!plans) return tl::unexpected(plans.error());
  for (const auto& plan : *plans) {
    auto readings = planning.tasks(plan.id);
    if (!readings) return tl::unexpected(readings.error());
    for (const auto& reading : *readings)
      if (auto write = moved(reading, today)) out.push_back(std::move(*write));
  }
  return out;
}

TaskRounds::TaskRounds(const service::Planning& planning, const ledger::RecordLog& records,
                       service::Desk& desk, std::function<Instant()> now)
    : planning_(planning),
      records_(records),
      desk_(desk),
      now_(std::move(now)),
      rounds_(kFirst, kEvery, [this] { work(); }) {}

void TaskRounds::work() {
  auto now = now_();
  auto writes = moved_lights(planning_, records_, day_of(now));
  if (!writes) return spdlog::error("plan fault=\"{}\"", writes.error().message());
  if (writes->empty()) return;
  // Who changed a task in between is faster; the next round looks again.
  if (auto done = desk_.write(std::move(*writes), {{.user = "flow"}, now, "任务亮灯"}); !done)
    spdlog::warn("plan fault=\"{}\"", done.error().error.message());
}

}  // namespace qs::app
