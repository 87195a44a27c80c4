#include "edge/document/marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace qs::document {
namespace {

using pugi::xml_node;

constexpr std::string_view kOpen = "{{", kClose = "}}";
constexpr size_t kAround = 24;  // bytes on each side that a fault shows

// ---- one place-holder ----

bool is_path(std::string_view text) {
  bool begins = true;  // a name
  for (char c : text) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    bool digit = c >= '0' && c <= '9';
    if (c == '.' ? begins : !letter && (begins || !digit)) return false;
    begins = c == '.';
  }
  return !begins;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  while (!text.empty() && kBlank.find(text.front()) != kBlank.npos) text.remove_prefix(1);
  while (!text.empty() && kBlank.find(text.back()) != kBlank.npos) text.remove_suffix(1);
  return text;
}

struct Mark {
  std::string_view element, path, more;  // more: the format, the width, or what ends
};

std::optional<Mark> mark_of(std::string_view inner) {
  inner = trimmed(inner);
  for (auto [word, element] : {std::pair{"#each ", kEach}, {"#if ", kIf}, {"#unless ", kUnless}})
    if (inner.starts_with(word)) {
      auto path = trimmed(inner.substr(std::string_view(word).size()));
      return is_path(path) ? std::optional(Mark{element, path, {}}) : std::nullopt;
    }
  for (auto [word, element] : {std::pair{"/each", kEach}, {"/if", kIf}, {"/unless", kUnless}})
    if (inner == word) return Mark{kEnd, {}, element};
  if (inner.starts_with("picture ")) {
    auto rest = trimmed(inner.substr(8));
    auto blank = rest.find(' ');
    auto path = rest.substr(0, blank);
    auto width = blank == rest.npos ? std::string_view() : trimmed(rest.substr(blank));
    bool plain = width.size() <= 3 && width.find_first_not_of("0123456789") == width.npos;
    return is_path(path) && plain ? std::optional(Mark{kPicture, path, width}) : std::nullopt;
  }
  auto bar = inner.find('|');
  auto path = trimmed(inner.substr(0, bar));
  auto format = bar == inner.npos ? std::string_view() : trimmed(inner.substr(bar + 1));
  return is_path(path) ? std::optional(Mark{kValue, path, format}) : std::nullopt;
}

// ---- one paragraph ----

