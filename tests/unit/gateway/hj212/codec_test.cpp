#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "base/csv.h"
#include "base/json.h"
#include "edge/gateway/hj212/base64.h"
#include "edge/gateway/hj212/compose.h"
#include "edge/gateway/hj212/decode_verb.h"
#include "edge/gateway/hj212/number.h"
#include "edge/gateway/hj212/opened.h"

namespace qs::gateway::hj212 {
namespace {

constexpr std::string_view kSegment =
    "QN=20261121101700000;ST=23;CN=2011;PW=123456;MN=4101040A89000160000000F6;Flag=4;"
    "CP=&&DataTime=20261121101700;LA-Rtd=52.1&&";

// What a frame turned out to be, free of the cutter's storage.
struct Seen {
  CutKind kind;
  std::string segment, crc_text;
  bool length_ok;
  bool operator==(const Seen&) const = default;
};

std::vector<Seen> cut_all(const std::vector<std::string>& chunks) {
  FrameCutter cutter;
  std::vector<Seen> seen;
  auto keep = [&](const Cut& cut) {
    if (cut.kind != CutKind::garbage)
      seen.push_back(
          {cut.kind, std::string(cut.segment), std::string(cut.crc_text), cut.length_ok()});
  };
  for (const auto& chunk : chunks) {
    cutter.feed(chunk);
    while (auto cut = cutter.next()) keep(*cut);
  }
  while (auto cut = cutter.finish()) keep(*cut);
  return seen;
}

Json decode(std::string_view bytes, std::string_view key = {}) {
  return Json::parse(decode_line(encode_base64(bytes), key));
}

std::string unhex(const std::string& hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

// The facts' frames end in a spelt-out "\r\n".
std::string real_line_end(std::string frame) {
  auto at = frame.find("\\r\\n");
  return at == frame.npos ? frame : frame.substr(0, at) + "\r\n";
}

class Hj212Facts : public testing::Test {
 protected:
  void SetUp() override {
    auto text = read_file(QS_SHARED_DIR "/standards/hj212_frames_sample.json");
    if (!text) GTEST_SKIP() << "the standards' facts are not here: " << text.error().message();
    facts = Json::parse(*text);
  }
  Json facts;
};

uint16_t crc_by_the_text(std::string_view bytes) {
  unsigned crc = 0xFFFF;
  for (char c : bytes) {
    crc = (crc >> 8) ^ static_cast<uint8_t>(c);
    for (int i = 0; i < 8; ++i) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
  }
  return static_cast<uint16_t>(crc);
}

TEST(Hj212Crc, FoldedCrcIsThatOfAnnexAAtEveryLength) {
  std::mt19937 random(7);
  std::string bytes;
  for (int i = 0; i < 600; ++i) {
    ASSERT_EQ(crc_hj212(bytes), crc_by_the_text(bytes)) << bytes.size();
    bytes += static_cast<char>(random());
  }
}

TEST(Hj212Crc, KnowsItsVectors) {
  EXPECT_EQ(crc_hj212(""), 0xFFFF);
  EXPECT_EQ(crc_hj212("A"), 0x7080);
  EXPECT_EQ(crc_hj212("123456789"), 0x2F80);
  EXPECT_EQ(crc_modbus("123456789"), 0x4B37);
  EXPECT_EQ(check_crc("123456789", "2f80"), CrcVariant::hj212);
  EXPECT_EQ(check_crc("123456789", "4B37"), CrcVariant::modbus);
  EXPECT_EQ(check_crc("123456789", "374B"), CrcVariant::modbus_swapped);
  EXPECT_EQ(check_crc("123456789", "2F8"), CrcVariant::wrong);
  EXPECT_EQ(check_crc("123456789", "ZZZZ"), CrcVariant::wrong);
}

TEST_F(Hj212Facts, CrcVectors) {
  for (const auto& v : facts["crc_vectors"]) {
    auto text = v["ascii"].get<std::string>();
    EXPECT_EQ(crc_text(text, CrcVariant::hj212), v["crc"]);
    EXPECT_EQ(crc_text(text, CrcVariant::modbus), v["modbus"]);
  }
}

TEST_F(Hj212Facts, ValidFramesOpenWithoutDeviation) {
  for (const auto& v : facts["valid_sample"]) {
    FrameCutter cutter;
    cutter.feed(real_line_end(v["frame"]));
    auto cut = cutter.next();
    ASSERT_TRUE(cut && cut->kind == CutKind::frame) << v["name"];
    EXPECT_TRUE(cut->length_ok());
    EXPECT_EQ(cut->segment.size(), v["length"].get<size_t>());
    Opened frame;
    open_frame(*cut, nullptr, frame);
    EXPECT_EQ(frame.crc, CrcVariant::hj212) << v["name"];
    EXPECT_TRUE(frame.segment.deviations.none()) << v["name"];
    EXPECT_EQ(frame.segment.flags().dialect(), Dialect::hj2017);
    EXPECT_EQ(frame.segment.pairs.front().key, "DataTime");
  }
}

TEST_F(Hj212Facts, MalformedFramesAreToldApart) {
  for (const auto& v : facts["malformed_sample"]) {
    auto frame = decode(unhex(v["hex"]))["frames"].at(0);
    auto expect = v["expect"].get<std::string>();
    bool crc_holds = frame["crc"] == "hj212", length_ok = frame["len_ok"].get<bool>();
    if (expect.starts_with("reject:crc")) {
      EXPECT_FALSE(crc_holds) << v["name"];
    } else if (expect.starts_with("reject:length")) {
      EXPECT_FALSE(length_ok) << v["name"];
    } else {
      EXPECT_TRUE(crc_holds && length_ok) << v["name"];
    }
    EXPECT_EQ(frame["header"]["MN"], "4101040A89000160000000F6") << v["name"];
    EXPECT_EQ(frame["cp"].at(1).at(0), "LA-Rtd") << v["name"];
  }
}

TEST_F(Hj212Facts, StreamsGiveTheirFramesInEveryChunking) {
  for (const auto& v : facts["stream_sample"]) {
    std::string all;
    for (const auto& chunk : v["chunks"]) all += unhex(chunk);
    auto whole = cut_all({all});
    EXPECT_EQ(whole.size(), v["expect_frames"].get<size_t>()) << v["name"];
    std::vector<std::string> bytes;
    for (char c : all) bytes.emplace_back(1, c);
    EXPECT_EQ(cut_all(bytes), whole) << v["name"];
  }
}

TEST_F(Hj212Facts, Sm4OfTheStandardsExample) {
  for (const auto& v : facts["sm4_sample"]) {
    auto answer = decode(unhex(v["wire_hex"]), v["key_hex"].get<std::string>());
    auto plain = v["plain"].get<std::string>();
    ASSERT_EQ(answer["frames"].size(), 1u);
    EXPECT_EQ(answer["frames"][0]["crc"], "hj212");
    EXPECT_TRUE(answer["frames"][0]["len_ok"].get<bool>());
    EXPECT_EQ(answer["frames"][0]["cp"][0], Json::array({"DataTime", "20240520210600"}));
    EXPECT_TRUE(answer["error"].is_null());
    auto key = Sm4::with_key(unhex(v["key_hex"]));
    EXPECT_EQ(build_frame(plain, CrcVariant::hj212, &*key), unhex(v["wire_hex"]));

    auto locked = decode(unhex(v["wire_hex"]));
    EXPECT_EQ(locked["frames"][0]["header"]["MN"], "010000A8900016F000169DC0");
    EXPECT_TRUE(locked["frames"][0]["cp"].empty());
    EXPECT_NE(locked["error"].get<std::string>().find("SM4 key"), std::string::npos);
  }
}

TEST(Hj212Cutter, LengthsThatLieStillGiveTheFrame) {
  std::string body(kSegment), crc = "4540\r\n";
  for (std::string length : {"0127", "0119", "122", "01A2", "0", "", "9999", "000122", "0001"}) {
    auto seen = cut_all({"##" + length + body + crc + build_frame(body)});
    ASSERT_EQ(seen.size(), 2u) << length;
    EXPECT_EQ(seen[0], (Seen{CutKind::frame, body, "4540", false})) << length;
    EXPECT_EQ(seen[1], (Seen{CutKind::frame, body, "4540", true})) << length;
  }
}

TEST(Hj212Cutter, EveryLineEnd) {
  std::string frame = build_frame(kSegment);
  frame.resize(frame.size() - 2);
  auto ends = [&](std::string end) {
    FrameCutter cutter;
    cutter.feed(frame + end);
    auto cut = cutter.next();
    return cut ? cut->line_end : LineEnd::open;
  };
  EXPECT_EQ(ends("\r\n"), LineEnd::crlf);
  EXPECT_EQ(ends("\n"), LineEnd::lf);
  EXPECT_EQ(ends("\r\n\r\n"), LineEnd::doubled);
  EXPECT_EQ(ends(frame), LineEnd::missing);
  EXPECT_EQ(ends(""), LineEnd::open);
}

TEST(Hj212Cutter, GarbageAndHalfFramesDoNotHideTheNextFrame) {
  auto good = build_frame(kSegment);
  for (std::string junk :
       {std::string("\0\x01\xFFgarbage", 10), std::string("####"), std::string("##12"),
        std::string("##0122QN=2026;ST=2"), std::string("#"), std::string("##9999##0001junk\r\n"),
        good.substr(0, 60), std::string("GET / HTTP/1.1\r\n\r\n")}) {
    auto answer = decode(junk + good + junk);
    size_t whole = 0;
    for (const auto& frame : answer["frames"]) whole += frame["crc"] == "hj212";
    EXPECT_EQ(whole, 1u) << junk;
    EXPECT_EQ(answer["frames"].size(), 1u) << junk;
    EXPECT_FALSE(answer["error"].is_null()) << junk;
  }
}

TEST(Hj212Cutter, TenMegabytesWithoutAnEndStaySmall) {
  for (std::string block : {std::string(4096, 'x'), "##9999QN=1;" + std::string(4085, 'A'),
                            std::string(4096, '#'), "##9999QN=" + std::string(4087, '&')}) {
    FrameCutter cutter;
    size_t highest = 0;
    for (size_t fed = 0; fed < 10'000'000; fed += block.size()) {
      cutter.feed(block);
      while (cutter.next()) {
      }
      highest = std::max(highest, cutter.pending());
    }
    EXPECT_LE(highest, FrameCutter::kMaxFrame + block.size());
  }
}

TEST(Hj212Cutter, RandomChunkingChangesNothing) {
  std::mt19937 random(212);
  auto below = [&](size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random); };
  for (int round = 0; round < 300; ++round) {
    std::string stream;
    size_t frames = 1 + below(6);
    for (size_t i = 0; i < frames; ++i) {
      Composition c{.qn = "20261121101700000",
                    .st = "22",
                    .cn = "2051",
                    .pw = "123456",
                    .mn = "4101040A89000160000000F6"};
      CpWriter cp;
      cp.add("DataTime", "20261121101700");
      for (size_t k = below(12); k > 0; --k)
        cp.add("a340" + std::to_string(10 + k) + "-Rtd", std::to_string(below(10000)));
      c.cp = cp.take();
      c.crc = static_cast<CrcVariant>(below(3));
      auto frame = compose(c);
      frame.resize(frame.size() - below(3));
      stream += frame;
      if (below(4) == 0) stream += "junk#\r\n";
    }
    std::vector<std::string> chunks;
    for (size_t at = 0; at < stream.size();) {
      size_t size = 1 + below(90);
      chunks.push_back(stream.substr(at, size));
      at += size;
    }
    auto whole = cut_all({stream});
    ASSERT_EQ(cut_all(chunks), whole) << stream;
    ASSERT_EQ(whole.size(), frames) << stream;
  }
}

TEST(Hj212SegmentParser, AcceptsWhatTheFieldSends) {
  Segment s;
  parse_segment(
      "ST=32;CN=2051;QN=20261121101700;MN=abc-1_2;PW=1234567;flag=3;PNO=0001;PNUM=2;CP=&&DataTime="
      "20261121101700,w01018-Avg=1;w01018-Flag=N; w01001-Avg=7,a=1,a=2;i1-Info=//a;b,c=d//;x,;&&",
      s);
  EXPECT_EQ(s.mn, "abc-1_2");
  EXPECT_EQ(s.flags().value, 3);
  EXPECT_EQ(s.command(), 2051);
  std::vector<Pair> expected{{"DataTime", "20261121101700", ';'},
                             {"w01018-Avg", "1", ','},
                             {"w01018-Flag", "N", ';'},
                             {"w01001-Avg", "7", ';'},
                             {"a", "1", ','},
                             {"a", "2", ','},
                             {"i1-Info", "//a;b,c=d//", ';'},
                             {"x", "", ';'}};
  EXPECT_EQ(s.pairs, expected);
  for (auto d :
       {Deviation::field_order, Deviation::field_case, Deviation::qn_short, Deviation::mn_irregular,
        Deviation::password_irregular, Deviation::blank_in_item, Deviation::packet_number_irregular,
        Deviation::trailing_separator, Deviation::doubled_separator})
    EXPECT_TRUE(s.deviations.has(d)) << name(d);
}

TEST(Hj212SegmentParser, FlagNamesTheDialect) {
  auto dialect = [](std::string flag) {
    Segment s;
    auto text = "QN=1;" + flag + "CP=&&&&";
    parse_segment(text, s);
    return name(s.flags().dialect());
  };
  EXPECT_EQ(dialect(""), "2005");
  EXPECT_EQ(dialect("Flag=3;"), "2005");
  EXPECT_EQ(dialect("Flag=5;"), "2017");
  EXPECT_EQ(dialect("Flag=9;"), "2025");
  EXPECT_EQ(dialect("Flag=x;"), "2005");
}

TEST(Hj212Numbers, AreReadExactly) {
  EXPECT_EQ(parse_number("12.46").value, 12.46);
  EXPECT_EQ(parse_number("-0.125").value, -0.125);
  EXPECT_EQ(parse_number("+7").value, 7);
  EXPECT_EQ(parse_number(" 7.1 ").value, 7.1);
  EXPECT_EQ(parse_number("1e3").value, 1000);
  EXPECT_EQ(parse_number(".5").value, 0.5);
  EXPECT_EQ(parse_number("0.1234567890123456789").value, 0.1234567890123456789);
  EXPECT_EQ(parse_number("").kind, NumberKind::empty);
  EXPECT_EQ(parse_number("  ").kind, NumberKind::empty);
  EXPECT_EQ(parse_number("NaN").kind, NumberKind::not_finite);
  EXPECT_EQ(parse_number("-inf").kind, NumberKind::not_finite);
  EXPECT_EQ(parse_number("1e999").kind, NumberKind::not_finite);
  for (auto text : {"abc", "1.2.3", "-", ".", "1,5", "0x1F", "--1", "+-1"})
    EXPECT_EQ(parse_number(text).kind, NumberKind::text) << text;
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    auto text = fmt::format("{}.{:0{}}", random() % 1000000, random() % 10000, random() % 5 + 4);
    ASSERT_EQ(parse_number(text).value, std::strtod(text.c_str(), nullptr)) << text;
  }
}

TEST(Hj212Charset, GbkBecomesUtf8) {
  auto gbk = to_gbk("正常 清洗");
  EXPECT_EQ(encoding_of(gbk), Encoding::gbk);
  EXPECT_EQ(to_utf8(gbk), "正常 清洗");
  EXPECT_EQ(to_utf8("正常"), "正常");
  EXPECT_EQ(characters(gbk), 5u);
  EXPECT_TRUE(is_utf8(to_utf8("\xFF\xFE ok")));
}

TEST(Hj212DecodeVerb, KeepsPairsInOrderDoublesAndText) {
  std::string segment =
      "QN=20261121101700000;ST=32;CN=2011;PW=123456;MN=F6;CP=&&DataTime=20261121101700;a-Rtd=1.10,"
      "a-Rtd=1.10;b-Info=" +
      to_gbk("维护") + ";&&";
  auto answer = decode("junk" + build_frame(segment) + build_frame(kSegment));
  auto frame = answer["frames"][0];
  EXPECT_EQ(frame["header"]["QN"], "20261121101700000");
  EXPECT_TRUE(frame["header"]["Flag"].is_null());
  EXPECT_EQ(frame["cp"].dump(), R"([["DataTime","20261121101700"],["a-Rtd","1.10"],)"
                                R"(["a-Rtd","1.10"],["b-Info","维护"]])");
  EXPECT_EQ(answer["frames"].size(), 2u);
  EXPECT_NE(answer["error"].get<std::string>().find("byte 0 (4 bytes"), std::string::npos);
}

TEST(Hj212DecodeVerb, AnswersEveryLine) {
  std::istringstream in("a\t!!!!\nb\t" + encode_base64(build_frame(kSegment)) +
                        "\r\n\nc\n\td\ne\tIyM=\tzz\n");
  std::ostringstream out;
  EXPECT_EQ(decode_stream(in, out), 0);
  std::istringstream lines(out.str());
  std::vector<std::string> ids;
  for (std::string line; std::getline(lines, line);) {
    ids.push_back(line.substr(0, line.find('\t')));
    auto answer = Json::parse(line.substr(line.find('\t') + 1));
    EXPECT_EQ(answer["error"].is_null(), ids.back() == "b") << line;
  }
  EXPECT_EQ(ids, (std::vector<std::string>{"a", "b", "c", "", "e"}));
}

TEST(Hj212Compose, ItemsOfOneFactorAreJoinedByCommas) {
  CpWriter cp;
  cp.add("DataTime", "20261121101700").add("LA-Rtd", "52.1").add("LA-Flag", "N").add("LB-Rtd", "1");
  EXPECT_EQ(cp.text(), "DataTime=20261121101700;LA-Rtd=52.1,LA-Flag=N;LB-Rtd=1");
  Composition c{.qn = "20261121101700000",
                .st = "23",
                .cn = "2011",
                .pw = "123456",
                .mn = "4101040A89000160000000F6",
                .cp = "DataTime=20261121101700;LA-Rtd=52.1"};
  EXPECT_EQ(compose_segment(c), kSegment);
  EXPECT_EQ(compose(c), "##0122" + std::string(kSegment) + "4540\r\n");
}

TEST(Segment, ADialectIsKnownByItsName) {
  for (auto dialect : {Dialect::hjt2005, Dialect::hj2017, Dialect::hj2025})
    EXPECT_EQ(dialect_of(name(dialect)), dialect);
  EXPECT_FALSE(dialect_of("2011"));
  EXPECT_FALSE(dialect_of(""));
}

}  // namespace
}  // namespace qs::gateway::hj212
