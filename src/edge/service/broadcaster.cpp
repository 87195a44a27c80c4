#include "edge/service/broadcaster.h"

#include <charconv>

namespace qs::service {

Broadcaster::~Broadcaster() {
  stop();
}

void Broadcaster::start(Render render, Instant now) {
  render_ = std::move(render);
  epoch_ = fmt::format("{:x}", to_ms(now));
  thread_ = std::thread([this] { run(); });
}

void Broadcaster::stop() {
  if (!thread_.joinable()) return;
  {
    std::lock_guard lock(inbox_mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
  std::lock_guard lock(pages_mutex_);
  for (auto& page : pages_) page.listener->close();
  pages_.clear();
  count_ = 0;
}

void Broadcaster::take(const LiveNews& news) {
  std::lock_guard lock(inbox_mutex_);
  for (const auto& value : news.values) {
    if (auto known = inbox_.values.find(value.series); known != inbox_.values.end())
      known->second = value;
    else if (inbox_.values.size() < kMaxValuesABeat)
      inbox_.values.emplace(value.series, value);
    else
      skipped_++;
  }
  for (const auto& record : news.records) {
    inbox_.records.insert(record);
    if (inbox_.records.size() <= kMaxRecordsABeat) continue;
    inbox_.records.erase(record);
    inbox_.overflown = true;
  }
  inbox_.summary |= news.summary;
}

void Broadcaster::run() {
  auto next_heartbeat = std::chrono::steady_clock::now() + kHeartbeat;
  std::unique_lock lock(inbox_mutex_);
  while (!stopping_) {
    wake_.wait_for(lock, kBeat, [this] { return stopping_; });
    lock.unlock();
    beat();
    if (std::chrono::steady_clock::now() >= next_heartbeat) {
      heartbeat();
      next_heartbeat += kHeartbeat;
    }
    lock.lock();
  }
}

void Broadcaster::beat() {
  Inbox inbox;
  {
    std::lock_guard lock(inbox_mutex_);
    std::swap(inbox, inbox_);
  }
  if (inbox.values.empty() && inbox.records.empty() && !inbox.summary) return;
  LiveNews news{.records = {inbox.records.begin(), inbox.records.end()}, .summary = inbox.summary};
  for (const auto& [series, value] : inbox.values) news.values.push_back(value);
  auto told = render_(news);
  std::lock_guard lock(pages_mutex_);
  auto before = number_;
  if (inbox.overflown) {
    resets_++;
    replay_.clear();
    number_++;  // no page that was here before can catch up
  }
  for (const auto& t : told) keep(t);
  std::map<Audience, std::shared_ptr<const std::string>> texts;
  for (auto& page : pages_) {
    auto& text = texts[page.audience];
    if (!text)
      text = std::make_shared<const std::string>(
          replay(page.audience, fmt::format("{}-{}", epoch_, before)));
    if (!text->empty()) send(page, text);
  }
  forget_gone();
}

void Broadcaster::keep(const Told& told) {
  told_++;
  number_++;
  replay_.push_back(
      {number_, told.street,
       fmt::format("event: {}\nid: {}-{}\ndata: {}\n\n", told.event, epoch_, number_, told.data)});
  if (replay_.size() > kMaxReplay) replay_.pop_front();
}

std::string Broadcaster::replay(const Audience& audience, std::string_view last_id) const {
  uint64_t last = 0;
  auto dash = std::min(last_id.find('-'), last_id.size());
  auto digits = last_id.substr(std::min(dash + 1, last_id.size()));
  auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), last);
  bool known = last_id.substr(0, dash) == epoch_ && fault == std::errc{} && last <= number_ &&
               last + replay_.size() >= number_;
  if (!known) return fmt::format("event: reset\nid: {}-{}\ndata: {{}}\n\n", epoch_, number_);
  std::string text;
  for (const auto& kept : replay_)
    if (kept.number > last && audience.sees(kept.street)) text += kept.text;
  return text;
}

void Broadcaster::heartbeat() {
  static const auto kText = std::make_shared<const std::string>(": beat\n\n");
  std::lock_guard lock(pages_mutex_);
  for (auto& page : pages_) {
    if (page.alive()) {
      send(page, kText);
    } else {
      page.listener->close();
      page.listener = nullptr;
    }
  }
  forget_gone();
}

void Broadcaster::send(Page& page, const std::shared_ptr<const std::string>& text) {
  if (page.listener && !page.listener->send(text)) {
    page.listener = nullptr;
    dropped_++;
  }
}

void Broadcaster::forget_gone() {
  std::erase_if(pages_, [](const Page& page) { return !page.listener; });
  count_ = pages_.size();
}

void Broadcaster::listen(std::shared_ptr<Listener> listener, Audience audience, std::string last_id,
                         std::function<bool()> alive) {
  std::lock_guard lock(pages_mutex_);
  if (pages_.size() >= kMaxListeners) return listener->close();
  Page page{std::move(listener), std::move(audience), std::move(alive)};
  std::string text = fmt::format("retry: 3000\nid: {}-{}\n\n", epoch_, number_);
  if (!last_id.empty()) text += replay(page.audience, last_id);
  send(page, std::make_shared<const std::string>(std::move(text)));
  if (page.listener) pages_.push_back(std::move(page));
  count_ = pages_.size();
}

Broadcaster::Counters Broadcaster::counters() const {
  return {count_, told_, skipped_, resets_, dropped_};
}

}  // namespace qs::service
