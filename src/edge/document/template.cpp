#include "edge/document/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/archive.h"
#include "edge/document/marks.h"
#include "edge/document/media.h"

namespace qs::document {
namespace {

using pugi::xml_node;

constexpr std::string_view kBody = "word/document.xml";
constexpr double kMmOfTwip = 25.4 / 1440, kCellMargins = 4;  // mm

// The values of the rows that a place-holder stands in, the innermost first, then the document's.
struct Scope {
  const Group& values;
  const Scope* outer = nullptr;
};

const Value* find(const Scope* scope, std::string_view path) {
  auto next = [&] {
    auto name = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), name.size() + 1));
    return name;
  };
  auto name = next();
  const Value* found = nullptr;
  for (; scope && !found; scope = scope->outer)
    if (auto it = scope->values.find(name); it != scope->values.end()) found = &it->second;
  while (found && !path.empty()) {
    auto group = std::get_if<Group>(&found->is);
    if (!group) return nullptr;
    auto it = group->find(next());
    found = it == group->end() ? nullptr : &it->second;
  }
  return found;
}

// Millimetres within which a picture is kept.
struct Room {
  double width = 156, height = 225;  // GB/T 9704-2012: 版心
};

Room room_of(const pugi::xml_document& body) {
  auto section = body.first_element_by_path("w:document/w:body/w:sectPr");
  auto size = section.child("w:pgSz"), margins = section.child("w:pgMar");
  auto mm = [](xml_node node, const char* name) {
    return node.attribute(name).as_double() * kMmOfTwip;
  };
  Room room{mm(size, "w:w") - mm(margins, "w:left") - mm(margins, "w:right"),
            mm(size, "w:h") - mm(margins, "w:top") - mm(margins, "w:bottom")};
  return room.width > 0 && room.height > 0 ? room : Room{};
}

double width_at(xml_node node, double page) {
  for (; node; node = node.parent()) {
    if (std::string_view(node.name()) != "w:tc") continue;
    auto width = node.child("w:tcPr").child("w:tcW");
    bool twips = std::string_view(width.attribute("w:type").value()) == "dxa";
    auto mm = width.attribute("w:w").as_double() * kMmOfTwip - kCellMargins;
    return twips && mm > 0 ? std::min(mm, page) : page;
  }
  return page;
}

size_t elements_of(xml_node node) {
  size_t count = 1;
  for (auto child : node.children()) count += elements_of(child);
  return count;
}

// What XML 1.0 has no character for is left out.
std::string cleaned(std::string_view text) {
  std::string out;
  for (char c : text)
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
  return out;
}

// One document being filled.
class Filler {
 public:
  Filler(Archive& file, bool checking) : media_(file), checking_(checking) {}

  void fill(pugi::xml_document& part, const std::string& name, const Group& values) {
    part_ = name;
    if (name == kBody) room_ = room_of(part);
    set_marks(part, name, faults_);
    expand(part, Scope{values});
  }
  Result<void> settle() { return media_.settle(); }
  void fault(Error error) { faults_.push_back(std::move(error)); }
  Faults take_faults() {
    if (faults_.size() > kMostTemplateFaults) faults_.resize(kMostTemplateFaults);
    return std::move(faults_);
  }

 private:
  // Told once, however many rows it is met in.
  void refuse(xml_node mark, std::string_view what) {
    auto fault = mark_fault(mark, what);
    if (told_.emplace(fault.place, fault.text).second) faults_.push_back(std::move(fault));
  }

  const Value* value_of(xml_node mark, const Scope& scope) {
    std::string path = mark.attribute("path").value();
    auto value = find(&scope, path);
    if (!value) refuse(mark, fmt::format("'{}' is not known", path));
    return value;
  }

  void expand(xml_node parent, const Scope& scope) {
    for (auto node = parent.first_child(); node && faults_.size() < kMostTemplateFaults;) {
      std::string_view name = node.name();
      if (is_opener(name)) {
        node = open(node, scope);
        continue;
      }
      auto next = node.next_sibling();
      bool ours = name.starts_with("qs:");
      if (name == kEnd) refuse(node, "ends nothing that began here");
      if (name == kValue) set_value(node, scope);
      if (name == kPicture) set_picture(node, scope);
      if (ours)
        parent.remove_child(node);
      else
        expand(node, scope);
      node = next;
    }
  }

  // What follows the opened part, which is set and gone.
  xml_node open(xml_node opener, const Scope& scope) {
    auto parent = opener.parent();
    auto end = end_of(opener);
    auto next = end ? end.next_sibling() : opener.next_sibling();
    if (!end || depth_ == kDeepestLoop) {
      refuse(opener, end ? fmt::format("more than {} loops and conditions in each other", depth_)
                         : "is not closed where it can be: in its paragraph, its table, the text");
      auto inside = opener.next_sibling();
      if (inside == end) inside = next;
      parent.remove_child(opener);
      if (end) parent.remove_child(end);
      return inside;
    }
    ++depth_;
    pugi::xml_document body;
    for (auto node = opener.next_sibling(); node != end; node = opener.next_sibling()) {
      body.append_copy(node);
      parent.remove_child(node);
    }
    if (auto value = value_of(opener, scope)) {
      std::string_view name = opener.name();
      if (name == kEach)
        repeat(body, opener, *value, scope);
      else if (checking_ || holds(*value) == (name == kIf))
        set(body, opener, scope);
    }
    --depth_;
    parent.remove_child(opener);
    parent.remove_child(end);
    return next;
  }

