#include "edge/notify/mail_text.h"

#include <openssl/evp.h>

#include <algorithm>

#include "base/digest.h"
#include "edge/notify/cut.h"

namespace qs::notify {
namespace {

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  auto size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                              reinterpret_cast<const unsigned char*>(bytes.data()),
                              static_cast<int>(bytes.size()));
  out.resize(static_cast<size_t>(size));
  return out;
}

// RFC 2047: no character is torn.
std::string encoded_words(std::string_view text) {
  constexpr size_t kBytes = 36;  // of one word: the line with the head has at most 76 letters
  std::string out;
  while (!text.empty()) {
    auto size = std::min(text.size(), kBytes);
    while (size < text.size() && size > 1 && (text[size] & 0xC0) == 0x80) --size;
    out +=
        fmt::format("{}=?UTF-8?B?{}?=", out.empty() ? "" : "\r\n ", base64(text.substr(0, size)));
    text.remove_prefix(size);
  }
  return out;
}

std::string in_lines(const std::string& letters) {
  constexpr size_t kLine = 76;
  std::string out;
  for (size_t at = 0; at < letters.size(); at += kLine) out += letters.substr(at, kLine) + "\r\n";
  return out;
}

// "Fri, 01 May 2026 08:30:00 +0800"
std::string date_text(Instant at) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto day = day_of(at);
  auto weekday = std::chrono::weekday(std::chrono::sys_days(day)).c_encoding();
  std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - start_of(day)));
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0800", kDays[weekday],
                     static_cast<unsigned>(day.day()),
                     kMonths[static_cast<unsigned>(day.month()) - 1], static_cast<int>(day.year()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace

bool is_address(std::string_view text) {
  constexpr size_t kLongest = 254;  // RFC 5321, 4.5.3.1.3
  auto at = text.find('@');
  auto fits = [](unsigned char c) {
    return c > ' ' && c < 0x7F &&
           std::string_view("<>()[],;:\\\"").find(static_cast<char>(c)) == std::string_view::npos;
  };
  return text.size() <= kLongest && at != 0 && at + 1 < text.size() && at != text.npos &&
         text.find('@', at + 1) == text.npos && std::ranges::all_of(text, fits);
}

std::string mail_text(const std::string& from, const Message& message) {
  constexpr size_t kLongestSubject = 90;
  auto subject = cut(message.text_zh.substr(0, message.text_zh.find('\n')), kLongestSubject);
  auto domain = from.substr(from.find('@') + 1);
  auto body = message.text_zh + "\n\n" + message.text_en + "\n";
  return fmt::format(
      "From: <{}>\r\nTo: <{}>\r\nDate: {}\r\nMessage-ID: <{}@{}>\r\nSubject: {}\r\n"
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
      "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n{}",
      from, message.to, date_text(message.at), sha256_hex(message.id).substr(0, 32), domain,
      encoded_words(subject), in_lines(base64(body)));
}

}  // namespace qs::notify
