// A Word document of a pack, which anybody may have edited: filled, checked and read as pages.
// Bytes that are no zip file are taken for the text of its body, so that the fuzzer need not know
// of zip.
#include "base/archive.h"
#include "edge/document/docx_paper.h"
#include "edge/document/template.h"

using namespace qs::document;

namespace {

const std::string kEmptyZip = std::string("PK\x05\x06") + std::string(18, '\0');

const Group& values() {
  static const Group kept = [] {
    Rows rows(3, Group{{"name", {std::string("甲<&\x01\n乙")}}, {"marks", {Rows(2)}}});
    return Group{{"name", {std::string("厂")}},
                 {"firm", {Group{{"name", {std::string("企业")}}}}},
                 {"amount", {Money{{12345, 2}}}},
                 {"decided_on", {qs::day_of(qs::Instant{})}},
                 {"yes", {true}},
                 {"rows", {std::move(rows)}}};
  }();
  return kept;
}

std::string zipped(std::string body) {
  auto file = qs::Archive::open(kEmptyZip, 0);
  file->put("[Content_Types].xml", "<Types/>");
  file->put("word/document.xml", std::move(body));
  return std::move(*file).packed().value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string docx(reinterpret_cast<const char*>(data), size);
  if (!docx.starts_with("PK")) docx = zipped(std::move(docx));
  (void)check_template(docx, values());
  auto paper = paper_of(docx, "", {});
  auto filled = fill(docx, values());
  if (filled && paper) qs::check(paper_of(*filled, "", {}).has_value(), "what is filled is read");
  return 0;
}