// Cut where a character of UTF-8 begins.
std::string around(std::string_view text, size_t begin, size_t end) {
  auto inside = [&](size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  size_t from = begin > kAround ? begin - kAround : 0;
  size_t until = std::min(text.size(), end + kAround);
  while (from > 0 && inside(from)) --from;
  while (inside(until)) ++until;
  return std::string(text.substr(from, until - from));
}

// The texts of a paragraph in their order, without those of text boxes within it.
void gather_texts(xml_node node, std::vector<xml_node>& out) {
  for (auto child : node.children()) {
    if (is(child, "w:t")) out.push_back(child);
    if (!is(child, "w:p")) gather_texts(child, out);
  }
}

xml_node add_text(xml_node after, std::string_view text) {
  auto out = after.parent().insert_child_after("w:t", after);
  out.append_attribute("xml:space") = "preserve";
  out.text().set(std::string(text).c_str());
  return out;
}

void describe(xml_node element, const Mark& mark, const std::string& place, std::string near) {
  element.append_attribute("path") = std::string(mark.path).c_str();
  element.append_attribute("more") = std::string(mark.more).c_str();
  element.append_attribute("place") = place.c_str();
  element.append_attribute("around") = near.c_str();
}

class Paragraph {
 public:
  Paragraph(xml_node paragraph, std::string place, std::vector<Error>& faults)
      : place_(std::move(place)), faults_(faults) {
    gather_texts(paragraph, nodes_);
    for (auto node : nodes_) {
      begins_.push_back(text_.size());
      text_ += node.text().get();
    }
  }

  // Sets at most so many marks; says how many it was.
  size_t set(size_t most) {
    find(most);
    if (found_.empty()) return 0;
    for (size_t i = 0; i < nodes_.size(); ++i) {
      auto until = i + 1 < nodes_.size() ? begins_[i + 1] : text_.size();
      rewrite(nodes_[i], begins_[i], until);
    }
    return found_.size();
  }

 private:
  struct Found {
    size_t begin, end;
    Mark mark;
  };

  void fault(std::string what, size_t begin, size_t end) {
    faults_.push_back({fmt::format("{}, at '{}'", what, around(text_, begin, end)), place_});
  }

  void find(size_t most) {
    std::string_view text = text_;
    for (size_t at = text.find(kOpen); at != text.npos; at = text.find(kOpen, at)) {
      auto close = text.find(kClose, at);
      if (close == text.npos || close - at > kLongestMark) {
        fault("a place-holder does not end in its paragraph", at, at + kOpen.size());
        at += kOpen.size();
        continue;
      }
      auto end = close + kClose.size();
      if (found_.size() == most) {
        fault(fmt::format("more than {} place-holders", kMostMarks), at, end);
        return;
      }
      if (auto mark = mark_of(text.substr(at + kOpen.size(), close - at - kOpen.size())))
        found_.push_back({at, end, *mark});
      else
        fault("is no place-holder", at, end);
      at = end;
    }
  }

  // What stands in [begin, until) of the paragraph's text is this node's; a place-holder belongs to
  // the node that it begins in, and so has the looks of that run.
  void rewrite(xml_node node, size_t begin, size_t until) {
    auto at = node;
    auto last = begin;
    while (next_ < found_.size() && found_[next_].end <= begin) ++next_;
    for (auto i = next_; i < found_.size() && found_[i].begin < until; ++i) {
      const auto& found = found_[i];
      if (found.begin > last) at = add_text(at, part(last, found.begin));
      if (found.begin >= begin) at = set_mark(at, found);
      last = found.end;
    }
    if (last < until) add_text(at, part(last, until));
    node.parent().remove_child(node);
  }

  std::string_view part(size_t from, size_t until) const {
    return std::string_view(text_).substr(from, until - from);
  }

  // Behind `at`. A value stands within its run; what opens or ends something stands between runs.
  xml_node set_mark(xml_node at, const Found& found) {
    auto near = around(text_, found.begin, found.end);
    auto run = at.parent();
    bool within = found.mark.element == kValue || found.mark.element == kPicture;
    auto element = within ? run.insert_child_after(found.mark.element.data(), at)
                          : run.parent().insert_child_after(found.mark.element.data(), run);
    describe(element, found.mark, place_, std::move(near));
    if (within) return element;
    auto rest = run.parent().insert_child_after(run.name(), element);
    if (auto looks = run.child("w:rPr")) rest.append_copy(looks);
    auto anchor = rest.append_child("qs:anchor");
    while (auto next = at.next_sibling()) rest.append_move(next);
    return anchor;
  }

  std::string place_, text_;
  std::vector<Error>& faults_;
  std::vector<xml_node> nodes_;
  std::vector<size_t> begins_;
  std::vector<Found> found_;
  size_t next_ = 0;  // the first of them that may reach into the node at hand
};

// ---- a whole part ----

bool says_something(xml_node node) {
  for (auto child : node.children()) {
    std::string_view name = child.name();
    if (name == "w:t" && *child.text().get()) return true;
    for (auto thing : {"w:drawing", "w:pict", "w:object", "w:fldChar", "w:sectPr"})
      if (name == thing) return true;
    if (name.starts_with("qs:") && name != "qs:anchor") return true;
    if (says_something(child)) return true;
  }
  return false;
}

bool is_mark(xml_node node) {
  return is_opener(node.name()) || is(node, kEnd);
}

// The marks among the children that find no counterpart there, in their order; in a row, all.
std::vector<xml_node> unmatched(xml_node node) {
  std::vector<std::pair<xml_node, bool>> marks;  // whether it is matched
  std::vector<size_t> open;
  for (auto child : node.children()) {
    if (!is_mark(child)) continue;
    marks.emplace_back(child, false);
    if (is(node, "w:tr")) continue;
    if (is_opener(child.name())) {
      open.push_back(marks.size() - 1);
    } else if (!open.empty() && child.attribute("more").value() ==
                                    std::string_view(marks[open.back()].first.name())) {
      marks[open.back()].second = marks.back().second = true;
      open.pop_back();
    }
  }
  std::vector<xml_node> out;
  for (auto [mark, matched] : marks)
    if (!matched) out.push_back(mark);
  return out;
}

// Takes marks out of `node`: what opens goes before it, what ends behind it. When a paragraph or a
// row holds nothing else, they take its place.
void take_out(xml_node node, const std::vector<xml_node>& marks) {
  auto parent = node.parent();
  for (auto mark : marks) parent.insert_move_before(mark, node);
  if ((is(node, "w:p") || is(node, "w:tr")) && !says_something(node)) {
    parent.remove_child(node);
    return;
  }
  for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark)
    if (is(*mark, kEnd)) parent.insert_move_after(*mark, node);
}

