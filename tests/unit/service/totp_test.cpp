#include "edge/service/totp.h"

#include <gtest/gtest.h>

#include "edge/service/password.h"
#include "edge/service/qr_code.h"

namespace qs::service {
namespace {

// RFC 4226, appendix D.
TEST(Totp, CodesOfRfc4226) {
  const std::vector<std::string> kCodes{"755224", "287082", "359152", "969429", "338314",
                                        "254676", "287922", "162583", "399871", "520489"};
  for (size_t i = 0; i < kCodes.size(); ++i)
    EXPECT_EQ(one_time_code("12345678901234567890", i), kCodes[i]) << i;
}

// RFC 6238, appendix B, the column of SHA-1.
TEST(Totp, CodesOfRfc6238) {
  const std::vector<std::pair<uint64_t, std::string>> kCodes{
      {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
      {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [second, code] : kCodes)
    EXPECT_EQ(one_time_code("12345678901234567890", second / 30, 8), code) << second;
}

TEST(Totp, Base32OfRfc4648) {
  EXPECT_EQ(decode_base32("MZXW6YTBOI======"), "foobar");
  EXPECT_EQ(decode_base32("mzxw 6ytb oi"), "foobar");
  EXPECT_EQ(decode_base32("M1"), std::nullopt);
  EXPECT_EQ(decode_base32(std::string(200, 'A')), std::nullopt);
}

TEST(Totp, ACodeServesOnceAndAStepLate) {
  auto secret = new_totp_secret();
  ASSERT_EQ(decode_base32(secret)->size(), 20u);
  auto now = from_ms(1'777'777'777'000);
  auto step = to_ms(now) / 30'000;
  auto code = [&](int64_t at) {
    return one_time_code(*decode_base32(secret), static_cast<uint64_t>(at));
  };
  EXPECT_EQ(totp_step(secret, code(step), now, std::nullopt), step);
  EXPECT_EQ(totp_step(secret, code(step - 1), now, std::nullopt), step - 1);
  EXPECT_EQ(totp_step(secret, code(step + 1), now, std::nullopt), step + 1);
  EXPECT_EQ(totp_step(secret, code(step - 2), now, std::nullopt), std::nullopt);
  EXPECT_EQ(totp_step(secret, code(step), now, step), std::nullopt);
  EXPECT_EQ(totp_step(secret, code(step - 1), now, step), std::nullopt);
  EXPECT_EQ(totp_step(secret, code(step).substr(1), now, std::nullopt), std::nullopt);
  EXPECT_EQ(totp_step("", code(step), now, std::nullopt), std::nullopt);
}

TEST(Totp, TheUriEscapesWhatPeopleAreCalled) {
  EXPECT_EQ(totp_uri("Qingshan", "li&x=1", "ABC"),
            "otpauth://totp/Qingshan:li%26x%3D1?secret=ABC&issuer=Qingshan&algorithm=SHA1&"
            "digits=6&period=30");
}

TEST(Totp, TheQrCodeIsDrawnHere) {
  auto code = qr_code("otpauth://totp/Qingshan:admin?secret=ABC");
  ASSERT_TRUE(code);
  EXPECT_GE(code->size, 21);
  // The finder pattern at the top left: seven dark modules in a row.
  for (int x = 0; x < 7; ++x)
    EXPECT_NE(code->path.find(fmt::format("M{} 0h", x)), std::string::npos) << x;
  EXPECT_EQ(code->path.find("M7 0h"), std::string::npos);
  EXPECT_FALSE(qr_code(std::string(5000, 'x')));
}

TEST(Password, WhatNobodyShouldHave) {
  for (auto bad : {"short", "password123", "Password1234", "1111111111", "aaaaaaaaaaaaa",
                   "zhangsan-2026", "九个字符的口令不够"})
    EXPECT_TRUE(password_fault(bad, "zhangsan", "张三")) << bad;
  for (auto good : {"correct horse", "十个以上的字符就可以了呀", "k3v9-x82m-aa0"})
    EXPECT_FALSE(password_fault(good, "zhangsan", "张三")) << good;
  EXPECT_TRUE(password_fault("我是张三我怕谁呀呀呀", "zs", "张三"));
}

}  // namespace
}  // namespace qs::service
