#include "edge/exchange/ranked_sheet.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <optional>

#include "edge/exchange/columns.h"

namespace qs::exchange {
namespace {

using Figure = std::optional<double>;

constexpr uint32_t kWeights = 1, kFirst = 2;  // rows, from 0
constexpr const char* kUnranked = "不排名";

std::string text_of(const CellRow& row, std::string_view name) {
  auto at = row.find(name);
  auto text = at == row.end() ? nullptr : std::get_if<std::string>(&at->second);
  return text ? *text : std::string();
}
Figure figure_of(const CellRow& row, std::string_view name) {
  auto at = row.find(name);
  auto figure = at == row.end() ? nullptr : std::get_if<double>(&at->second);
  return figure ? Figure(*figure) : std::nullopt;
}

// Columns: street, a figure each criterion, a rank each criterion, score, place.
class RankedSheet {
 public:
  RankedSheet(Book& book, const Sheet& sheet) : book_(book), page_(book.add_sheet(sheet.name)) {
    for (const auto& row : sheet.rows) {
      auto street = text_of(row, "street"), name = text_of(row, "criterion");
      if (std::ranges::find(streets_, street) == streets_.end()) streets_.push_back(street);
      auto at = std::ranges::find(criteria_, name, &Criterion::name);
      if (at == criteria_.end()) {
        auto gap = text_of(row, "gap");
        criteria_.push_back({name,
                             text_of(row, "unit"),
                             figure_of(row, "weight").value_or(1),
                             text_of(row, "better") == "low",
                             gap == "last",
                             gap == "out",
                             {}});
        at = criteria_.end() - 1;
      }
      at->figures[street] = figure_of(row, "value");
    }
  }

  void write() {
    header();
    auto scores = all_scores();
    for (size_t s = 0; s < streets_.size(); ++s) {
      auto row = kFirst + static_cast<uint32_t>(s);
      put_text(page_, row, 0, streets_[s], nullptr);
      for (size_t c = 0; c < criteria_.size(); ++c) {
        if (auto known = figure(s, c)) put_number(page_, row, at(1 + c), *known, nullptr);
        put_formula(page_, row, at(rank_column(c)), rank_formula(c, row), rank(s, c), nullptr);
      }
      put_formula(page_, row, at(score_column()), score_formula(row), scores[s], nullptr);
      write_place(row, scores, scores[s]);
    }
  }

 private:
  struct Criterion {
    std::string name, unit;
    double weight;
    bool low, last, out;
    std::map<std::string, Figure> figures;  // by street
  };

  static uint16_t at(size_t column) { return static_cast<uint16_t>(column); }
  size_t rank_column(size_t criterion) const { return 1 + criteria_.size() + criterion; }
  size_t score_column() const { return 1 + 2 * criteria_.size(); }
  uint32_t last_row() const { return kFirst + static_cast<uint32_t>(streets_.size()) - 1; }
  std::string range(size_t column) const {
    return fmt::format("{0}${1}:{0}${2}", column_letter(column), kFirst + 1, last_row() + 1);
  }

  void header() {
    auto look = book_.look(Look::header);
    worksheet_set_row(page_, 0, 34, nullptr);
    worksheet_freeze_panes(page_, kFirst, 1);
    worksheet_set_column(page_, 0, 0, 20, nullptr);
    worksheet_set_column(page_, 1, at(score_column() + 1), 13, nullptr);
    put_text(page_, 0, 0, "街道", look);
    put_text(page_, kWeights, 0, "权重（可改）", look);
    for (size_t c = 0; c < criteria_.size(); ++c) {
      const auto& criterion = criteria_[c];
      put_text(page_, 0, at(1 + c), criterion.name + "（" + criterion.unit + "）", look);
      put_text(page_, 0, at(rank_column(c)), criterion.name + "名次", look);
      put_number(page_, kWeights, at(1 + c), criterion.weight, nullptr);
    }
    put_text(page_, 0, at(score_column()), "得分（越小越好）", look);
    put_text(page_, 0, at(score_column() + 1), "名次", look);
  }

  Figure figure(size_t street, size_t c) const {
    auto known = criteria_[c].figures.find(streets_[street]);
    return known == criteria_[c].figures.end() ? std::nullopt : known->second;
  }
  Figure rank(size_t street, size_t c) const {
    auto value = figure(street, c);
    if (!value)
      return criteria_[c].last ? Figure(static_cast<double>(streets_.size())) : std::nullopt;
    std::vector<double> all;
    for (size_t s = 0; s < streets_.size(); ++s)
      if (auto other = figure(s, c)) all.push_back(*other);
    return place_among(all, *value, criteria_[c].low);
  }
  Figure score(size_t street) const {
    double sum = 0, weights = 0;
    for (size_t c = 0; c < criteria_.size(); ++c) {
      auto place = rank(street, c);
      if (!place && criteria_[c].out) return std::nullopt;
      if (!place) continue;
      sum += criteria_[c].weight * *place;
      weights += criteria_[c].weight;
    }
    return weights > 0 ? Figure(rounded(sum / weights)) : std::nullopt;
  }
  std::vector<Figure> all_scores() const {
    std::vector<Figure> out;
    for (size_t s = 0; s < streets_.size(); ++s) out.push_back(score(s));
    return out;
  }

  std::string rank_formula(size_t c, uint32_t row) const {
    auto cell = fmt::format("{}{}", column_letter(1 + c), row + 1);
    auto missing = criteria_[c].last ? fmt::format("ROWS({})", range(1 + c)) : std::string("\"\"");
    return fmt::format("=IF(ISNUMBER({0}),RANK({0},{1},{2}),{3})", cell, range(1 + c),
                       criteria_[c].low ? 1 : 0, missing);
  }
  // The mean of the ranks by weight, over those that there are.
  std::string score_formula(uint32_t row) const {
    if (criteria_.empty()) return "=\"\"";
    auto ranks = fmt::format("{}{}:{}{}", column_letter(rank_column(0)), row + 1,
                             column_letter(rank_column(criteria_.size() - 1)), row + 1);
    auto weights = fmt::format("$B${0}:${1}${0}", kWeights + 1, column_letter(criteria_.size()));
    std::string missing;
    for (size_t c = 0; c < criteria_.size(); ++c)
      if (criteria_[c].out)
        missing += fmt::format(",NOT(ISNUMBER({}{}))", column_letter(rank_column(c)), row + 1);
    return fmt::format(
        "=IF(OR(COUNT({0})=0{2}),\"\",ROUND(SUMPRODUCT({0},{1})/"
        "SUMPRODUCT(ISNUMBER({0})*{1}),{3}))",
        ranks, weights, missing, kReckonedPlaces);
  }
  void write_place(uint32_t row, const std::vector<Figure>& scores, Figure score) {
    auto cell = fmt::format("{}{}", column_letter(score_column()), row + 1);
    auto formula = fmt::format("=IF(ISNUMBER({0}),RANK({0},{1},1),\"{2}\")", cell,
                               range(score_column()), kUnranked);
    std::vector<double> all;
    for (const auto& one : scores)
      if (one) all.push_back(*one);
    if (score)
      put_formula(page_, row, at(score_column() + 1), formula, place_among(all, *score, true),
                  nullptr);
    else
      put_formula(page_, row, at(score_column() + 1), formula, kUnranked, nullptr);
  }

  Book& book_;
  lxw_worksheet* page_;
  std::vector<std::string> streets_;
  std::vector<Criterion> criteria_;
};

}  // namespace

void write_ranked(Book& book, const Sheet& sheet) {
  RankedSheet(book, sheet).write();
}

}  // namespace qs::exchange
