// The service's table desk: files of records out, files of records in. An import is kept under
// <data>/imports/<id>/ as the bytes that were handed in and what the check found; where it stands
// is a record of the kind `import`, written with the records themselves, in one commit.
#pragma once

#include <filesystem>
#include <functional>

#include "edge/exchange/check.h"
#include "edge/exchange/report.h"
#include "edge/service/table_desk.h"
#include "kernel/ledger/record_log.h"

namespace qs::app {

class TableDesk final : public service::TableDesk {
 public:
  // Makes a commit durable; a record that was changed meanwhile is a conflict.
  using Commit =
      std::function<service::Outcome<void>(std::vector<ledger::Write>, const service::Doing&)>;
  // Throws away what a run that ended suddenly left half written.
  TableDesk(const ledger::RecordLog& records, std::filesystem::path data, Commit commit);

  service::Outcome<service::SentFile> blank(const ledger::Kind& kind,
                                            const ledger::Reach& reach) override;
  service::Outcome<service::SentFile> hand_out(const service::ExportAsked& asked) override;
  service::Outcome<std::string> hand_in(const service::TableHandedIn& table,
                                        const service::Doing& doing) override;
  service::Outcome<std::string> told(std::string_view import) override;
  service::Outcome<std::string> apply(std::string_view import, const ledger::ImportChoices& choices,
                                      const ledger::Reach& reach,
                                      const service::Doing& doing) override;
  service::Outcome<std::string> undo(std::string_view import, const service::Doing& doing) override;

 private:
  struct Kept {
    exchange::Report report;
    ledger::Record record;
  };
  service::Outcome<std::filesystem::path> draft(std::string_view ending) const;
  service::Outcome<Kept> find(std::string_view import) const;
  service::Outcome<exchange::Checked> checked_again(const Kept& kept,
                                                    const ledger::ImportChoices& choices,
                                                    const ledger::Reach& reach) const;
  Result<void> keep(const exchange::Report& report) const;
  std::filesystem::path folder(std::string_view import) const;

  const ledger::RecordLog& records_;
  std::filesystem::path data_;
  Commit commit_;
};

}  // namespace qs::app
