// Small Word documents for tests, and what is said in them.
#pragma once

#include <string>
#include <vector>

#include "base/archive.h"

namespace qs::document::testing {

inline const std::string kEmptyZip = std::string("PK\x05\x06") + std::string(18, '\0');

inline std::string zipped(const std::vector<std::pair<std::string, std::string>>& parts) {
  auto file = Archive::open(kEmptyZip, 1 << 20);
  for (const auto& [name, text] : parts) file->put(name, text);
  return std::move(*file).packed().value();
}

inline std::string body_xml(const std::string& inner) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
         "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
         "<w:body>" +
         inner + "</w:body></w:document>";
}

inline std::string docx(const std::string& inner,
                        std::vector<std::pair<std::string, std::string>> more = {}) {
  more.push_back({"[Content_Types].xml",
                  "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                  "<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"});
  more.push_back({"word/document.xml", body_xml(inner)});
  return zipped(more);
}

// A run, a paragraph of one run, a row with these cells.
inline std::string run(const std::string& text, const std::string& looks = {}) {
  return "<w:r>" + (looks.empty() ? looks : "<w:rPr>" + looks + "</w:rPr>") +
         "<w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}
inline std::string para(const std::string& text) {
  return "<w:p>" + run(text) + "</w:p>";
}
inline std::string row(const std::vector<std::string>& cells) {
  std::string out;
  for (const auto& cell : cells) out += "<w:tc>" + para(cell) + "</w:tc>";
  return "<w:tr>" + out + "</w:tr>";
}
inline std::string table(const std::string& rows) {
  return "<w:tbl><w:tblGrid><w:gridCol w:w=\"100\"/><w:gridCol w:w=\"100\"/></w:tblGrid>" + rows +
         "</w:tbl>";
}

inline std::string part_of(const std::string& docx, const std::string& part) {
  return Archive::open(docx, 64 << 20)->read(part).value();
}

}  // namespace qs::document::testing
