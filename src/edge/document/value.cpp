#include "edge/document/value.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace qs::document {
namespace {

constexpr std::array<std::string_view, 10> kDigits{"〇", "一", "二", "三", "四",
                                                   "五", "六", "七", "八", "九"};
constexpr std::array<std::string_view, 10> kCapitals{"零", "壹", "贰", "叁", "肆",
                                                     "伍", "陆", "柒", "捌", "玖"};
constexpr std::array<std::string_view, 4> kPlaces{"", "拾", "佰", "仟"};
constexpr std::array<std::string_view, 3> kMyriads{"", "万", "亿"};
constexpr int kFen = 2;  // decimals of a yuan

struct Date {
  int year;
  unsigned month, day;
};
Date date_of(Day day) {
  return {static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
          static_cast<unsigned>(day.day())};
}

std::string day_text(Day day) {
  auto [year, month, number] = date_of(day);
  return fmt::format("{}年{}月{}日", year, month, number);
}

// 1..31, without a one before the ten.
std::string cn_number(unsigned number) {
  std::string out;
  if (number >= 20) out += kDigits[number / 10];
  if (number >= 10) out += "十";
  if (number % 10 > 0) out += kDigits[number % 10];
  return out;
}

std::string cn_day(Day day) {
  auto [year, month, number] = date_of(day);
  std::string out;
  for (char c : std::to_string(year)) out += kDigits[static_cast<size_t>(c - '0')];
  return out + "年" + cn_number(month) + "月" + cn_number(number) + "日";
}

std::string instant_text(Instant at) {
  auto minutes = std::chrono::floor<std::chrono::minutes>(at - start_of(day_of(at))).count();
  return fmt::format("{}{}时{:02}分", day_text(day_of(at)), minutes / 60, minutes % 60);
}

std::string money_text(const Decimal& yuan) {
  auto fen = round_half_even(yuan, kFen);
  auto text = to_text(fen.value(), kFen);
  if (text.ends_with(".00")) text.erase(text.size() - 3);
  return text + "元";
}

// 1..9999; zeros between figures are said once.
std::string four(int64_t number) {
  std::string out;
  bool zero = false;
  int64_t unit = 1000;
  for (size_t place = kPlaces.size(); place-- > 0; unit /= 10) {
    auto digit = static_cast<size_t>(number / unit % 10);
    zero |= digit == 0;
    if (digit == 0) continue;
    if (zero && !out.empty()) out += kCapitals[0];
    zero = false;
    out += std::string(kCapitals[digit]) + std::string(kPlaces[place]);
  }
  return out;
}

std::string capital_yuan(int64_t yuan) {
  std::string out;
  bool gap = false;  // four places that are all zero lie between
  int64_t unit = 100'000'000;
  for (size_t i = kMyriads.size(); i-- > 0; unit /= 10'000) {
    auto part = yuan / unit % 10'000;
    gap |= part == 0;
    if (part == 0) continue;
    if (!out.empty() && (gap || part < 1000)) out += kCapitals[0];
    out += four(part) + std::string(kMyriads[i]);
    gap = false;
  }
  return out;
}

template <class... Kinds>
struct Cases : Kinds... {
  using Kinds::operator()...;
};
template <class... Kinds>
Cases(Kinds...) -> Cases<Kinds...>;

using Text = Result<std::string>;

tl::unexpected<Error> no_format(std::string_view format) {
  return fail(fmt::format("has no format '{}'", format));
}
Text plain(std::string text, std::string_view format) {
  if (text.empty() || format.empty()) return text;
  return no_format(format);
}
Text day_in(Day day, std::string_view format, std::string otherwise) {
  if (format == "cn_day") return cn_day(day);
  if (format == "day") return day_text(day);
  return plain(std::move(otherwise), format);
}

bool is_format(std::string_view format) {
  return format.empty() || format == "day" || format == "cn_day" || format == "capital";
}

}  // namespace

std::string capital(const Decimal& yuan) {
  auto fen = round_half_even(yuan, kFen);
  int64_t units = static_cast<int64_t>(fen.units);
  for (int scale = fen.scale; scale < kFen; ++scale) units *= 10;
  auto whole = units / 100, jiao = units / 10 % 10, rest = units % 10;
  auto out = whole > 0 ? capital_yuan(whole) + "元" : std::string();
  if (jiao == 0 && rest == 0) return (out.empty() ? "零元" : out) + "整";
  if (jiao > 0)
    out += std::string(kCapitals[static_cast<size_t>(jiao)]) + "角";
  else if (!out.empty())
    out += kCapitals[0];
  if (rest == 0) return out + "整";
  return out + std::string(kCapitals[static_cast<size_t>(rest)]) + "分";
}

Result<std::string> text_of(const Value& value, std::string_view format) {
  if (!is_format(format)) return fail(fmt::format("'{}' is no format", format));
  return std::visit(
      Cases{[&](const std::string& text) { return plain(text, format); },
            [&](bool flag) { return plain(flag ? "是" : "否", format); },
            [&](const Money& money) -> Text {
              if (format != "capital") return plain(money_text(money.yuan), format);
              auto yuan = money.yuan.value();
              if (yuan < 0 || yuan > static_cast<double>(kMostCapital)) return no_format(format);
              return capital(money.yuan);
            },
            [&](Day day) { return day_in(day, format, day_text(day)); },
            [&](Instant at) { return day_in(day_of(at), format, instant_text(at)); },
            [](const PictureMaker&) -> Text { return fail("is a picture: {{picture …}} sets it"); },
            [](const Group&) -> Text { return fail("has parts: name one of them behind a dot"); },
            [](const Rows&) -> Text { return fail("is a list: {{#each …}} goes through it"); }},
      value.is);
}

bool holds(const Value& value) {
  return std::visit(Cases{[](const std::string& text) { return !text.empty(); },
                          [](bool flag) { return flag; }, [](const Money&) { return true; },
                          [](Day) { return true; }, [](Instant) { return true; },
                          [](const PictureMaker& picture) { return static_cast<bool>(picture); },
                          [](const Group& group) {
                            return std::any_of(group.begin(), group.end(), [](const auto& entry) {
                              return holds(entry.second);
                            });
                          },
                          [](const Rows& rows) { return !rows.empty(); }},
                    value.is);
}

}  // namespace qs::document
