#include "edge/document/xml.h"

#include <fmt/format.h>

#include <sstream>

namespace qs::document {
namespace {

constexpr unsigned kParse = pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_declaration;

class Depth : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node&) override { return depth() < kDeepestXml; }
};

}  // namespace

Result<pugi::xml_document> read_xml(Archive& file, const std::string& part) {
  auto text = file.read(part);
  if (!text) return tl::unexpected(text.error());
  pugi::xml_document out;
  if (auto parsed = out.load_buffer(text->data(), text->size(), kParse); !parsed)
    return fail(fmt::format("is no XML: {} at byte {}", parsed.description(), parsed.offset), part);
  Depth depth;
  if (!out.traverse(depth))
    return fail(fmt::format("has more than {} elements within each other", kDeepestXml), part);
  return out;
}

void write_xml(Archive& file, const std::string& part, const pugi::xml_document& xml) {
  std::ostringstream text;
  xml.save(text, "", pugi::format_raw, pugi::encoding_utf8);
  file.put(part, std::move(text).str());
}

std::string relations_of(const std::string& part) {
  auto slash = part.rfind('/') + 1;
  return part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels";
}

}  // namespace qs::document