// What a loop cannot begin in and end outside of.
bool holds_in(xml_node node) {
  constexpr std::string_view kHolders[]{"w:tbl", "w:body", "w:hdr", "w:ftr", "w:txbxContent"};
  return std::find(std::begin(kHolders), std::end(kHolders), node.name()) != std::end(kHolders);
}

void lift(xml_node node) {
  std::vector<xml_node> children(node.begin(), node.end());
  for (auto child : children) {
    if (is_mark(child) || child.type() != pugi::node_element) continue;
    lift(child);
    if (holds_in(child)) continue;
    if (auto marks = unmatched(child); !marks.empty()) take_out(child, marks);
  }
  while (node.remove_child("qs:anchor")) continue;
  if (is(node, "w:tc") && !node.child("w:p")) node.append_child("w:p");
}

// Numbers paragraphs and rows as people count them, and sets the marks of each paragraph.
class Walk {
 public:
  Walk(std::string part, std::vector<Error>& faults) : part_(std::move(part)), faults_(faults) {}

  void go(xml_node node, const std::string& within = {}) {
    size_t row = 0;
    auto table = is(node, "w:tbl") ? ++tables_ : 0;
    std::vector<xml_node> children(node.begin(), node.end());
    for (auto child : children) {
      if (is(child, "w:tr")) ++row;
      if (is(child, "w:p") && within.empty()) ++paragraphs_;
      auto place = within.empty() ? fmt::format("paragraph {}", paragraphs_) : within;
      go(child, table ? fmt::format("table {} row {}", table, row) : within);
      if (is(child, "w:p"))
        marks_ += Paragraph(child, fmt::format("{}, {}", part_, place), faults_).set(left());
    }
  }

 private:
  size_t left() const { return kMostMarks - marks_; }

  std::string part_;
  std::vector<Error>& faults_;
  size_t paragraphs_ = 0, tables_ = 0, marks_ = 0;
};

}  // namespace

Error mark_fault(xml_node mark, std::string_view what) {
  return {fmt::format("{}, at '{}'", what, mark.attribute("around").value()),
          mark.attribute("place").value()};
}

void set_marks(pugi::xml_document& part, const std::string& name, std::vector<Error>& faults) {
  Walk(name, faults).go(part);
  lift(part);
}

xml_node end_of(xml_node opener) {
  int open = 0;
  for (auto node = opener; node; node = node.next_sibling()) {
    if (is_opener(node.name())) ++open;
    if (is(node, kEnd) && --open == 0)
      return node.attribute("more").value() == std::string_view(opener.name()) ? node : xml_node();
  }
  return {};
}

}  // namespace qs::document
