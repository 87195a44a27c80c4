// 文书模板: a Word document with place-holders, as people edit it in Word, filled with values.
//
//   {{firm.name}}  {{decided_on|cn_day}}    a value, in a format of value.h
//   {{#each rows}} … {{/each}}              over paragraphs, over table rows, or within a
//   paragraph;
//                                           inside, the row's own values come first, {{row}} counts
//   {{#if x}} … {{/if}}  {{#unless x}} … {{/unless}}
//   {{picture name}}  {{picture name 40}}   a picture, at most so many millimetres wide
//
// in the body, in headers and footers. A place-holder has the looks of the run that it begins in.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "edge/document/value.h"

namespace qs::document {

inline constexpr size_t kMostTemplateBytes = 8 << 20;  // packed
inline constexpr uint64_t kMostTemplateUnpacked = 64 << 20;
inline constexpr size_t kMostRows = 20'000;         // that all the loops go through together
inline constexpr size_t kMostElements = 2'000'000;  // of XML that the loops set
inline constexpr size_t kMostPictures = 200, kMostPictureBytes = 64 << 20;  // all together
inline constexpr int kDeepestLoop = 20;             // loops and conditions in each other
inline constexpr size_t kMostTemplateFaults = 100;  // that are told

using Faults = std::vector<Error>;

// The document with its values. Faults, all of them at once and each with its part, its paragraph
// or table row and the words around it: no Word document, a place-holder that is none or not known,
// a list used as text, a loop that stands open, a bound.
tl::expected<std::string, Faults> fill(std::string docx, const Group& values);

// What stands against filling the template with values that are known by these names. `sample` has
// a row in each list; conditions are looked into whatever they say.
Faults check_template(std::string docx, const Group& sample);

}  // namespace qs::document
