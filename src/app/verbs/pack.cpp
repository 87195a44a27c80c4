#include "app/pack.h"

#include "app/pack/report.h"
#include "app/verbs/verbs.h"
#include "app/walk.h"

namespace qs::app {

int pack_check(const Path& directory, bool json) {
  standard::Faults faults;
  auto pack = load_pack(directory, faults);
  fmt::print("{}\n", json ? check_json(pack, faults) : check_report(pack, faults));
  return faults.any() ? 1 : 0;
}

int pack_book(const Path& directory) {
  auto pack = open_pack(directory);
  if (!pack) return say_failed(pack.error().message());
  fmt::print("{}", book(*pack));
  return 0;
}

int pack_test(const Path& directory) {
  auto pack = open_pack(directory);
  if (!pack) return say_failed(pack.error().message());
  std::error_code none;
  std::vector<Path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory / "tests", none))
    if (entry.path().extension() == ".walk") files.push_back(entry.path());
  std::ranges::sort(files);
  size_t failed = 0;
  for (const auto& file : files) {
    auto faults = walk(*pack, file);
    if (faults.empty()) {
      fmt::print("passed {}\n", file.filename().string());
    } else {
      ++failed;
      fmt::print("FAILED {}\n", file.filename().string());
      for (const auto& fault : faults) fmt::print("  {}\n", fault.message());
    }
  }
  fmt::print("{} passed, {} failed\n", files.size() - failed, failed);
  return failed > 0 ? 1 : 0;
}

}  // namespace qs::app
