// Founding: what a pack declares becomes records, once, and again only where the pack has changed.
#pragma once

#include <filesystem>

#include "app/pack.h"
#include "kernel/ledger/record_log.h"

namespace qs::app {

// Stations, their devices (admitted), superior platforms and the records that the pack brings
// along. A record that people changed since stays.
Result<size_t> found_pack(const Pack& pack, ledger::RecordLog& records, Instant now);

// The first administrator, into a ledger without people, with a generated password that must be
// changed at the first log-in. Answers the password, which is kept nowhere; empty when there were
// people already.
inline constexpr const char* kFirstUser = "admin";
Result<std::string> found_admin(ledger::RecordLog& records, Instant now);

// A generated password for somebody who has lost theirs, to be changed at the next log-in; gives up
// the second factor too. For the person at the machine, while no server runs. Fault: no such user.
Result<std::string> reset_password(ledger::RecordLog& records, const std::string& user,
                                   Instant now);

// People for trying it out: the pack's and two for each street (its id, and its id with -2), all
// with the password kept in `password_file` (mode 0600, made when absent). Only into a ledger
// without people. Answers the password; empty when there were people already.
Result<std::string> found_demo_people(const Pack& pack, ledger::RecordLog& records,
                                      const std::filesystem::path& password_file, Instant now);

// The records of the pack's fills (fill.h), those that never stood in the ledger.
Result<size_t> found_simulated(const Pack& pack, ledger::RecordLog& records, Instant now);

// Who is on duty from yesterday to kDemoDuty days ahead, in every shift of the pack: the day shift
// by the street's first person, the others by the second. What people put there stays.
inline constexpr int kDemoDuty = 7;
Result<size_t> found_demo_roster(const Pack& pack, ledger::RecordLog& records, Instant now);

}  // namespace qs::app
