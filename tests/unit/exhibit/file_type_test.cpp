#include "exhibit/file_type.h"

#include <gtest/gtest.h>
#include <zip.h>

#include "unit/exhibit/pictures.h"

namespace qs::exhibit {
namespace {

using namespace testing;

std::string archive(const std::vector<std::string>& parts) {
  auto source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  auto zip = zip_open_from_source(source, ZIP_TRUNCATE, nullptr);
  zip_source_keep(source);
  for (const auto& part : parts)
    zip_file_add(zip, part.c_str(), zip_source_buffer(zip, "<x/>", 4, 0), 0);
  zip_close(zip);
  zip_source_open(source);
  zip_source_seek(source, 0, SEEK_END);
  std::string bytes(static_cast<size_t>(zip_source_tell(source)), '\0');
  zip_source_seek(source, 0, SEEK_SET);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

std::string type(const std::string& bytes, std::string_view declared = {}) {
  auto found = type_of(bytes, declared);
  return found ? std::string(*found) : "refused: " + found.error().text;
}

TEST(FileType, IsWhatTheBytesSay) {
  EXPECT_EQ(type(jpeg(8, 8)), "image/jpeg");
  EXPECT_EQ(type(png(8, 8)), "image/png");
  EXPECT_EQ(type("%PDF-1.7\n"), "application/pdf");
  EXPECT_EQ(type(std::string("\0\0\0\x18"
                             "ftypmp42",
                             12)),
            "video/mp4");
  auto document = type(archive({"[Content_Types].xml", "word/document.xml"}));
  EXPECT_TRUE(document.ends_with("wordprocessingml.document")) << document;
  auto sheet = type(archive({"[Content_Types].xml", "xl/workbook.xml"}));
  EXPECT_TRUE(sheet.ends_with("spreadsheetml.sheet")) << sheet;
  EXPECT_FALSE(is_shown(document));
  EXPECT_TRUE(is_shown("application/pdf"));
}

TEST(FileType, WhatCouldRunIsRefused) {
  for (const std::string& bytes :
       {std::string("<html><script>alert(1)</script>"), std::string("<?xml version='1.0'?><svg/>"),
        std::string("<svg onload='alert(1)'/>"), std::string("GIF89a"), std::string("MZ"),
        std::string("PK\x03\x04 no archive"), archive({"readme.txt"}),
        archive({"[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"}),
        archive({"[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"})})
    EXPECT_TRUE(type(bytes).starts_with("refused: only")) << type(bytes);
}

TEST(FileType, AnotherOneThanDeclaredIsRefused) {
  EXPECT_EQ(type(png(8, 8), "image/jpeg"),
            "refused: the file is called image/jpeg, but its bytes are image/png");
  EXPECT_TRUE(type("%PDF-1.7", "text/html").starts_with("refused"));
  EXPECT_EQ(type(png(8, 8), "application/octet-stream"), "image/png");
  EXPECT_EQ(type(jpeg(8, 8), "image/JPG; q=1"), "image/jpeg");
}

TEST(FileType, APhotoThatNoBrowserShowsIsNamed) {
  auto heic = type(std::string("\0\0\0\x18"
                               "ftypheic",
                               12),
                   "image/heic");
  EXPECT_NE(heic.find("HEIC"), std::string::npos) << heic;
}

}  // namespace
}  // namespace qs::exhibit
