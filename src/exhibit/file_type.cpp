#include "exhibit/file_type.h"

#include <algorithm>
#include <array>

#include "table/workbook.h"

namespace qs::exhibit {
namespace {

constexpr std::string_view kDocx =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr std::string_view kXlsx =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// What a file of this type has at these places.
struct Signature {
  std::string_view type, first;
  size_t at = 0;
  std::string_view then = {};
};
constexpr std::array<Signature, 4> kSignatures{{
    {"image/jpeg", "\xFF\xD8\xFF"},
    {"image/png", "\x89PNG\r\n\x1A\n"},
    {"image/webp", "RIFF", 8, "WEBP"},
    {"application/pdf", "%PDF-"},
}};
// Still pictures in the container of mp4.
constexpr std::array<std::string_view, 6> kStillBrands{"heic", "heix", "heim",
                                                       "mif1", "msf1", "avif"};

bool has(std::string_view bytes, size_t at, std::string_view part) {
  return bytes.size() >= at && bytes.substr(at).starts_with(part);
}

std::string_view office_type(std::string_view bytes) {
  auto archive = table::Workbook::open(std::string(bytes));
  if (!archive || !(*archive)->has("[Content_Types].xml")) return {};
  auto is = [&](const char* document, const char* macros) {
    return (*archive)->has(document) && !(*archive)->has(macros);
  };
  if (is("word/document.xml", "word/vbaProject.bin")) return kDocx;
  if (is("xl/workbook.xml", "xl/vbaProject.bin")) return kXlsx;
  return {};
}

std::string_view sniff(std::string_view bytes) {
  for (const auto& s : kSignatures)
    if (has(bytes, 0, s.first) && has(bytes, s.at, s.then)) return s.type;
  if (has(bytes, 4, "ftyp")) return "video/mp4";
  if (has(bytes, 0, "PK\x03\x04")) return office_type(bytes);
  return {};
}

bool is_still(std::string_view bytes) {
  return has(bytes, 4, "ftyp") && std::ranges::any_of(kStillBrands, [&](std::string_view brand) {
           return has(bytes, 8, brand);
         });
}

// Other names that browsers have for a type.
constexpr std::pair<std::string_view, std::string_view> kAlso[] = {
    {"image/jpg", "image/jpeg"},
    {"image/pjpeg", "image/jpeg"},
    {"video/quicktime", "video/mp4"},  // the same container
};

// Without parameters, in small letters.
std::string plain(std::string_view declared) {
  std::string type;
  for (char c : declared.substr(0, declared.find(';')))
    if (c != ' ') type += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return type;
}

bool says_nothing(std::string_view declared) {
  return declared.empty() || declared == "application/octet-stream";
}

}  // namespace

Result<std::string_view> type_of(std::string_view bytes, std::string_view declared) {
  if (is_still(bytes))
    return fail("HEIC and AVIF photos are not taken: set the camera to JPEG (most compatible)");
  auto type = sniff(bytes);
  if (type.empty())
    return fail("only jpeg, png, webp, pdf, mp4, docx and xlsx files are taken, without macros");
  auto said = plain(declared);
  for (const auto& [also, name] : kAlso)
    if (said == also) said = name;
  if (!says_nothing(said) && said != type)
    return fail(fmt::format("the file is called {}, but its bytes are {}", said, type));
  return type;
}

bool is_shown(std::string_view type) {
  return type != kDocx && type != kXlsx;
}

}  // namespace qs::exhibit
