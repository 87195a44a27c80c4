#include "kernel/casework/outbox.h"

namespace qs::casework {

std::vector<ledger::Write> tell(const Notice& notice, const Person& person) {
  std::vector<std::string> channels{std::string(kInApp)};
  channels.insert(channels.end(), person.channels.begin(), person.channels.end());
  std::vector<ledger::Write> writes;
  for (const auto& channel : channels) {
    bool delivered = channel == kInApp;
    ledger::Write write;
    write.kind = kOutboxKind;
    write.id = fmt::format("{}~{}~{}", notice.fact, person.user, channel);
    write.expected_revision = 0;
    write.fields = {
        {"user", person.user},
        {"channel", channel},
        {"text_zh", notice.text_zh},
        {"text_en", notice.text_en},
        {"case", notice.case_id},
        {"at", to_ms(notice.at)},
        {"state", std::string(delivered ? "sent" : "queued")},
        {"tries", int64_t{0}},
        {"next_at", to_ms(notice.at)},
        {"sent_at", delivered ? ledger::Value(to_ms(notice.at)) : ledger::Value{}},
    };
    writes.push_back(std::move(write));
  }
  return writes;
}

}  // namespace qs::casework
