// 排名表: the sheet of a ranking, whose weights people may change.
#pragma once

#include "edge/exchange/reckoned.h"
#include "edge/exchange/workbook.h"

namespace qs::exchange {

inline constexpr int kReckonedPlaces = 6;  // of a difference or score
double rounded(double value);
// 1 and so many before it; equals share one.
double place_among(const std::vector<double>& all, double value, bool low);

void write_ranked(Book& book, const Sheet& sheet);

}  // namespace qs::exchange
