// 图层: what the map draws of each kind, kept in memory and brought up to date by the journal, so
// that a tile of a hundred thousand points asks the store for what changed only.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

#include "edge/service/registers/vector_tile.h"
#include "edge/service/route.h"
#include "kernel/ledger/record_log.h"

namespace qs::service {

inline constexpr size_t kMostMarks = 200'000;   // of one kind; the map shows no more
inline constexpr size_t kMostUndone = 200'000;  // changes of one kind that a look back undoes

class Layers {
 public:
  struct Placed {
    Mark mark;
    std::string area, firm;  // for access
  };
  // Calls with every record of the kind that has a place, in order of id, and with the position in
  // the journal up to which they are told. Titles that are personal are ids.
  using Draw = std::function<void(const std::map<std::string, Placed>& marks, uint64_t position)>;
  Maybe<void> draw(const ledger::RecordLog& records, const ledger::Kind& kind, const Draw& draw);
  // The same as the records were at `then`, within the reach that they have today. Fault: more than
  // kMostUndone changes since.
  Maybe<void> draw_then(const ledger::RecordLog& records, const ledger::Kind& kind, Instant then,
                        const Draw& draw);

  // The newest revision of the kind in the journal; 0: none.
  static Maybe<uint64_t> newest(const ledger::RecordLog& records, const std::string& kind);

 private:
  struct Layer {
    std::shared_mutex mutex;
    uint64_t position = 0;
    std::map<std::string, Placed> marks;
  };
  // The last look back at a kind: whoever moves through time asks for many tiles of one moment.
  struct Past {
    std::mutex mutex;
    Instant then{};
    uint64_t position = 0;
    std::map<std::string, Placed> marks;
  };
  static Maybe<void> update(const ledger::RecordLog& records, const ledger::Kind& kind,
                            uint64_t newest, Layer& layer);
  static Maybe<void> undo(const ledger::RecordLog& records, const ledger::Kind& kind, Past& past);

  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Layer>> layers_;  // by kind
  std::map<std::string, std::shared_ptr<Past>> pasts_;
};

}  // namespace qs::service
