#include "edge/gateway/http/batch.h"

#include <gtest/gtest.h>

namespace qs::gateway {
namespace {

using observe::Cadence;
using observe::Measure;

class TwoFactors : public observe::DeviceBook {
 public:
  std::optional<observe::DeviceProfile> device(std::string_view mn) const override {
    if (mn != "D1" && mn != "Q1") return std::nullopt;
    observe::DeviceProfile profile;
    profile.id = mn;
    profile.admitted = mn == "D1";
    return profile;
  }
  uint64_t version() const override { return 1; }
  Result<observe::Channel> channel(const observe::DeviceProfile&, std::string_view factor,
                                   Cadence cadence, Measure measure) override {
    ++asked;
    if (factor == "a34004")
      return observe::Channel{cadence == Cadence::hour && measure == Measure::avg ? 7u : 8u, 1, 0};
    if (factor == "CO") return observe::Channel{9, 0.5, 1};
    return fail("unknown factor", std::string(factor));
  }
  void quarantine(std::string_view, std::string_view, std::string_view, std::string_view) override {
  }
  Result<void> offer_key(std::string_view, std::string_view) override { return {}; }
  void key_spoken(std::string_view) override {}
  void remember_switches(std::string_view, std::string_view) override {}
  int asked = 0;
};

const Instant kNow = from_ms(1'790'000'000'000);

Result<ParsedBatch> parse(std::string_view body) {
  TwoFactors book;
  return parse_batch(body, book, kNow);
}

TEST(HttpBatch, BindsRecordsToChannels) {
  TwoFactors book;
  constexpr std::string_view kBody = R"({"device":"D1","records":[
    {"t":1789999200000,"factor":"a34004","value":35.5,"cadence":"hour"},
    {"t":1789999260000,"factor":"CO","value":3,"mark":"D"},
    {"t":1789999260000,"factor":"CO","value":4,"mark":null}]})";
  auto batch = parse_batch(kBody, book, kNow);
  ASSERT_TRUE(batch) << batch.error().message();
  const auto& samples = batch->delivery.samples;
  ASSERT_EQ(samples.size(), 3u);
  EXPECT_EQ(samples[0].series, 7u);
  EXPECT_EQ(samples[0].value, 35.5);
  EXPECT_EQ(samples[1].value, 2.5);
  EXPECT_EQ(samples[1].mark, observe::Mark::fault);
  EXPECT_EQ(samples[2].mark, observe::Mark::normal);
  EXPECT_EQ(batch->delivery.frame.device, "D1");
  EXPECT_EQ(batch->delivery.frame.bytes, kBody);
  EXPECT_TRUE(batch->refused.empty());
  EXPECT_EQ(book.asked, 2);  // each key once
}

TEST(HttpBatch, ABadRecordDoesNotHurtTheOthers) {
  auto batch = parse(R"({"device":"D1","records":[
    7,
    {"t":"now","factor":"a34004","value":1},
    {"t":0,"factor":"a34004","value":1},
    {"t":1990000000000,"factor":"a34004","value":1},
    {"t":1789999200000,"factor":"a34004","value":"1"},
    {"t":1789999200000,"factor":"a34004","value":1e300},
    {"t":1789999200000,"factor":"xyz","value":1},
    {"t":1789999200000,"value":1},
    {"t":1789999200000,"factor":"a34004","value":1,"cadence":"weekly"},
    {"t":1789999200000,"factor":"a34004","value":2}]})");
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->refused_count, 9u);
  EXPECT_EQ(batch->delivery.samples.size(), 1u);
  EXPECT_EQ(batch->refused[6].index, 6u);
  EXPECT_NE(batch->refused[6].text.find("unknown factor"), std::string::npos);
}

TEST(HttpBatch, WholeFaultsRefuseAll) {
  EXPECT_NE(parse("{").error().text.find("not JSON"), std::string::npos);
  EXPECT_FALSE(parse("[]"));
  EXPECT_FALSE(parse("\xFF\xFE{}"));
  EXPECT_TRUE(parse(R"({"records":[]})").error().text.starts_with("device"));
  EXPECT_TRUE(parse(R"({"device":"D9","records":[]})").error().text.starts_with("device"));
  EXPECT_NE(parse(R"({"device":"Q1","records":[]})").error().text.find("quarantine"),
            std::string::npos);
  EXPECT_FALSE(parse(R"({"device":"D1"})"));
  EXPECT_FALSE(parse(std::string(kMostBatchBytes + 1, ' ')));
  std::string many = R"({"device":"D1","records":[0)";
  for (size_t i = 0; i < kMostBatchRecords; ++i) many += ",0";
  EXPECT_NE(parse(many + "]}").error().text.find("more than"), std::string::npos);
}

}  // namespace
}  // namespace qs::gateway
