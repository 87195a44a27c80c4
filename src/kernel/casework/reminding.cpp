#include "kernel/casework/reminding.h"

#include <algorithm>

#include "kernel/access/access.h"

namespace qs::casework {
namespace {

using ledger::DueState;

bool overdue(const DueTold& told) {
  return told.item.due.state == DueState::overdue;
}

// The units that a record refers to.
std::vector<std::string> units_of(const ledger::Kind& kind, const ledger::Record& record) {
  std::vector<std::string> units;
  for (const auto& field : kind.fields)
    if (field.target == "unit")
      if (auto unit = record.text(field.name); !unit.empty()) units.push_back(unit);
  return units;
}

class Finder {
 public:
  explicit Finder(const std::vector<Person>& people) : people_(people) {}

  template <class Fits>
  bool add(Fits fits) {
    auto before = found_.size();
    for (const auto& one : people_)
      if (fits(one)) found_.push_back(&one);
    return found_.size() > before;
  }
  std::vector<const Person*> found() && { return std::move(found_); }

 private:
  const std::vector<Person>& people_;
  std::vector<const Person*> found_;
};

}  // namespace

std::string fact_of(const ledger::DueItem& item) {
  return fmt::format("{}~{}~{}~{}~{}", item.record.kind, item.record.id, item.duty,
                     iso(item.due.period.until), item.stage);
}

DueTold told_of(const ledger::Kind& kind, ledger::DueItem item) {
  auto field = kind.field(kind.title);
  auto title = field && !field->personal && !field->secret ? item.record.text(kind.title) : "";
  if (title.empty()) title = item.record.id;
  return {std::move(item), std::move(title), kind.label_zh, kind.label_en};
}

std::vector<const Person*> responsible_for(const ledger::Kind& kind, const ledger::Record& record,
                                           const std::vector<Person>& people,
                                           const Reminding& law) {
  Finder finder(people);
  if (auto firm = access::subject_of(kind, record).firm; !firm.empty())
    finder.add([&](const Person& one) { return one.firm == firm; });
  auto units = units_of(kind, record);
  if (finder.add([&](const Person& one) {
        return one.firm.empty() && std::ranges::find(units, one.unit) != units.end();
      }))
    return std::move(finder).found();
  auto street = record.text(access::kAreaField);
  if (!street.empty() && finder.add([&](const Person& one) {
        return one.firm.empty() && one.area == street &&
               std::ranges::any_of(law.street_roles, [&](const std::string& role) {
                 return access::has_role(one.roles, role);
               });
      }))
    return std::move(finder).found();
  for (const auto& role : law.otherwise)
    if (finder.add([&](const Person& one) {
          return one.firm.empty() && one.area.empty() && access::has_role(one.roles, role);
        }))
      break;
  return std::move(finder).found();
}

Notice digest_of(Day day, std::vector<const DueTold*> things, Instant now) {
  std::ranges::stable_sort(things, {}, [](const DueTold* told) {
    return std::pair(!overdue(*told), told->item.due.period.until);
  });
  auto late = std::ranges::count_if(things, [](const DueTold* told) { return overdue(*told); });
  auto soon = static_cast<std::ptrdiff_t>(things.size()) - late;
  Notice notice{fmt::format("dues~{}", iso(day)),
                {},
                fmt::format("【到期提醒】{} 项已逾期，{} 项临近到期", late, soon),
                fmt::format("Due: {} overdue, {} soon", late, soon),
                now};
  for (size_t i = 0; i < std::min(things.size(), kMostNamed); ++i) {
    const auto& told = *things[i];
    auto until = iso(told.item.due.period.until);
    notice.text_zh += fmt::format("\n{}（{}）{}，{} {}", told.title, told.kind_zh,
                                  told.item.label_zh, overdue(told) ? "已逾期：" : "期限", until);
    notice.text_en += fmt::format("\n{} ({}), {}: {} {}", told.title, told.kind_en,
                                  told.item.label_en, overdue(told) ? "was due" : "due", until);
  }
  if (things.size() > kMostNamed) {
    notice.text_zh += fmt::format("\n另有 {} 项，见“到期”页", things.size() - kMostNamed);
    notice.text_en += fmt::format("\nand {} more on the page of dues", things.size() - kMostNamed);
  }
  return notice;
}

}  // namespace qs::casework
