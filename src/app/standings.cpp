#include "app/standings.h"

#include <algorithm>
#include <set>

#include "app/all_records.h"
#include "app/table_rows.h"
#include "base/json.h"
#include "kernel/oversight/credit.h"

namespace qs::app {

namespace {

using ledger::Record;
using oversight::FirmStanding;
using oversight::InspectorStanding;

template <class Value>
using ByFirm = std::map<std::string, Value, std::less<>>;

// A grid, and the street where a firm or a task names none.
std::string area_of(const Record& firm) {
  auto grid = firm.text("grid");
  return grid.empty() ? firm.text("street") : grid;
}

class Gathering {
 public:
  Gathering(const ledger::RecordLog& records, const oversight::DrawLaw& law, int64_t year,
            int64_t quarter, Day today)
      : records_(records), law_(law), year_(year), quarter_(quarter), today_(today) {}

  Result<Standings> run() {
    for (auto step : {&Gathering::read_credit, &Gathering::read_complaints, &Gathering::read_risks,
                      &Gathering::read_inspections, &Gathering::read_firms, &Gathering::read_tasks,
                      &Gathering::read_inspectors})
      if (auto done = (this->*step)(); !done) return tl::unexpected(done.error());
    return std::move(out_);
  }

 private:
  template <class Take>
  Result<void> each(std::string_view kind, const std::vector<ledger::Filter>& where, Take take) {
    if (!records_.kind(kind)) return {};
    auto found = all_records(records_, std::string(kind), where);
    if (!found) return tl::unexpected(found.error());
    for (const auto& record : *found) take(record);
    return {};
  }

  Result<void> read_credit() {  // the newest year counts
    ByFirm<int64_t> years;
    return each(oversight::kCreditKind, {}, [&](const Record& r) {
      auto firm = r.text("firm");
      auto year = r.integer("year").value_or(0);
      auto [known, fresh] = years.try_emplace(firm, year);
      if (!fresh && known->second > year) return;
      known->second = year;
      grades_[firm] = r.text("grade");
    });
  }

  Result<void> read_complaints() {
    Day since{std::chrono::sys_days(today_) - std::chrono::days{365}};
    return each("complaint",
                {{.field = "true_word", .value = std::string("true")},
                 {.field = "received_on", .op = ledger::Op::greater, .value = iso(since)}},
                [&](const Record& r) { ++complaints_[r.text("firm")]; });
  }

  Result<void> read_risks() {
    return each("risk_source", {}, [&](const Record& r) {
      if (std::ranges::find(law_.risk_grades, r.text("grade")) != law_.risk_grades.end())
        risky_.insert(r.text("firm"));
    });
  }

  Result<void> read_inspections() {
    return each("inspection", {}, [&](const Record& r) {
      auto day = parse_day(r.text("inspected_on"));
      if (!day || *day > today_) return;
      auto [known, fresh] = inspected_.try_emplace(r.text("firm"), *day);
      if (!fresh) known->second = std::max(known->second, *day);
    });
  }

  Result<void> read_firms() {
    return each("firm", {}, [&](const Record& r) {
      FirmStanding firm{.id = r.id,
                        .name = r.text("name"),
                        .group = r.text("control_class"),
                        .area = area_of(r),
                        .state = r.text("state"),
                        .spared = r.flag("positive_list"),
                        .high_risk = risky_.contains(r.id),
                        .grade = grades_[r.id],
                        .complaints = complaints_[r.id],
                        .inspected_on = {},
                        .before = {}};
      if (auto day = inspected_.find(r.id); day != inspected_.end())
        firm.inspected_on = day->second;
      places_[r.id] = out_.firms.size();
      out_.firms.push_back(std::move(firm));
    });
  }

  Result<void> read_tasks() {
    std::vector<Record> tasks;
    auto done = each(oversight::kTaskKind, {}, [&](const Record& r) { tasks.push_back(r); });
    if (!done) return done;
    std::ranges::sort(tasks, {}, [](const Record& r) {
      return std::tuple(r.integer("year").value_or(0), r.integer("quarter").value_or(0), r.id);
    });
    ByFirm<std::string> draws;  // each inspector's last draw
    for (const auto& task : tasks) {
      auto place = places_.find(task.text("firm"));
      if (place == places_.end() || task.text("state") == "dropped") continue;
      auto& firm = out_.firms[place->second];
      if (task.integer("year") == year_) {
        ++firm.drawn_this_year;
        firm.drawn_this_quarter |= task.integer("quarter") == quarter_;
      }
      firm.before.clear();
      for (auto field : {"inspector_a", "inspector_b"}) {
        auto inspector = task.text(field);
        if (inspector.empty()) continue;
        firm.before.push_back(inspector);
        if (std::exchange(draws[inspector], task.text("draw")) != task.text("draw"))
          areas_[inspector].clear();
        areas_[inspector].insert(firm.area);
      }
    }
    return {};
  }

  Result<void> read_inspectors() {
    return each(oversight::kInspectorKind, {}, [&](const Record& r) {
      InspectorStanding one{.who = {r.id, r.text("name"), r.text("valid_until"), {}, {}},
                            .active = r.flag("active")};
      for (const auto& row : table_rows(r, "relations"))
        one.who.avoids.push_back(row.value("firm", ""));
      one.who.areas.assign(areas_[r.id].begin(), areas_[r.id].end());
      out_.inspectors.push_back(std::move(one));
    });
  }

  const ledger::RecordLog& records_;
  const oversight::DrawLaw& law_;
  int64_t year_, quarter_;
  Day today_;
  Standings out_;
  ByFirm<std::string> grades_;
  ByFirm<int64_t> complaints_;
  ByFirm<Day> inspected_;
  ByFirm<size_t> places_;
  ByFirm<std::set<std::string>> areas_;  // by inspector
  std::set<std::string> risky_;
};

}  // namespace

int64_t Standings::active() const {
  return std::ranges::count_if(inspectors, [](const auto& one) { return one.active; });
}

Result<Standings> standings_of(const ledger::RecordLog& records, const oversight::DrawLaw& law,
                               int64_t year, int64_t quarter, Day today) {
  return Gathering(records, law, year, quarter, today).run();
}

}  // namespace qs::app
