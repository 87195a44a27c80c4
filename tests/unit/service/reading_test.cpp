// Shapes and figures of what is read, as docs/api.md writes them.
#include "unit/service/world.h"

namespace qs::service::testing {
namespace {

using observe::Cadence;
using observe::Measure;

class Reading : public World {
 protected:
  Reading() : duty(log_in("duty")) {}
  void index(std::string factor, Instant at, double value, Cadence cadence = Cadence::hour) {
    keep({"A1", std::move(factor), cadence, Measure::index}, to_ms(at), value);
  }
  Login duty;
  Instant hour = *parse_instant("2026-05-01T09:00:00");
};

TEST_F(Reading, Health) {
  now += std::chrono::seconds{90};
  auto body = json(get("/api/v1/health"));
  EXPECT_EQ(body["status"], "ok");
  EXPECT_EQ(body["version"], "0.1.0");
  EXPECT_EQ(body["uptime_s"], 90);
  EXPECT_TRUE(body.contains("seq"));
}

TEST_F(Reading, District) {
  auto body = json(get("/api/v1/district", duty));
  EXPECT_EQ(body["centre"], Json::array({113.68, 34.75}));
  EXPECT_EQ(body["outline"]["type"], "Polygon");
  EXPECT_EQ(body["streets"].size(), 2u);
  EXPECT_TRUE(body["streets"][0]["geometry"].is_null());
  EXPECT_EQ(body["today_standard"], "GB 3095-2026");
}

TEST_F(Reading, SiteWithItsIndex) {
  index("AQI", hour, 78);
  index("IAQI:a34004", hour, 78);
  index("IAQI:a34002", hour, 55);
  index("AQI@today", hour, 99);
  auto site = json(get("/api/v1/sites/A1", duty));
  EXPECT_EQ(site["kind"], "air_standard");
  EXPECT_EQ(site["status"], "alarm");
  EXPECT_EQ(site["at"], to_ms(hour));
  EXPECT_EQ(site["devices"], Json::array({"D1"}));
  const auto& now_index = site["index"];
  EXPECT_EQ(now_index["index"], "AQI");
  EXPECT_EQ(now_index["value"], 78);
  EXPECT_EQ(now_index["category"], "2");
  EXPECT_EQ(now_index["colour"], "#FFFF00");
  EXPECT_EQ(now_index["primary"], Json::array({"a34004"}));
  EXPECT_EQ(now_index["standard"], "HJ 633-2012");
  EXPECT_EQ(now_index["unverified"], false);
}

TEST_F(Reading, NothingIsToBlameForCleanAir) {
  index("AQI", hour, 50);
  index("IAQI:a34004", hour, 50);
  EXPECT_EQ(json(get("/api/v1/sites/A1", duty))["index"]["primary"], Json::array());
}

TEST_F(Reading, AnItemOfAnotherHourDoesNotCount) {
  index("AQI", hour, 78);
  index("IAQI:a34004", hour, 78);
  index("IAQI:a34002", hour - std::chrono::hours{1}, 95);
  EXPECT_EQ(json(get("/api/v1/sites/A1", duty))["index"]["primary"], Json::array({"a34004"}));
}

TEST_F(Reading, IndexHistoryShowsTodaysStandardBeside) {
  index("AQI", hour, 45);
  index("IAQI:a34004", hour, 45);
  index("AQI@today", hour, 60);
  auto points = json(get("/api/v1/sites/A1/index?cadence=hour", duty));
  ASSERT_EQ(points.size(), 1u);
  EXPECT_EQ(points[0]["items"]["a34004"], 45);
  EXPECT_EQ(points[0]["category"], "1");
  EXPECT_EQ(points[0]["also"]["value"], 60);
  EXPECT_EQ(points[0]["also"]["category"], "2");
}

TEST_F(Reading, MapOfAMoment) {
  index("AQI", hour - std::chrono::hours{2}, 40);
  index("AQI", hour, 78);
  auto at = [&](Instant t) { return fmt::format("/api/v1/map?at={}", to_ms(t)); };
  EXPECT_EQ(json(get("/api/v1/map", duty))[0]["index"]["value"], 78);
  EXPECT_EQ(json(get(at(hour - std::chrono::hours{1}), duty))[0]["index"]["value"], 40);
  EXPECT_EQ(json(get(at(hour - std::chrono::hours{20}), duty)), Json::array());
  EXPECT_EQ(get(at(now - std::chrono::hours{73}), duty).status, 422);
  EXPECT_EQ(get(at(now + std::chrono::hours{1}), duty).status, 422);
}

TEST_F(Reading, StatusOfASite) {
  auto status = [&](std::string id) { return json(get("/api/v1/sites/" + id, duty))["status"]; };
  put("alert", "al2",
      {{"site", std::string("A2")}, {"state", std::string("resolved")}, {"began_at", to_ms(now)}});
  EXPECT_EQ(status("A2"), "silent");
  health.devices["D2"].online = true;
  EXPECT_EQ(status("A2"), "ok");
  put("device", "D2", {{"site", std::string("A2")}, {"state", std::string("quarantined")}});
  EXPECT_EQ(status("A2"), "quarantined");
  put("station", "A3", {{"kind", std::string("river")}});
  EXPECT_EQ(status("A3"), "ok");
}

TEST_F(Reading, SeriesWithLimits) {
  observe::SeriesKey key{"A1", "a34004", Cadence::hour, Measure::avg};
  keep(key, to_ms(hour - std::chrono::hours{1}), 35.5);
  keep(key, to_ms(hour), 180, observe::Origin::audit);
  auto body = json(get("/api/v1/sites/A1/series?factors=PM25&cadence=hour", duty));
  ASSERT_EQ(body.size(), 1u);
  EXPECT_EQ(body[0]["factor"], "a34004");
  EXPECT_EQ(body[0]["unit"], "ug/m3");
  EXPECT_EQ(body[0]["measure"], "avg");
  auto earlier = Json::array({to_ms(hour - std::chrono::hours{1}), 35.5, "N", "device", false});
  EXPECT_EQ(body[0]["points"][0], earlier);
  EXPECT_EQ(body[0]["points"][1], Json::array({to_ms(hour), 180, "N", "audit", true}));
  ASSERT_EQ(body[0]["limits"].size(), 1u);
  EXPECT_EQ(body[0]["limits"][0]["value"], 75);
  EXPECT_EQ(body[0]["limits"][0]["clause"], "表1");
}

TEST_F(Reading, SeriesAsMeasuredBesideTheCorrectedOne) {
  observe::SeriesKey key{"A1", "a34004", Cadence::hour, Measure::avg};
  keep(key, to_ms(hour), 50);
  keep(key, to_ms(hour), 40, observe::Origin::calibrated);
  auto point = [&](std::string as) {
    return json(get("/api/v1/sites/A1/series?factors=a34004" + as, duty))[0]["points"][0];
  };
  EXPECT_EQ(point(""), Json::array({to_ms(hour), 40, "N", "calibrated", false}));
  EXPECT_EQ(point("&as=measured"), Json::array({to_ms(hour), 50, "N", "device", false}));
}

TEST_F(Reading, CalibrationOfAMicroStation) {
  auto week = to_ms(hour) - 7 * 86'400'000ll;
  auto fit = [&](int64_t from, std::string state, std::string reason) {
    ledger::Fields fields{
        {"site", std::string("A1")},
        {"factor", std::string("a34004")},
        {"occasion", std::string("weekly")},
        {"state", state},
        {"valid_from", from},
        {"valid_until", from + 56 * 86'400'000ll},
        {"window_from", from - week},
        {"window_until", from},
        {"pairs", int64_t{150}},
        {"slope", 0.8},
        {"offset", -3.5},
        {"r2_before", -0.2},
        {"r2_after", 0.9},
        {"intercept", 1.5},
        {"terms", std::string(R"([{"factor":"a34004","slope":0.8,"low":3,"high":90}])")},
        {"references", std::string(R"([{"site":"A2","km":1.5}])")}};
    if (!reason.empty()) fields["reason"] = reason;
    put("calibration", fmt::format("A1:a34004:{}", from), fields);
  };
  auto nothing = json(get("/api/v1/sites/A1/calibration", duty));
  EXPECT_EQ(nothing["plan"], nullptr);  // this library declares none
  EXPECT_EQ(nothing["factors"], Json::array());
  fit(week, "applied", "");
  fit(to_ms(hour), "rejected", "few_pairs");
  auto body = json(get("/api/v1/sites/A1/calibration", duty))["factors"];
  ASSERT_EQ(body.size(), 1u);
  EXPECT_EQ(body[0]["code"], "a34004");
  EXPECT_EQ(body[0]["unit"], "ug/m3");
  EXPECT_EQ(body[0]["fit"]["valid_from"], week);  // the rejected one is not in force
  EXPECT_EQ(body[0]["fit"]["terms"][0]["name_en"], "PM2.5");
  EXPECT_EQ(body[0]["fit"]["slope_change"], nullptr);
  EXPECT_FALSE(body[0]["fit"]["who"].get<std::string>().empty());
  ASSERT_EQ(body[0]["history"].size(), 2u);
  EXPECT_EQ(body[0]["history"][0]["reason"], "few_pairs");
  EXPECT_EQ(body[0]["history"][1]["references"][0]["km"], 1.5);
  EXPECT_EQ(get("/api/v1/sites/nowhere/calibration", duty).status, 404);
}

TEST_F(Reading, SeriesQueriesThatMakeNoSense) {
  for (auto query : {"as=imagined", "cadence=century", "from=9&until=5", "from=abc", "from=-5",
                     "until=9e9", "from=99999999999999999999"})
    EXPECT_EQ(get(std::string("/api/v1/sites/A1/series?") + query, duty).status, 422) << query;
  EXPECT_EQ(get("/api/v1/sites/nowhere/series", duty).status, 404);
}

TEST_F(Reading, VersionsAndFrames) {
  observe::SeriesKey key{"A1", "a34004", Cadence::hour, Measure::avg};
  observe::Batch batch;
  batch.received = now;
  batch.frames.push_back({"D1", now, "##0001\xB9\xDC"});
  batch.samples.push_back(
      {.series = *series->open(key), .time = to_ms(hour), .value = 35, .frame = 1});
  ASSERT_TRUE(series->append(batch));
  auto target = fmt::format("/api/v1/sites/A1/versions?factor=a34004&cadence=hour&measure=avg&t={}",
                            to_ms(hour));
  auto versions = json(get(target, duty));
  ASSERT_EQ(versions.size(), 1u);
  EXPECT_EQ(versions[0]["value"], 35);
  auto admin = log_in("admin");
  auto seq = versions[0]["frame"].get<uint64_t>();
  auto frame = json(get(fmt::format("/api/v1/frames/{}", seq), admin));
  EXPECT_EQ(frame["device"], "D1");
  EXPECT_EQ(frame["bytes_base64"], "IyMwMDAxudw=");
  EXPECT_EQ(frame["decoded"]["CN"], "2011");
  EXPECT_EQ(frame["text"].get<std::string>().substr(0, 6), "##0001");
  EXPECT_EQ(get("/api/v1/frames/999", admin).status, 404);
  EXPECT_EQ(get("/api/v1/frames/abc", admin).status, 404);
  EXPECT_EQ(json(get("/api/v1/devices/D1/frames?limit=5", admin)).size(), 1u);
}

TEST_F(Reading, AlertsAndCases) {
  auto alerts = json(get("/api/v1/alerts?state=firing", duty));
  ASSERT_EQ(alerts.size(), 2u);
  for (auto field : {"id", "rule", "rule_zh", "rule_en", "site", "site_zh", "street", "factor",
                     "state", "severity", "value", "threshold", "unit", "limit", "began_at",
                     "fired_at", "resolved_at", "case"})
    EXPECT_TRUE(alerts[0].contains(field)) << field;
  EXPECT_EQ(json(get("/api/v1/alerts?state=resolved", duty)), Json::array());
  EXPECT_EQ(json(get("/api/v1/alerts/al1", duty))["history"].size(), 1u);
  auto cases = json(get("/api/v1/cases?state=open&limit=1", duty));
  EXPECT_EQ(cases["total"], 2);
  ASSERT_EQ(cases["items"].size(), 1u);
  EXPECT_EQ(cases["items"][0]["overdue"], true);
  EXPECT_EQ(cases["items"][0]["step_zh"], "受理");
  auto one = json(get("/api/v1/cases/al1", duty));
  EXPECT_EQ(one["timeline"][0]["verb"], "open");
  EXPECT_EQ(one["actions"][0]["needs"], Json::array({"text"}));
  EXPECT_EQ(json(get("/api/v1/cases/al1", log_in("viewer")))["actions"], Json::array());
}

TEST_F(Reading, Devices) {
  health.devices["D1"] = {.online = true, .clock_offset_s = 2.5, .refusals = {{"crc", 4}}};
  auto admin = log_in("admin");
  auto devices = json(get("/api/v1/devices?state=admitted", admin));
  ASSERT_EQ(devices.size(), 2u);
  EXPECT_EQ(devices[0]["online"], true);
  EXPECT_EQ(devices[0]["clock_offset_s"], 2.5);
  EXPECT_EQ(devices[0]["refusals"]["crc"], 4);
  auto quarantined = json(get("/api/v1/devices?state=quarantined", admin));
  EXPECT_EQ(quarantined[0]["first_frame"], "##01");
}

TEST_F(Reading, Standards) {
  auto list = json(get("/api/v1/standards", duty));
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0]["standard"], "GB 3095-2012");
  auto limits = json(get("/api/v1/standards/limits?standard=GB 3095&factor=PM25", duty));
  ASSERT_EQ(limits.size(), 1u);
  EXPECT_EQ(limits[0]["factor_zh"], "细颗粒物");
  EXPECT_EQ(limits[0]["comparison"], "at_most");
  EXPECT_EQ(json(get("/api/v1/standards/limits?day=2015-01-01", duty)), Json::array());
  EXPECT_EQ(get("/api/v1/standards/limits?day=May", duty).status, 422);
  EXPECT_EQ(json(get("/api/v1/factors", duty))[0]["old_code"], "PM25");
}

