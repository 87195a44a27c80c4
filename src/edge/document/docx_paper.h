// 由 Word 文档成页: a Word document read as a paper, so that it can be printed without Word.
#pragma once

#include "edge/document/paper.h"

namespace qs::document {

inline constexpr size_t kMostBlocks = 20'000;

// Paragraphs by the name of their style (标题 / Title, 文号, 一级标题 / heading, 正文, 无缩进,
// 落款, 附注; what is right-aligned is a closing), tables with cells over several columns,
// pictures, in the order of the text; pictures of a table stand below it. What is not read: numbers
// that Word makes of lists, looks of single words, headers and footers. Faults: no Word document, a
// bound.
Result<Paper> paper_of(std::string docx, std::string title, Instant made);

}  // namespace qs::document
