// 档案: what belongs to the dossier of a record of one kind, and how complete a dossier is. Pure;
// what there is to count, the caller asks of the record log.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kernel/ledger/record.h"
#include "kernel/ledger/schema.h"

namespace qs::ledger {

// One group of records: those of `kind` whose field `through` names the subject, or, where there
// are hops, names what the hops lead to.
struct DossierPart {
  // From the subject to the records of `kind` that refer to it through `through`, and on to what
  // those name in their field `to`: firm ← outlet.firm, outlet.station → station.
  struct Hop {
    std::string kind, through, to;
  };
  std::string kind, through;
  std::vector<Hop> hops;
  std::string label_zh, label_en;   // empty: those of the kind
  std::string on;                   // the day or instant that puts a record on the time line
  bool expected = false;            // of every subject
  std::optional<When> expected_if;  // of those for which this holds
  double weight = 1;                // of an expected part in the score
};

// packs/*/dossiers/<kind>.toml
struct Dossier {
  std::string kind;                 // of the subject
  std::vector<std::string> fields;  // of the subject that a whole dossier has filled in
  double fields_weight = 1;         // of all of them together
  std::vector<DossierPart> parts;
};

struct Completeness {
  double score = 0;                          // 0..1; 1 when nothing is expected
  std::vector<std::string> fields;           // that lack a value
  std::vector<const DossierPart*> expected;  // of this subject
  std::vector<const DossierPart*> missing;   // expected and without any record
};
// `counts`: how many records each part has, beside `dossier.parts`. Fields that are required, also
// by a condition, are looked at like those named.
Completeness completeness(const Dossier& dossier, const Kind& kind, const Fields& subject,
                          std::span<const size_t> counts);

}  // namespace qs::ledger
