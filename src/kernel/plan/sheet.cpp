#include "kernel/plan/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/decimal.h"

namespace qs::plan {
namespace {

constexpr std::array<std::string_view, 5> kStages{"draft", "telling", "review", "published",
                                                  "final"};  // as Stage

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// The row and its item, when the points are within what the item gives.
struct Place {
  const ScoreItem* item;
  SheetRow* row;
};
Result<Place> place_of(const Scheme& scheme, Sheet& sheet, const std::string& id,
                       std::optional<double> points) {
  auto item = scheme.item(id);
  auto row = sheet.row(id);
  if (!item || !row) return fail("there is no such item", id);
  if (points && !(std::isfinite(*points) && *points >= 0 && *points <= item->points))
    return fail(fmt::format("points are within 0..{}", to_text(item->points)), id);
  return Place{item, row};
}

Result<void> check_words(const Word& word) {
  if (word.words.size() > kMostSheetWords)
    return fail(fmt::format("words are at most {} bytes", kMostSheetWords), word.item);
  if (word.evidence.size() > kMostSheetFiles)
    return fail(fmt::format("at most {} files", kMostSheetFiles), word.item);
  return {};
}

}  // namespace

std::optional<Stage> stage(std::string_view name) {
  auto at = std::ranges::find(kStages, name);
  if (at == kStages.end()) return std::nullopt;
  return static_cast<Stage>(at - kStages.begin());
}

std::string_view name(Stage stage) {
  return kStages[static_cast<size_t>(stage)];
}

SheetRow* Sheet::row(std::string_view item) {
  auto at = std::ranges::find(rows, item, &SheetRow::item);
  return at == rows.end() ? nullptr : &*at;
}

void compute(const Scheme& scheme, const Facts& facts, Sheet& sheet) {
  std::vector<SheetRow> rows;
  for (const auto& item : scheme.items) {
    auto before = sheet.row(item.id);
    SheetRow row;
    if (before) row = *before;
    row.item = item.id;
    auto fact = facts.find(item.id);
    row.fact = fact == facts.end() ? Fact{} : fact->second;
    row.computed = score_of(item, row.fact);
    rows.push_back(std::move(row));
  }
  sheet.rows = std::move(rows);
}

Result<void> tell(const Scheme& scheme, Sheet& sheet, const Word& word) {
  auto place = place_of(scheme, sheet, word.item, word.points);
  if (!place) return tl::unexpected(place.error());
  if (auto fine = check_words(word); !fine) return fine;
  if (place->item->way == Way::told && word.points.value_or(0) > 0 && blank(word.words))
    return fail("points that are told need words", word.item);
  place->row->told = word.points;
  place->row->told_words = word.words;
  place->row->evidence = word.evidence;
  return {};
}

Result<void> review(const Scheme& scheme, Sheet& sheet, const Word& word) {
  auto place = place_of(scheme, sheet, word.item, word.points);
  if (!place) return tl::unexpected(place.error());
  if (auto fine = check_words(word); !fine) return fine;
  auto stands = place->item->way == Way::told ? place->row->told : place->row->computed.points;
  if (word.points && word.points != stands && blank(word.words))
    return fail("a review that differs needs its reason", word.item);
  place->row->reviewed = word.points;
  place->row->review_words = word.words;
  return {};
}

Result<void> grant(const Scheme& scheme, Sheet& sheet, const std::string& item, double points) {
  auto place = place_of(scheme, sheet, item, points);
  if (!place) return tl::unexpected(place.error());
  place->row->granted = points;
  return {};
}

std::optional<double> counted(const SheetRow& row) {
  if (row.granted) return row.granted;
  return row.reviewed ? row.reviewed : row.computed.points;
}

Total total_of(const Scheme& scheme, const Sheet& sheet) {
  std::map<std::string, double, std::less<>> points;
  for (const auto& row : sheet.rows)
    if (auto of = counted(row)) points[row.item] = *of;
  return total_of(scheme, points);
}

Result<void> whole(const Scheme& scheme, const Sheet& sheet) {
  for (const auto& row : sheet.rows) {
    auto item = scheme.item(row.item);
    if (item && item->way == Way::told && !row.reviewed) return fail("is not reviewed", row.item);
  }
  return {};
}

Result<void> in_time(Day today, const std::string& until, const std::string& reopened_until) {
  auto last = std::max(until, reopened_until);  // ISO days sort as text
  if (last.empty() || iso(today) <= last) return {};
  return fail(fmt::format("the last day was {}", last), "until");
}

Result<void> may_move(const Moving& moving) {
  auto next = static_cast<uint8_t>(moving.from) + 1;
  bool back = moving.from == Stage::review && moving.to == Stage::telling;
  if (!back && static_cast<uint8_t>(moving.to) != next)
    return fail(fmt::format("'{}' does not follow '{}'", name(moving.to), name(moving.from)), "to");
  if (moving.to == Stage::published && !moving.year_over) return fail("the year is not over", "to");
  if (moving.to != Stage::final) return {};
  if (moving.appeals_undecided) return fail("an appeal is not decided", "to");
  if (moving.appeals_open) return fail("appeals may still be filed", "to");
  return {};
}

}  // namespace qs::plan