  void repeat(const pugi::xml_document& body, xml_node opener, const Value& value,
              const Scope& scope) {
    auto rows = std::get_if<Rows>(&value.is);
    if (!rows) return refuse(opener, "is no list");
    auto size = elements_of(body);
    for (size_t i = 0; i < rows->size(); ++i) {
      elements_ += size;
      if (++rows_ > kMostRows || elements_ > kMostElements)
        return refuse(opener, fmt::format("the loops go through more than {} rows or {} elements",
                                          kMostRows, kMostElements));
      Group count;
      count["row"].is = std::to_string(i + 1);
      Scope counted{count, &scope}, row{(*rows)[i], &counted};
      set(body, opener, row);
    }
  }

  // A copy of the body before the opener.
  void set(const pugi::xml_document& body, xml_node opener, const Scope& scope) {
    auto parent = opener.parent();
    auto holder = parent.insert_child_before("qs:holder", opener);
    for (auto node : body.children()) holder.append_copy(node);
    expand(holder, scope);
    while (auto node = holder.first_child()) parent.insert_move_before(node, holder);
    parent.remove_child(holder);
  }

  void set_value(xml_node mark, const Scope& scope) {
    auto value = value_of(mark, scope);
    if (!value) return;
    auto text = text_of(*value, mark.attribute("more").value());
    if (!text)
      return refuse(mark,
                    fmt::format("'{}' {}", mark.attribute("path").value(), text.error().text));
    auto clean = cleaned(*text);
    std::string_view left = clean;
    for (;;) {
      auto line = left.substr(0, left.find('\n'));
      auto run = mark.parent().insert_child_before("w:t", mark);
      run.append_attribute("xml:space") = "preserve";
      run.text().set(std::string(line).c_str());
      if (line.size() == left.size()) return;
      mark.parent().insert_child_before("w:br", mark);
      left.remove_prefix(line.size() + 1);
    }
  }

  void set_picture(xml_node mark, const Scope& scope) {
    auto value = value_of(mark, scope);
    if (!value) return;
    auto maker = std::get_if<PictureMaker>(&value->is);
    if (!maker) return refuse(mark, "is no picture");
    if (!*maker) return;
    auto picture = (*maker)();
    if (!picture) return refuse(mark, picture.error().message());
    auto width = width_at(mark, room_.width);
    if (auto asked = mark.attribute("more").as_double(); asked > 0) width = std::min(width, asked);
    if (auto drawn = media_.draw(mark, part_, *picture, width, room_.height); !drawn)
      refuse(mark, drawn.error().text);
  }

  Media media_;
  bool checking_;
  Room room_;
  std::string part_;
  Faults faults_;
  std::set<std::pair<std::string, std::string>> told_;
  size_t rows_ = 0, elements_ = 0;
  int depth_ = 0;
};

bool is_filled(std::string_view part) {
  auto numbered = [&](std::string_view begin) { return part.starts_with(begin); };
  return part == kBody ||
         (part.ends_with(".xml") && (numbered("word/header") || numbered("word/footer")));
}

Result<void> fill_part(Archive& file, Filler& filler, const std::string& name,
                       const Group& values) {
  auto part = read_xml(file, name);
  if (!part) return tl::unexpected(part.error());
  filler.fill(*part, name, values);
  write_xml(file, name, *part);
  return {};
}

tl::expected<std::string, Faults> work(std::string docx, const Group& values, bool checking) {
  auto fault = [](Error error) { return tl::unexpected(Faults{std::move(error)}); };
  if (docx.size() > kMostTemplateBytes)
    return fault({fmt::format("has more than {} bytes", kMostTemplateBytes), {}});
  auto file = Archive::open(std::move(docx), kMostTemplateUnpacked);
  if (!file) return fault({"is no Word document: " + file.error().text, {}});
  if (!file->has(std::string(kBody)))
    return fault({fmt::format("is no Word document: it lacks {}", kBody), {}});
  Filler filler(*file, checking);
  auto names = file->parts();
  // The body first: it says how wide the page is.
  std::stable_partition(names.begin(), names.end(), [](const auto& n) { return n == kBody; });
  for (const auto& name : names) {
    if (!is_filled(name)) continue;
    if (auto done = fill_part(*file, filler, name, values); !done) filler.fault(done.error());
  }
  if (auto settled = filler.settle(); !settled) filler.fault(settled.error());
  if (auto faults = filler.take_faults(); !faults.empty()) return tl::unexpected(std::move(faults));
  if (checking) return std::string();
  auto packed = std::move(*file).packed();
  if (!packed) return fault(packed.error());
  return std::move(*packed);
}

}  // namespace

tl::expected<std::string, Faults> fill(std::string docx, const Group& values) {
  return work(std::move(docx), values, false);
}

Faults check_template(std::string docx, const Group& sample) {
  auto done = work(std::move(docx), sample, true);
  return done ? Faults{} : std::move(done.error());
}

}  // namespace qs::document
