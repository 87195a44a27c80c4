// The text of a PDF as poppler-utils reads it.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace qs::document::testing {

inline std::string text_of(const std::string& pdf) {
  auto file =
      std::filesystem::path(::testing::TempDir()) / ("qs_" + std::to_string(::getpid()) + ".pdf");
  std::ofstream(file, std::ios::binary) << pdf;
  auto pipe = ::popen(("pdftotext -layout " + file.string() + " -").c_str(), "r");
  std::string out;
  char buffer[4096];
  for (size_t n; pipe && (n = ::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
  EXPECT_TRUE(pipe && ::pclose(pipe) == 0) << "pdftotext of poppler-utils is needed";
  std::filesystem::remove(file);
  return out;
}

}  // namespace qs::document::testing
