// 文书的值: what a template is filled with, each written as official documents write it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/decimal.h"
#include "base/result.h"
#include "base/time.h"

namespace qs::document {

struct Money {
  Decimal yuan;
};
struct Picture {
  std::string bytes;          // png or jpeg
  int width = 0, height = 0;  // pixels
};
using PicturePtr = std::shared_ptr<const Picture>;
// Called when a template asks for the picture; empty: there is none.
using PictureMaker = std::function<Result<PicturePtr>()>;

struct Value;
using Group = std::map<std::string, Value, std::less<>>;
using Rows = std::vector<Group>;
struct Value {
  // An empty text: the value is known to have nothing to say.
  std::variant<std::string, bool, Money, Day, Instant, PictureMaker, Group, Rows> is;
};

// Formats: "" as it is written anyhow: 12000元, 2026年5月1日, 2026年5月1日8时30分, 是;
// "day" 2026年5月1日 and "cn_day" 二〇二六年五月一日 of a day or an instant; "capital" 壹万贰仟元整
// of money. An empty text is empty in each of them. Faults: a list, group or picture is no text; a
// format that is none of these, or not one of such a value.
Result<std::string> text_of(const Value& value, std::string_view format = {});
// What an {{#if}} asks: whether there is something to say. Of a group: in any of its values.
bool holds(const Value& value);

// 人民币大写; at most kMostCapital yuan, not negative, rounded to 分.
inline constexpr int64_t kMostCapital = 999'999'999'999;
std::string capital(const Decimal& yuan);

}  // namespace qs::document
