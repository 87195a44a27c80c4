// The XML parts of an office document.
#pragma once

#include <pugixml.hpp>
#include <string>

#include "base/archive.h"

namespace qs::document {

inline constexpr int kDeepestXml = 200;  // elements within each other

// With the blanks of its texts. Faults: there is none, no XML, deeper than kDeepestXml, so that who
// goes through it may call himself.
Result<pugi::xml_document> read_xml(Archive& file, const std::string& part);
void write_xml(Archive& file, const std::string& part, const pugi::xml_document& xml);

// "word/document.xml" → "word/_rels/document.xml.rels"
std::string relations_of(const std::string& part);

inline bool is(pugi::xml_node node, std::string_view name) {
  return node.name() == name;
}

}  // namespace qs::document
