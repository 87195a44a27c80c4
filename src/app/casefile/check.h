// 验案: the measured part of an evidence package, checked without any store or pack: the frames are
// read again, the hours made again of what they say, and the verdicts judged again.
#pragma once

#include "app/casefile/matter.h"

namespace qs::app {

struct MatterCheck {
  std::vector<exhibit::Flaw> flaws;
  size_t frames = 0, reread = 0;      // reread: an HJ 212 frame that opened
  size_t sealed = 0, other = 0;       // encrypted, or of another protocol: by their digests only
  size_t values = 0, traced = 0;      // traced: the frame says just this
  size_t statistics = 0, remade = 0;  // remade: derived by us, and the same again
  size_t judged = 0, exceeding = 0;   // periods with a verdict
};
// Whether the papers have a measured part at all.
bool has_matter(const PaperTexts& papers);
MatterCheck check_matter(const PaperTexts& papers);

}  // namespace qs::app
