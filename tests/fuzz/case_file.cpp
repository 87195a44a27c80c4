// The measured part of an evidence package that somebody says came from here: its members one after
// the other, each behind a line "=== name".
#include "app/casefile/check.h"

using namespace qs;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr std::string_view kBegin = "=== ";
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  app::PaperTexts papers;
  while (rest.starts_with(kBegin)) {
    auto line = rest.substr(kBegin.size(), rest.find('\n') - kBegin.size());
    rest.remove_prefix(std::min(rest.size(), kBegin.size() + line.size() + 1));
    auto end = rest.find("\n=== ");
    auto bytes = rest.substr(0, end == rest.npos ? rest.size() : end + 1);
    papers.emplace(line, bytes);
    rest.remove_prefix(bytes.size());
  }
  auto found = app::check_matter(papers);
  check(found.traced <= found.values && found.reread <= found.frames, "no more than there is");
  for (const auto& flaw : found.flaws) check(!flaw.text.empty(), "every flaw is told in words");
  return 0;
}
