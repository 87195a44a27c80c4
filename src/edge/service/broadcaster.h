// What changed, told to every live page: one thread, one text per audience and beat, shared by all
// that listen. Thousands of pages cost one rendering.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "edge/service/exchange.h"
#include "edge/service/service.h"

namespace qs::service {

inline constexpr size_t kMaxListeners = 10'000;    // live pages
inline constexpr size_t kMaxRecordsABeat = 2'000;  // more: every page is told to read anew
inline constexpr size_t kMaxValuesABeat = 500;     // more: skipped, the next value comes by itself
inline constexpr size_t kMaxReplay = 8'192;        // events kept for pages that come back
inline constexpr std::chrono::milliseconds kBeat{250}, kHeartbeat{15'000};

// One event as it goes out. `street` decides who may see it; nullopt: everybody.
struct Told {
  std::string event;
  std::optional<std::string> street;
  std::string data;
};

// The streets whose events a page may see.
struct Audience {
  bool everything = false;
  std::set<std::string, std::less<>> streets;
  bool sees(const std::optional<std::string>& street) const {
    return everything || !street || streets.contains(*street);
  }
  auto operator<=>(const Audience&) const = default;
};

class Broadcaster {
 public:
  // The events of a beat; what is gone meanwhile is left out.
  using Render = std::function<std::vector<Told>(const LiveNews&)>;
  struct Counters {
    size_t listeners = 0;
    uint64_t told = 0, skipped_values = 0, resets = 0, dropped_listeners = 0;
  };

  Broadcaster() = default;
  ~Broadcaster();  // stops
  void start(Render render, Instant now);
  void stop();  // closes every page

  // From any thread, never blocks on a page or a memory. A later event of the same series or record
  // within one beat replaces the earlier. When too many records change, every page is told to read
  // anew (event `reset`).
  void take(const LiveNews& news);

  bool has_room() const { return count_ < kMaxListeners; }
  // Begins with what came after `last_id`, or with `reset` when that is no longer known. `alive`
  // is asked at every heartbeat; false closes the page.
  void listen(std::shared_ptr<Listener> page, Audience audience, std::string last_id,
              std::function<bool()> alive);
  Counters counters() const;

 private:
  struct Page {
    std::shared_ptr<Listener> listener;
    Audience audience;
    std::function<bool()> alive;
  };
  struct Kept {
    uint64_t number;
    std::optional<std::string> street;
    std::string text;
  };
  void run();
  void beat();
  void heartbeat();
  void keep(const Told& told);
  std::string replay(const Audience& audience, std::string_view last_id) const;
  void send(Page& page, const std::shared_ptr<const std::string>& text);
  void forget_gone();

  Render render_;
  std::string epoch_;  // of this start; ids of an earlier one are not known
  std::thread thread_;
  mutable std::mutex inbox_mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  struct Inbox {
    std::unordered_map<observe::SeriesId, LiveValue> values;
    std::set<LiveRecord> records;
    bool summary = false, overflown = false;
  } inbox_;

  mutable std::mutex pages_mutex_;  // pages_, replay_, number_
  std::vector<Page> pages_;
  std::deque<Kept> replay_;
  uint64_t number_ = 0;
  std::atomic<size_t> count_{0};
  std::atomic<uint64_t> told_{0}, skipped_{0}, resets_{0}, dropped_{0};
};

}  // namespace qs::service
