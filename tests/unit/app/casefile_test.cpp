// A case's measured part: what a package says of an excess is made again from it, and nothing else.
#include <gtest/gtest.h>

#include "app/casefile/check.h"
#include "app/casefile/reckoning.h"
#include "base/digest.h"
#include "unit/app/guancheng.h"

namespace qs::app {
namespace {

using observe::Cadence;
using observe::Measure;
using observe::Origin;

constexpr std::string_view kDevice = "41010431A000000000000054";
constexpr observe::SeriesId kNox = 1, kNoxHour = 2, kOxygen = 3, kOxygenHour = 4, kConverted = 5;

std::string frame_of(Instant at, double nox, double oxygen) {
  auto body = fmt::format(
      "QN={0}00000000;ST=31;CN=2051;PW=123456;MN={1};Flag=5;CP=&&DataTime={0};"
      "a21002-Avg={2},a21002-Flag=N;a19001-Avg={3},a19001-Flag=N&&",
      compact(at), kDevice, nox, oxygen);
  return fmt::format("##{:04}{}0000", body.size(), body);
}

observe::Version version(observe::SeriesId series, Instant at, double value, Origin origin,
                         observe::Seq seq, observe::Seq frame) {
  observe::Version v;
  v.sample = {series, observe::Mark::normal, origin, to_ms(at), value, frame};
  v.seq = seq;
  v.received = at + std::chrono::minutes{6};
  v.by = origin == Origin::device ? "device" : "flow";
  return v;
}

standard::Tables law() {
  const auto& all = guancheng().library.tables();
  standard::Tables out;
  out.units = all.units;
  for (const auto& factor : all.factors)
    if (factor.code == "a21002" || factor.code == "a19001") out.factors.push_back(factor);
  for (const auto& rule : all.rules)
    if (rule.name.starts_with("gas.")) out.rules.push_back(rule);
  for (const auto& limit : all.limits)
    if (limit.source.standard == "GB 13271-2014" && limit.factor == "a21002" &&
        limit.scope == "table3:gas")
      out.limits.push_back(limit);
  return out;
}

// One hour at 140 mg/m3 and 6 % oxygen: 140 · (21 - 3.5) / (21 - 6) = 163.3 (GB 13271-2014 表3:
// 150).
Matter excess() {
  auto hour = *parse_instant("2026-05-01T03:00");
  Matter m{.case_id = "case",
           .alert = "alert",
           .rule_zh = "超标",
           .rule_en = "over",
           .site = "outlet-gas-1",
           .site_zh = "排口",
           .site_en = "outlet",
           .factor = "a21002",
           .statistic = "zs_hour"};
  m.span = {hour, hour + std::chrono::hours{1}};
  m.setting = {.outlet = true, .reference_oxygen = 3.5};
  m.law = law();
  m.limit = m.law.limits.at(0).id;
  auto series = [&](observe::SeriesId id, const char* factor, Cadence cadence, Measure measure) {
    m.series.push_back({id, {m.site, factor, cadence, measure}, 1, 0, "", ""});
  };
  series(kNox, "a21002", Cadence::minute, Measure::avg);
  series(kNoxHour, "a21002", Cadence::hour, Measure::avg);
  series(kOxygen, "a19001", Cadence::minute, Measure::avg);
  series(kOxygenHour, "a19001", Cadence::hour, Measure::avg);
  series(kConverted, "a21002", Cadence::hour, Measure::zs_avg);
  for (int i = 0; i < 12; ++i) {
    auto at = hour + std::chrono::minutes{5 * i};
    auto seq = static_cast<observe::Seq>(10 * (i + 1));
    auto bytes = frame_of(at, 140, 6);
    auto sha256 = sha256_hex(bytes), sm3 = sm3_hex(bytes);
    m.frames.push_back({seq, {std::string(kDevice), at, std::move(bytes)}, sha256, sm3});
    m.values[kNox].push_back(version(kNox, at, 140, Origin::device, seq + 1, seq));
    m.values[kOxygen].push_back(version(kOxygen, at, 6, Origin::device, seq + 2, seq));
  }
  m.values[kNoxHour] = {version(kNoxHour, hour, 140, Origin::derived, 200, 0)};
  m.values[kOxygenHour] = {version(kOxygenHour, hour, 6, Origin::derived, 201, 0)};
  m.values[kConverted] = {version(kConverted, hour, 140 * 17.5 / 15, Origin::derived, 202, 0)};
  return m;
}

PaperTexts texts_of(const Matter& matter) {
  PaperTexts out;
  for (auto& paper : papers_of(matter)) out.emplace(paper.name, paper.bytes);
  auto reckoned = reckon(matter);
  EXPECT_TRUE(reckoned) << (reckoned ? "" : reckoned.error().message());
  if (reckoned) out.emplace(kVerdictFile, verdict_json(*reckoned));
  return out;
}

std::string told(const MatterCheck& check) {
  std::string out;
  for (const auto& flaw : check.flaws) out += flaw.name + ": " + flaw.text + "\n";
  return out;
}

void replace(std::string& text, std::string_view old, std::string_view now) {
  auto at = text.find(old);
  ASSERT_NE(at, text.npos) << old;
  text.replace(at, old.size(), now);
}

TEST(CaseFile, IsReadAgainAsItWasWrittenAndHolds) {
  auto matter = excess();
  auto texts = texts_of(matter);
  auto again = matter_of(texts);
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_EQ(texts_of(*again), texts);
  auto check = check_matter(texts);
  EXPECT_EQ(told(check), "");
  EXPECT_EQ(check.frames, 12u);
  EXPECT_EQ(check.reread, 12u);
  EXPECT_EQ(check.traced, 24u);
  EXPECT_EQ(check.values, 27u);
  EXPECT_EQ(check.remade, 3u);
  EXPECT_EQ(check.judged, 1u);
  EXPECT_EQ(check.exceeding, 1u);
}

TEST(CaseFile, SaysTheArithmeticOfItsVerdict) {
  auto reckoned = reckon(excess());
  ASSERT_TRUE(reckoned);
  const auto& judged = reckoned->back();
  EXPECT_EQ(judged.words_zh, "140 × (21 - 3.5) / (21 - 6) = 163.333");
  ASSERT_TRUE(judged.verdict);
  EXPECT_EQ(judged.verdict->outcome, evaluate::Outcome::exceeds);
  EXPECT_EQ(judged.verdict->limit_value, 150);
}

TEST(CaseFile, NamesAValueThatItsFrameDoesNotSay) {
  auto texts = texts_of(excess());
  replace(texts.at("values.csv"), ",140,N,device", ",141,N,device");
  EXPECT_NE(told(check_matter(texts)).find("frame 10 says 140"), std::string::npos);
}

TEST(CaseFile, NamesAFrameThatWasForgedWithItsDigests) {
  auto forged = excess();
  auto& frame = forged.frames.at(3);
  replace(frame.raw.bytes, "a21002-Avg=140", "a21002-Avg=100");
  frame.sha256 = sha256_hex(frame.raw.bytes);
  frame.sm3 = sm3_hex(frame.raw.bytes);
  EXPECT_NE(told(check_matter(texts_of(forged))).find("frame 40 says 100"), std::string::npos);
  frame.sm3 = sm3_hex("something else");
  EXPECT_NE(told(check_matter(texts_of(forged))).find("not those of its digests"),
            std::string::npos);
}

TEST(CaseFile, NamesAnHourThatItsMinutesDoNotMake) {
  auto forged = excess();
  forged.values.at(kNoxHour).front().sample.value = 120;
  EXPECT_NE(told(check_matter(texts_of(forged))).find("made again it is 140"), std::string::npos);
}

TEST(CaseFile, NamesALimitThatWasChangedAfterTheVerdict) {
  auto texts = texts_of(excess());
  replace(texts.at("law.json"), "\"upper\": 150.0", "\"upper\": 200.0");
  EXPECT_NE(told(check_matter(texts)).find("verdict.json"), std::string::npos);
}

TEST(CaseFile, APersonsDecisionStandsOverWhatIsSentAgain) {
  auto matter = excess();
  auto hour = matter.span.from;
  auto& versions = matter.values.at(kNoxHour);
  versions.push_back(version(kNoxHour, hour, 90, Origin::audit, 300, 0));
  versions.push_back(version(kNoxHour, hour, 140, Origin::derived, 301, 0));
  EXPECT_EQ(matter.standing(kNoxHour).front().value, 90);
}

TEST(CaseFile, TakesNoFigureThatNothingMeasuredHas) {
  auto texts = texts_of(excess());
  replace(texts.at("values.csv"), ",140,N,device", ",1e300,N,device");
  EXPECT_NE(told(check_matter(texts)).find("beyond all bounds"), std::string::npos);
  texts.at("law.json") = "[";
  EXPECT_NE(told(check_matter(texts)), "");
}

}  // namespace
}  // namespace qs::app
