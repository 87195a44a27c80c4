// A file of outside bytes through the whole check of an import, in each format and datum, against a
// small ledger that holds nothing.
#include "edge/exchange/check.h"

using namespace qs;

namespace {

ledger::Field field(const char* name, ledger::FieldType type) {
  ledger::Field f;
  f.name = f.label_zh = f.label_en = name;
  f.type = type;
  return f;
}

// Answers every question with nothing.
class EmptyLog final : public ledger::RecordLog {
 public:
  EmptyLog() {
    using enum ledger::FieldType;
    kind_.name = "k";
    kind_.title = "t";
    kind_.fields = {field("t", text),  field("n", number),    field("i", integer),
                    field("d", day),   field("p", period),    field("m", money),
                    field("g", point), field("l", line),      field("a", area),
                    field("b", table), field("r", reference), field("u", credit_code)};
    kind_.fields[9].columns = {field("c", number)};
    kind_.fields[10].target = "k";
    kind_.fields[11].unique = true;
  }
  Result<void> declare(std::span<const ledger::Kind>) override { return {}; }
  const ledger::Kind* kind(std::string_view) const override { return &kind_; }
  std::vector<const ledger::Kind*> kinds() const override { return {&kind_}; }
  Result<uint64_t> commit(const ledger::Commit&) override { return 1; }
  Result<std::optional<ledger::Record>> get(std::string_view, std::string_view) const override {
    return std::nullopt;
  }
  Result<std::vector<ledger::Record>> query(const ledger::Query&) const override { return {}; }
  Result<size_t> count(const ledger::Query&) const override { return 0; }
  Result<std::vector<ledger::Tally>> tally(const ledger::Query&, std::string_view) const override {
    return {};
  }
  Result<std::vector<ledger::Group>> group(const ledger::Query&, std::span<const std::string>,
                                           std::span<const std::string>) const override {
    return {};
  }
  Result<std::vector<ledger::Revision>> history(std::string_view, std::string_view) const override {
    return {};
  }
  Result<std::optional<ledger::Record>> as_of(std::string_view, std::string_view,
                                              Instant) const override {
    return std::nullopt;
  }
  Result<std::vector<ledger::JournalEntry>> journal(const ledger::JournalQuery&) const override {
    return {};
  }
  uint64_t last_commit() const override { return 0; }
  Result<std::vector<ledger::LedgerProof>> proof() const override { return {}; }
  Result<std::optional<Day>> first_broken_day() const override { return std::nullopt; }

 private:
  ledger::Kind kind_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const EmptyLog log;
  static const auto yes = [](const auto&) { return true; };
  static const ledger::Reach reach{yes, yes, yes};
  if (size == 0) return 0;
  auto checked =
      exchange::check_import({.id = "f",
                              .kind = "k",
                              .file = "f",
                              .bytes = {reinterpret_cast<const char*>(data) + 1, size - 1},
                              .format = static_cast<exchange::Format>(data[0] & 3),
                              .datum = static_cast<Datum>((data[0] >> 2) % 3),
                              .choices = {}},
                             log, reach);
  if (!checked) return 0;
  const auto& import = checked->import;
  check(import.faulty == 0 || checked->writes.empty(), "nothing is applied while there are faults");
  check(checked->writes.size() + import.same <= import.rows, "a write comes from a row");
  return 0;
}
