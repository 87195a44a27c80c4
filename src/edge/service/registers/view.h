// 可见范围: what one asker may see of one kind of record, and of which records.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "edge/service/route.h"
#include "kernel/ledger/query.h"

namespace qs::service {

inline constexpr std::string_view kRead = "record.read", kWrite = "record.write",
                                  kErase = "record.erase", kImport = "record.import",
                                  kExport = "record.export", kPersonal = "personal.read";

class View {
 public:
  // By the asker's right to read the kind. 404: no such kind, or one that only the program writes;
  // 403: not theirs to read.
  static Maybe<View> of(const Service::Room& room, const access::Actor& actor,
                        std::string_view kind);
  // The public fields of a public kind; 404: there is none.
  static Maybe<View> open(const Service::Room& room, std::string_view kind);
  // By right where there is one, otherwise the public fields.
  static Maybe<View> widest(const Service::Room& room, const access::Actor& actor,
                            std::string_view kind);

  const ledger::Kind& kind() const { return *kind_; }
  const access::Actor& actor() const { return actor_; }
  bool is_open() const { return open_; }
  // On every record that it reaches, so that it may be filtered, ordered and counted by.
  bool sees(const ledger::Field& field) const;
  bool reaches(const ledger::Record& record) const;
  bool reaches(std::string_view area, std::string_view firm) const;
  // Keeps a query within the records that it reaches. Who is bound to a street and to a firm at
  // once is kept to the street.
  void keep_within(ledger::Query& query) const;
  // The record without what is hidden from this asker.
  ledger::Record shown(ledger::Record record) const;
  // What people call the record, as far as this asker may see it; otherwise its id.
  std::string title(const ledger::Record& record) const;

 private:
  View(const access::Rights& rights, const ledger::Kind& kind, access::Actor actor, bool open);

  const access::Rights* rights_;
  const ledger::Kind* kind_;
  access::Actor actor_;
  bool open_;
  access::Rights::Reach reach_;
  bool sees_personal_;  // on every record that it reaches
};

// Kinds that people see, in order of name; those with an empty shelf are not among them.
std::vector<const ledger::Kind*> shelved_kinds(const Service::Room& room);

}  // namespace qs::service
