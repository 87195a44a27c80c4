// 台账类的声明: what a pack file says a kind of record is. Everything that people meet on a page,
// in a table file, on the map or over an interface is made from this.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qs::ledger {

enum class FieldType : uint8_t {
  text,
  long_text,
  number,
  integer,
  boolean,
  instant,      // UTC ms
  day,          // "YYYY-MM-DD"
  period,       // "YYYY-MM-DD/YYYY-MM-DD", both days within
  money,        // yuan, at most two decimals
  choice,       // one of `choices`
  reference,    // id of a record of the kind `target`
  credit_code,  // 统一社会信用代码, GB 32100-2015
  phone,        // digits, blanks, + and -
  file,         // JSON list of evidence ids
  photo,        // the same, pictures only
  point,        // GeoJSON geometry, degrees of CGCS2000, longitude first
  line,         // LineString or MultiLineString
  area,         // Polygon or MultiPolygon
  table,        // JSON list of objects, one per row of `columns`
  json          // anything else; written by the program only
};
std::string_view name(FieldType type);
std::optional<FieldType> field_type(std::string_view name);
bool is_geometry(FieldType type);

// 水体—排污口—管线—污染源: which way water runs along a reference.
enum class Flow : uint8_t { none, down, up };  // down: to the record referred to; up: from it
// What a kind is in that chain. A source without a way down is a gap, a way also without a way up.
enum class Chain : uint8_t { none, source, way, water };

struct Choice {
  std::string value;  // what is kept
  std::string zh, en;
};

// The condition on another field of the same record; it holds when that field's text is among `is`.
struct When {
  std::string field;
  std::vector<std::string> is;
};

struct Field {
  std::string name;
  FieldType type = FieldType::text;
  std::string label_zh, label_en;
  std::string help_zh, help_en;
  std::string unit;  // shown beside the value; money without one is yuan
  bool required = false;
  std::optional<When> required_if;
  bool unique = false;
  bool indexed = false;
  bool searched = false;   // found by full-text search
  bool is_public = false;  // shown to those who did not log in, when the kind is public
  bool personal = false;   // hidden without the right to see personal data
  bool secret = false;     // never leaves the store (password hashes, device passwords)
  bool retired = false;  // no pack declares it any more, but records still hold it: kept, read-only
  bool by_program = false;  // computed by the program from what it was told: never typed or sent
  std::string fallback;     // the value of a new record, in the form that people type
  std::string formula;      // computed from the record's other fields, see formula.h; never typed
  std::vector<Choice> choices;
  std::string target;      // of a reference
  bool acyclic = false;    // of a reference to the own kind: nobody is their own ancestor
  Flow flow = Flow::none;  // of a reference
  std::optional<double> low, high;
  std::optional<int> decimals;
  std::vector<Field> columns;  // of a table: plain types only

  const Choice* choice(std::string_view value) const;
};

// 流转: one way out of a state.
struct Transition {
  std::string verb;  // "approve"
  std::string label_zh, label_en;
  std::vector<std::string> from;
  std::string to;
  std::string right;  // asked of access::Rights, besides the right to see the record
  bool needs_reason = false;
};

// 有效期: the day on which a record ends, and how many days before people are reminded.
struct Expiry {
  std::string field;  // a day, or the end of a period
  std::vector<int> remind_days;
  std::optional<When> when;  // only for records of which this holds
};

// 定期义务: something that must be recorded again and again for each record of this kind: a patrol,
// a yearly assessment, a report. Done in a period when a record of the kind `by` that refers to
// this one through `through` has its day `on` within the period.
struct Duty {
  std::string id;
  std::string label_zh, label_en;
  std::string by, through, on;
  std::string every;         // "P7D", "P1M", "P3M", "P6M", "P1Y"; calendar periods but for days
  std::optional<When> when;  // only for records of which this holds
  std::string clause;        // what asks for it
};

// 台账类: declared in packs/*/ledgers/<kind>.toml; a district's file adds to the inherited one.
struct Kind {
  std::string name;  // "risk_source"
  std::string label_zh, label_en;
  std::string
      shelf;  // group in the catalogue: "water", "soil" …; empty: written by the program only
  std::string title;   // field that names a record to people
  std::string colour;  // on the map, "#rrggbb"
  std::vector<Field> fields;
  bool is_public = false;
  std::string
      owner;  // reference field to the firm whose record it is; "id": the record is the firm
  std::string state;  // choice field that only transitions move
  std::vector<Transition> transitions;
  std::optional<Expiry> expiry;
  std::vector<Duty> duties;
  Chain chain = Chain::none;
  std::vector<std::vector<std::string>>
      indexes;  // over several fields, for lists that filter by them

  const Field* field(std::string_view name) const;
  const Field* geometry() const;  // the first geometry field: its place on the map; nullptr: none
  bool searched() const;          // some field is
};

}  // namespace qs::ledger