TEST_F(Reading, Summary) {
  auto body = json(get("/api/v1/summary", duty));
  EXPECT_EQ(body["day"], "2026-05-01");
  EXPECT_EQ(body["good_days"], 100);
  EXPECT_TRUE(body["pm25_mean"].is_null());
  EXPECT_EQ(body["alerts_firing"], 2);
  EXPECT_EQ(body["cases_open"], 2);
  EXPECT_EQ(body["cases_overdue"], 2);
  EXPECT_EQ(body["cases_by_street"][0], (Json{{"street", "s1"}, {"open", 1}, {"overdue", 1}}));
}

TEST_F(Reading, PeopleWithoutSecrets) {
  auto text = get("/api/v1/users", duty).body;
  EXPECT_EQ(text.find("argon2"), text.npos);
  EXPECT_EQ(text.find("138"), text.npos);
  EXPECT_EQ(Json::parse(text).size(), 5u);
}

TEST_F(Reading, ForwardsProofMetricsCompleteness) {
  auto admin = log_in("admin");
  EXPECT_EQ(json(get("/api/v1/forwards", admin))[0]["last_error"], "refused");
  EXPECT_EQ(json(get("/api/v1/proof", admin))["ledger"].size(), 1u);
  auto metrics = get("/metrics").body;
  EXPECT_NE(metrics.find("qingshan_frames"), metrics.npos);
  EXPECT_NE(metrics.find("qingshan_sessions 2"), metrics.npos);
  auto hours = json(get("/api/v1/sites/A1/completeness", duty));
  EXPECT_EQ(hours[0]["received"], 59);
}

}  // namespace
}  // namespace qs::service::testing
