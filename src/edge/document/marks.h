// 占位符: finds the place-holders in a part of a Word document, however Word has split them over
// runs, and sets an element of our own in the place of each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "edge/document/xml.h"

namespace qs::document {

// The elements of ours. Their attributes: path, format (of a value), width (mm, of a picture), each
// as it was written; place and around for whoever must be told of a fault.
inline constexpr std::string_view kEach = "qs:each", kIf = "qs:if", kUnless = "qs:unless",
                                  kEnd = "qs:end", kValue = "qs:value", kPicture = "qs:picture";
inline bool is_opener(std::string_view name) {
  return name == kEach || name == kIf || name == kUnless;
}
inline constexpr size_t kLongestMark = 200;   // bytes between the braces
inline constexpr size_t kMostMarks = 10'000;  // of a part

// Where a mark stands, for people.
Error mark_fault(pugi::xml_node mark, std::string_view what);

// Every {{…}} of the part becomes an element. A loop or condition that begins and ends in other
// paragraphs goes around those paragraphs, one that begins and ends in other cells around those
// rows; the paragraph or row that held nothing else is gone. What is no place-holder goes to
// `faults`, and so does what comes after kMostMarks.
void set_marks(pugi::xml_document& part, const std::string& name, std::vector<Error>& faults);

// The element that ends what this opener begins; null: it stands open here.
pugi::xml_node end_of(pugi::xml_node opener);

}  // namespace qs::document
