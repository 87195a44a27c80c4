// 文书: the seam to what makes documents of records; implemented by app.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "exhibit/parcel.h"
#include "kernel/ledger/record.h"

namespace qs::service {

struct PaperOffer {
  std::string id, label_zh, label_en;
  std::string note_zh, note_en;  // what to know before it is used
  std::string right;             // asked of access::Rights about the record
  bool workbook = false;         // there is an xlsx of it, beside docx and pdf
};

struct PaperAsked {
  std::string paper, format;  // "docx", "pdf", "xlsx"
  ledger::Record record;      // as the asker sees it
  // Another record as the asker sees it; nullopt: nothing that they may see.
  std::function<std::optional<ledger::Record>(std::string_view kind, std::string_view id)> see;
  std::vector<std::string> evidence;  // of the record and its cases, SHA-256
  std::function<Result<std::string>(const std::string& hash)> bytes;  // of a piece of evidence
  // The record's dossier as GET /records/{kind}/{id}/dossier tells it, JSON text; empty: there are
  // none of the kind.
  std::function<Result<std::string>()> dossier = {};
  Instant at;
};
struct MadePaper {
  std::string name, type, bytes;  // the file's name, MIME type
};

// Callable from any thread.
class Papers {
 public:
  virtual ~Papers() = default;
  // What may be made of the record as it stands.
  virtual std::vector<PaperOffer> of(const ledger::Record& record) const = 0;
  // Faults: no such paper of this record, a template that cannot be filled, no font for it.
  virtual Result<MadePaper> make(const PaperAsked& asked) const = 0;
  // 移送材料包的清单与经过, as PDFs; `entries` as exhibit::chained made them, dated by the last
  // one.
  virtual Result<std::string> evidence_sheet(const ledger::Record& transfer,
                                             std::span<const exhibit::Item> items,
                                             const nlohmann::json& entries) const = 0;
  virtual Result<std::string> story_sheet(const ledger::Record& transfer,
                                          const nlohmann::json& entries) const = 0;
};

}  // namespace qs::service
