#include <fstream>

#include "base/csv.h"
#include "base/json.h"
#include "edge/exchange/columns.h"
#include "edge/exchange/writer.h"
#include "kernel/ledger/check.h"
#include "kernel/ledger/value_json.h"

namespace qs::exchange {

using ledger::Field;
using ledger::FieldType;

namespace {

// A number that begins with a minus is no formula.
bool is_figure(FieldType type) {
  return type == FieldType::number || type == FieldType::integer || type == FieldType::money;
}

const ledger::Value* value_of(const ledger::Record& record, const Field& field) {
  auto it = record.fields.find(field.name);
  return it == record.fields.end() ? nullptr : &it->second;
}

class TextFile {
 public:
  static Result<TextFile> open(const std::filesystem::path& file) {
    TextFile made;
    made.out_.open(file, std::ios::binary | std::ios::trunc);
    if (!made.out_) return fail("cannot be written", file.string());
    made.path_ = file;
    return made;
  }
  void write(std::string_view text) {
    out_.write(text.data(), static_cast<std::streamsize>(text.size()));
  }
  Result<void> close() {
    out_.close();
    if (!out_) return fail("cannot be written to its end", path_.string());
    return {};
  }

 private:
  std::ofstream out_;
  std::filesystem::path path_;
};

class CsvWriter final : public Writer {
 public:
  CsvWriter(TextFile file, Columns columns) : file_(std::move(file)), columns_(std::move(columns)) {
    auto line = std::string(kUtf8Mark) + csv_field(kIdHeader);
    for (auto column : columns_) line += "," + csv_field(header_of(*column));
    file_.write(line + "\r\n");
  }
  void add(const ledger::Record& record, const Titles& titles) override {
    auto line = csv_field(guarded(record.id));
    for (auto column : columns_) {
      line += ',';
      auto value = value_of(record, *column);
      if (!value) continue;
      auto text = cell_text(*column, *value, titles);
      line += csv_field(is_figure(column->type) ? text : guarded(text));
    }
    file_.write(line + "\r\n");
  }
  Result<void> finish() override { return file_.close(); }

 private:
  TextFile file_;
  Columns columns_;
};

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

class JsonWriter final : public Writer {
 public:
  JsonWriter(TextFile file, Columns columns, bool features)
      : file_(std::move(file)), columns_(std::move(columns)), features_(features) {
    file_.write(features_ ? R"({"type":"FeatureCollection","features":[)" : "[");
  }
  void add(const ledger::Record& record, const Titles&) override {
    Json geometry, object = Json::object();
    if (!features_) object["id"] = record.id;
    bool placed = !features_;
    for (auto column : columns_) {
      bool place = !placed && is_geometry(column->type);
      placed = placed || place;
      auto value = value_of(record, *column);
      if (!value) continue;
      (place ? geometry : object[column->name]) = ledger::json_of(*column, *value);
    }
    file_.write(first_ ? "\n" : ",\n");
    first_ = false;
    if (features_)
      object = {{"type", "Feature"},
                {"id", record.id},
                {"geometry", std::move(geometry)},
                {"properties", std::move(object)}};
    file_.write(dumped(object));
  }
  Result<void> finish() override {
    file_.write(features_ ? "\n]}\n" : "\n]\n");
    return file_.close();
  }

 private:
  TextFile file_;
  Columns columns_;
  bool features_, first_ = true;
};

}  // namespace

std::string cell_text(const Field& field, const ledger::Value& value, const Titles& titles) {
  auto text = ledger::shown(field, value);
  if (field.type != FieldType::reference) return text;
  auto it = titles.find({field.target, text});
  return reference_text(it == titles.end() ? "" : it->second, text);
}

Result<std::unique_ptr<Writer>> csv_writer(const std::filesystem::path& file, Columns columns) {
  return TextFile::open(file).map([&](TextFile opened) -> std::unique_ptr<Writer> {
    return std::make_unique<CsvWriter>(std::move(opened), std::move(columns));
  });
}

Result<std::unique_ptr<Writer>> json_writer(const std::filesystem::path& file, Columns columns) {
  return TextFile::open(file).map([&](TextFile opened) -> std::unique_ptr<Writer> {
    return std::make_unique<JsonWriter>(std::move(opened), std::move(columns), false);
  });
}

Result<std::unique_ptr<Writer>> geojson_writer(const std::filesystem::path& file, Columns columns) {
  return TextFile::open(file).map([&](TextFile opened) -> std::unique_ptr<Writer> {
    return std::make_unique<JsonWriter>(std::move(opened), std::move(columns), true);
  });
}

}  // namespace qs::exchange
