// A kind with a field of every type, a kind that it refers to, and a memory that has both.
#pragma once

#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include <filesystem>

#include "base/csv.h"
#include "edge/exchange/check.h"
#include "edge/exchange/export.h"
#include "edge/exchange/template.h"
#include "edge/exchange/undo.h"
#include "edge/store/memory_record_log.h"

namespace qs::exchange::testing {

using ledger::Field;
using ledger::FieldType;

inline Field field(std::string name, FieldType type, std::string zh, std::string en) {
  Field f;
  f.name = std::move(name);
  f.type = type;
  f.label_zh = std::move(zh);
  f.label_en = std::move(en);
  return f;
}

inline ledger::Kind firm_kind() {
  ledger::Kind kind{.name = "firm", .label_zh = "企业", .label_en = "Firm", .title = "name"};
  kind.fields = {field("name", FieldType::text, "名称", "Name")};
  return kind;
}

inline ledger::Kind plant_kind() {
  ledger::Kind kind{.name = "plant", .label_zh = "处理站", .label_en = "Plant", .title = "name"};
  auto add = [&](std::string name, FieldType type, std::string zh, std::string en) -> Field& {
    return kind.fields.emplace_back(field(std::move(name), type, std::move(zh), std::move(en)));
  };
  add("name", FieldType::text, "名称", "Name").required = true;
  add("code", FieldType::credit_code, "信用代码", "Credit code").unique = true;
  add("note", FieldType::long_text, "备注", "Note");
  auto& flow = add("flow", FieldType::number, "流量", "Flow");
  flow.unit = "m3/h";
  flow.low = 0;
  flow.high = 500;
  add("count", FieldType::integer, "台数", "Count");
  add("open", FieldType::boolean, "运行", "Open");
  add("seen", FieldType::instant, "最近查看", "Seen");
  add("built", FieldType::day, "建成日期", "Built");
  add("licence", FieldType::period, "有效期", "Licence");
  add("cost", FieldType::money, "投资", "Cost");
  add("grade", FieldType::choice, "等级", "Grade").choices = {
      {"a", "优", "Good"}, {"b", "良", "Fair"}, {"c", "差", "Poor"}};
  add("firm", FieldType::reference, "企业", "Firm").target = "firm";
  add("phone", FieldType::phone, "电话", "Phone");
  add("papers", FieldType::file, "文件", "Papers");
  add("photos", FieldType::photo, "照片", "Photos");
  add("place", FieldType::point, "坐标", "Place");
  add("pipe", FieldType::line, "管线", "Pipe");
  add("site", FieldType::area, "范围", "Site");
  add("pumps", FieldType::table, "水泵", "Pumps").columns = {
      field("model", FieldType::text, "型号", "Model"),
      field("power", FieldType::number, "功率", "Power")};
  add("street", FieldType::text, "街道", "Street");
  return kind;
}

inline ledger::Fields full_plant() {
  std::string hash(64, 'a');
  return {{"name", std::string("城东=处理站")},
          {"code", std::string("91350100M000100Y43")},
          {"note", std::string("=1+1\n\"引号\", 逗号")},
          {"flow", 12.345},
          {"count", int64_t{7}},
          {"open", true},
          {"seen", int64_t{1'777'593'600'123}},
          {"built", std::string("2019-03-04")},
          {"licence", std::string("2026-01-01/2026-12-31")},
          {"cost", 1'234'567.89},
          {"grade", std::string("b")},
          {"firm", std::string("f1")},
          {"phone", std::string("+86 371-6666")},
          {"papers", "[\"" + hash + "\"]"},
          {"photos", "[\"" + hash + "\"]"},
          {"place", std::string(R"({"coordinates":[113.7123456,34.7012345],"type":"Point"})")},
          {"pipe", std::string(R"({"coordinates":[[113.7,34.7],[113.71,34.71]],)"
                               R"("type":"LineString"})")},
          {"site", std::string(R"({"coordinates":[[[113.7,34.7],[113.71,34.7],[113.71,34.71],)"
                               R"([113.7,34.7]]],"type":"Polygon"})")},
          {"pumps", std::string(R"([{"model":"P1","power":3.5},{"model":"P2","power":4}])")},
          {"street", std::string("east")}};
}

class Tables : public ::testing::Test {
 protected:
  Tables() {
    auto plant = plant_kind();
    EXPECT_TRUE(log->declare(std::vector{firm_kind(), plant}));
    put("firm", "f1", {{"name", std::string("甲厂")}});
    put("firm", "f2", {{"name", std::string("乙厂")}});
    put("firm", "f3", {{"name", std::string("乙厂")}});
    std::filesystem::create_directories(folder);
  }
  ~Tables() override { std::filesystem::remove_all(folder); }

  void put(std::string kind, std::string id, ledger::Fields fields) {
    auto done = log->commit({"t", "", at, {{.kind = kind, .id = id, .fields = fields}}});
    ASSERT_TRUE(done) << done.error().message();
  }
  Result<Checked> check_bytes(std::string bytes, Format format, Datum datum = Datum::cgcs2000,
                              ledger::ImportChoices choices = {}) {
    return check_import({.id = "imp",
                         .kind = "plant",
                         .file = "t",
                         .bytes = std::move(bytes),
                         .format = format,
                         .datum = datum,
                         .choices = std::move(choices)},
                        *log, all);
  }
  std::string exported(Format format) {
    auto file = folder / "out";
    auto written =
        export_records({.query = {.kind = "plant"}, .format = format, .reach = &all}, *log, file);
    EXPECT_TRUE(written) << written.error().message();
    return read_file(file).value_or("");
  }
  static std::string told(const Checked& checked) {
    std::string text;
    for (const auto& f : checked.import.faults)
      text += fmt::format("{} {} {}: {}\n", f.row, f.column, f.field, f.en);
    return text;
  }

  std::unique_ptr<ledger::RecordLog> log = store::memory_record_log();
  Instant at = *parse_instant("2026-05-01T08:00:00");
  std::filesystem::path folder =
      std::filesystem::path(::testing::TempDir()) / fmt::format("registers-{}", getpid());
  ledger::Reach all{[](const auto&) { return true; }, [](const auto&) { return true; },
                    [](const auto&) { return true; }};
};

}  // namespace qs::exchange::testing
