#include "app/walk.h"

#include <iomanip>
#include <sstream>

#include "app/device_book.h"
#include "app/event_hub.h"
#include "app/flow.h"
#include "app/founding.h"
#include "app/outlet_amounts.h"
#include "base/csv.h"
#include "base/decimal.h"
#include "base/duration.h"
#include "edge/store/memory_record_log.h"
#include "edge/store/memory_series_log.h"
#include "kernel/casework/case.h"
#include "kernel/ledger/check.h"

namespace qs::app {
namespace {

using Words = std::vector<std::string>;

constexpr int kLeastPlaces = 1;                   // that a value is expected to
constexpr auto kForever = std::chrono::hours{1};  // judging in a walk is never cut into slices

// Words by blanks; "a quoted text" is one.
Words words_of(const std::string& line) {
  Words words;
  std::istringstream in(line.substr(0, line.find('#')));
  for (std::string word; in >> std::quoted(word);) words.push_back(word);
  return words;
}

class Walk {
 public:
  explicit Walk(const Pack& pack)
      : pack_(pack),
        series_(store::memory_series_log()),
        records_(store::memory_record_log()),
        devices_(*series_, *records_, pack.library, pack_day()) {}

  Result<void> begin(Instant now) {
    if (auto done = records_->declare(pack_.kinds); !done) return done;
    if (auto done = found_pack(pack_, *records_, now); !done) return tl::unexpected(done.error());
    if (auto done = sites_.refresh(*records_); !done) return done;
    flow_.emplace(Flow::House{*series_, *records_, pack_.library, sites_, devices_, hub_},
                  pack_.rules, Dispatcher::law_of(pack_));
    now_ = now;
    return flow_->recover(now);
  }

  Result<void> step(const Words& words) {
    if (words[0] == "reading") return reading(words);
    if (words[0] == "at" && words.size() == 2) return at(words[1]);
    if (words[0] == "record" && words.size() >= 3) return record(words);
    if (words[0] == "open" && words.size() >= 5) return open(words);
    if (words[0] == "act" && words.size() >= 6) return act(words);
    if (words[0] == "expect" && words.size() >= 4) return expect(words);
    return fail("is no sentence of a walk; see app/walk.h");
  }

  static std::optional<Instant> first_time(const Words& words) {
    for (const auto& w : words)
      if (auto t = parse_instant(w)) return *t;
    return std::nullopt;
  }

 private:
  static Day pack_day() { return Day{std::chrono::year{2026} / 1 / 1}; }

  Result<void> reading(const Words& w) {
    // reading SITE FACTOR TIME [hours A-B] value V UNIT
    if (w.size() != 7 && w.size() != 9)
      return fail("reading wants SITE FACTOR TIME ... value V UNIT");
    auto factor = pack_.library.factor(w[2]);
    auto time = parse_instant(w[3]);
    auto value = Decimal::parse(w[w.size() - 2]);
    if (!factor || !time || !value) return fail("an unknown factor, time or value");
    auto kept = pack_.library.convert(value->value(), w.back(), factor->unit);
    if (!kept) return fail(fmt::format("'{}' does not convert to {}", w.back(), factor->unit));
    int first = 0, last = 0;
    bool hours = w.size() == 9;
    if (hours && std::sscanf(w[5].c_str(), "%d-%d", &first, &last) != 2) return fail("hours A-B");
    auto id = series_->open({w[1], factor->code,
                             hours ? observe::Cadence::hour : observe::Cadence::realtime,
                             hours ? observe::Measure::avg : observe::Measure::rtd});
    if (!id) return tl::unexpected(id.error());
    for (int h = first; h <= last; ++h)
      waiting_.emplace(*time + std::chrono::hours{h},
                       observe::Sample{.series = *id, .value = *kept});
    return {};
  }

  // Hands over what was sent until then, hour by hour, and lets the flow do what is due.
  Result<void> at(const std::string& text) {
    auto until = parse_instant(text);
    if (!until) return tl::unexpected(until.error());
    while (now_ < *until) {
      now_ = std::min(*until, Period::of(PeriodKind::hour, now_).end() + kGrace);
      std::vector<observe::Delivery> deliveries(1);
      while (!waiting_.empty() && waiting_.begin()->first < now_) {
        auto sample = waiting_.begin()->second;
        sample.time = to_ms(waiting_.begin()->first);
        deliveries[0].samples.push_back(sample);
        waiting_.erase(waiting_.begin());
      }
      if (!deliveries[0].samples.empty()) flow_->take(deliveries, now_);
      auto done = flow_->judge(now_, std::chrono::steady_clock::now() + kForever);
      if (!done) return tl::unexpected(done.error());
    }
    return {};
  }

  Result<std::optional<ledger::Record>> newest(std::string kind, std::string order,
                                               const std::vector<ledger::Filter>& where) const {
    auto found = records_->query({.kind = std::move(kind),
                                  .where = where,
                                  .order_by = std::move(order),
                                  .descending = true,
                                  .limit = 1});
    if (!found) return tl::unexpected(found.error());
    if (found->empty()) return std::optional<ledger::Record>{};
    return std::optional(found->front());
  }

  Result<std::optional<ledger::Record>> alert_of(const std::string& rule,
                                                 const std::string& site) const {
    return newest("alert", "began_at",
                  {{.field = "rule", .value = rule}, {.field = "site", .value = site}});
  }

  Result<std::optional<ledger::Record>> case_of(const std::string& rule,
                                                const std::string& site) const {
    auto alert = alert_of(rule, site);
    if (!alert || !*alert) return alert;
    return records_->get("case", (*alert)->text("case"));
  }

  // The case that words from `i` on name; `i` is then behind them.
  Result<std::optional<ledger::Record>> case_named(const Words& w, size_t& i) const {
    auto slash = w.at(i).find('/');
    if (slash == std::string::npos) return i += 2, case_of(w.at(i - 2), w.at(i - 1));
    auto name = w[i++];
    if (!name.starts_with("hand/"))
      return newest("case", "opened_at", {{.field = "topic", .value = name}});
    return newest("case", "opened_at",
                  {{.field = "workflow", .value = name.substr(slash + 1)},
                   {.field = "subject", .op = ledger::Op::is_null, .value = {}}});
  }

  // FIELD=VALUE as people type it.
  static Result<void> lay(const ledger::Kind& kind, const std::string& word,
                          ledger::Fields& fields) {
    auto equals = word.find('=');
    auto field = kind.field(word.substr(0, equals));
    if (equals == std::string::npos || !field)
      return fail(fmt::format("'{}' is no FIELD=VALUE of {}", word, kind.name));
    auto typed = ledger::typed(*field, word.substr(equals + 1));
    if (!typed.faults.empty()) return fail(typed.faults.front().en, field->name);
    fields[field->name] = typed.value;
    return {};
  }

  Result<void> record(const Words& w) {
    auto slash = w[1].find('/');
    auto kind = records_->kind(w[1].substr(0, slash));
    if (!kind || slash == std::string::npos) return fail("record KIND/ID FIELD=VALUE ...");
    auto id = w[1].substr(slash + 1);
    auto known = records_->get(kind->name, id);
    if (!known) return tl::unexpected(known.error());
    ledger::Write write{.kind = kind->name, .id = id, .fields = {}, .expected_revision = {}};
    if (*known) write.fields = (*known)->fields;
    if (!*known) ledger::fill_in(*kind, write.fields);
    for (size_t i = 2; i < w.size(); ++i)
      if (auto laid = lay(*kind, w[i], write.fields); !laid) return laid;
    auto faults = ledger::settle(*kind, write.fields);
    if (!faults.empty()) return fail(faults.front().en, faults.front().field);
    return flow_->write("walk", "typed", now_, {std::move(write)});
  }

  // Where somebody works: a street of the pack, a firm for its account, or a unit.
  void place(access::Actor& actor, const std::string& name) const {
    bool street = std::ranges::any_of(pack_.streets, [&](auto& s) { return s.id == name; });
    bool firm = access::has_role(actor.roles, "firm");
    (street ? actor.area : firm ? actor.firm : actor.unit) = name;
  }

  // open WORKFLOW as ROLE [street=S] [unit=U] [due=TIME] "title"
  Result<void> open(const Words& w) {
    casework::ByHand hand{.workflow = w.at(1), .title = w.back(), .text = w.back()};
    for (size_t i = 4; i + 1 < w.size(); ++i) {
      if (w[i].starts_with("street=")) hand.street = w[i].substr(7);
      if (w[i].starts_with("unit=")) hand.about.unit = w[i].substr(5);
      if (w[i].starts_with("due="))
        if (auto due = parse_instant(w[i].substr(4))) hand.due = *due;
    }
    access::Actor actor{.user = w.at(3), .name = w.at(3), .roles = {w.at(3)}};
    auto opened = flow_->dispatcher().open(hand, actor, now_);
    if (!opened) return tl::unexpected(opened.error());
    return flow_->write(actor.user, w.back(), now_, std::move(opened->writes));
  }

  // What the words after the case's name say of a deed.
  Result<void> lay_deed(const Words& w, size_t i, const casework::Case& file,
                        casework::Deed& deed) const {
    auto kind = records_->kind(file.about.subject.substr(0, file.about.subject.find('/')));
    const std::map<std::string, std::string casework::Deed::*> names{
        {"street", &casework::Deed::street},
        {"unit", &casework::Deed::unit},
        {"user", &casework::Deed::user}};
    for (; i + 1 < w.size(); ++i) {
      auto name = w[i].substr(0, w[i].find('='));
      if (w[i] == "with" || w[i] == "photo" || w[i] == "document") continue;
      if (auto member = names.find(name); member != names.end())
        deed.*member->second = w[i].substr(name.size() + 1);
      else if (name == "units")
        deed.units.push_back(w[i].substr(name.size() + 1));
      else if (!kind)
        return fail(fmt::format("'{}' means nothing here", w[i]));
      else if (auto laid = lay(*kind, w[i], deed.form); !laid)
        return laid;
    }
    return {};
  }

  Result<void> act(const Words& w) {
    access::Actor actor{.user = w.at(1), .name = w.at(1), .roles = {w.at(1)}};
    size_t i = 2;
    if (w.at(i) == "of") place(actor, w.at(i + 1)), i += 2;
    casework::Deed deed{.verb = w.at(i), .text = w.back()};
    if (w.size() < i + 4 || w[i + 1] != "on") return fail("act ROLE [of ...] VERB on CASE ...");
    auto record = case_named(w, i += 2);
    if (!record) return tl::unexpected(record.error());
    if (!*record) return fail("there is no such case");
    auto file = casework::case_of(**record);
    if (w.at(i) == "with" && w.at(i + 1) == "document")
      deed.evidence.push_back({"0", "document.pdf", "application/pdf"});
    else if (w.at(i) == "with")
      deed.evidence.push_back(
          {"0", "photo.jpg", "image/jpeg", now_, file.about.place.value_or(LonLat{113.7, 34.7})});
    if (auto laid = lay_deed(w, i, file, deed); !laid) return laid;
    auto writes = flow_->dispatcher().act(file.id, actor, deed, {}, now_);
    if (!writes) return tl::unexpected(writes.error());
    return flow_->write(actor.user, w.back(), now_, std::move(*writes));
  }

  static Result<void> same(const std::string& found, const std::string& expected) {
    if (found == expected) return {};
    return fail(fmt::format("expected {}, found {}", expected, found));
  }

  Result<void> expect(const Words& w) {
    if (w[1] == "value" && w.size() == 7) return expect_value(w);
    bool index = w[1] == "AQI" || w[1].ends_with("_class");
    if (index && w.size() == 5) return expect_index(w);
    if (w[1] == "amount" && w.size() == 7) return expect_amount(w);
    if (w[1] == "record") return expect_record(w);
    if (w[1] != "alert" && w[1] != "case")
      return fail("expect alert, case, record, value or an index");
    bool alert = w[1] == "alert";
    size_t i = alert ? 4 : 2;
    auto record = alert ? alert_of(w.at(2), w.at(3)) : case_named(w, i);
    if (!record) return tl::unexpected(record.error());
    auto found = std::string("none");
    if (*record) found = (*record)->text("state");
    if (*record && !alert && found != "closed") found = (*record)->text("step");
    if (auto done = same(found, w.at(i)); !done || w.size() < i + 3) return done;
    return expect_due(**record, w.at(i + 2));
  }

  // +2h of plain time after the step began, or the moment itself.
  static Result<void> expect_due(const ledger::Record& file, const std::string& word) {
    auto due = file.instant("due_at").value_or(Instant{});
    if (!word.starts_with("+")) return same(iso(due).substr(0, 16), word);
    auto within = parse_duration(word.substr(1));
    if (!within) return tl::unexpected(within.error());
    return same(duration_text(due - file.instant("step_at").value_or(Instant{})),
                duration_text(*within));
  }

  Result<void> expect_record(const Words& w) const {
    auto slash = w[2].find('/');
    auto kind = records_->kind(w[2].substr(0, slash));
    auto field = kind && w.size() == 5 ? kind->field(w[3]) : nullptr;
    if (!field) return fail("expect record KIND/ID FIELD VALUE");
    auto record = records_->get(kind->name, w[2].substr(slash + 1));
    if (!record) return tl::unexpected(record.error());
    if (!*record) return fail("there is no such record");
    auto value = (*record)->fields.find(field->name);
    return same(value == (*record)->fields.end() ? "none" : ledger::shown(*field, value->second),
                w[4]);
  }

  // The value that counts at the beginning of a period; "none" without one.
  Result<std::string> standing(const observe::SeriesKey& key, Instant begin, int places) const {
    auto id = series_->find(key);
    if (!id) return std::string("none");
    auto samples = series_->scan(std::span(&*id, 1), {begin, begin + Millis{1}});
    if (!samples) return tl::unexpected(samples.error());
    if (samples->empty() || !observe::counts(samples->front().mark)) return std::string("none");
    return to_text(round_half_even(samples->front().value, places));
  }

  Result<void> expect_index(const Words& w) const {
    auto kind = period_kind(w[3]);
    auto cadence = observe::cadence_of(w[3]);
    if (!kind || !cadence) return fail("an unknown period");
    auto last = Period::of(*kind, now_ - kGrace).previous();
    return standing({w[2], w[1], *cadence, observe::Measure::index}, last.begin, 0)
        .and_then([&](const std::string& found) { return same(found, w[4]); });
  }

  // The beginning of "2026-Q2" or "2026-05".
  static Result<Instant> begin_of_part(const std::string& word) {
    auto q = word.find("-Q");
    if (q == std::string::npos) return parse_day(word + "-01").map(start_of);
    auto month = (word.at(q + 2) - '0') * 3 - 2;
    return parse_day(fmt::format("{}-{:02}-01", word.substr(0, q), month)).map(start_of);
  }

  Result<void> expect_amount(const Words& w) const {
    constexpr int kPlaces = 3;
    auto begin = begin_of_part(w[4]);
    if (!begin) return tl::unexpected(begin.error());
    auto year = static_cast<int>(day_of(*begin).year());
    auto found = outlet_amounts({*series_, *records_, pack_.library}, w[2], year, now_);
    if (!found) return tl::unexpected(found.error());
    for (const auto& of : found->factors)
      for (const auto& part : of.parts) {
        if (of.factor != pack_.library.canonical_code(w[3]) || part.span.from != *begin) continue;
        auto figure = w[5] == "capture"    ? part.counts.capture.value_or(0)
                      : w[5] == "measured" ? part.counts.measured_kg
                                           : part.counts.substituted_kg;
        return same(to_text(round_half_even(figure, kPlaces)), w[6]);
      }
    return fail("no amount is known of it");
  }

  Result<void> expect_value(const Words& w) const {
    auto factor = pack_.library.factor(w[3]);
    auto key = factor ? observe::home(w[4], w[2], factor->code) : std::nullopt;
    auto time = parse_instant(w[5]);
    if (!key || !time) return fail("an unknown factor, statistic or time");
    return standing(*key, *time, std::max(factor->decimals, kLeastPlaces))
        .and_then([&](const std::string& found) { return same(found, w[6]); });
  }

  const Pack& pack_;
  std::unique_ptr<observe::SeriesLog> series_;
  std::unique_ptr<ledger::RecordLog> records_;
  Sites sites_;
  EventHub hub_;
  DeviceBook devices_;
  std::optional<Flow> flow_;
  std::multimap<Instant, observe::Sample> waiting_;
  Instant now_{};
};

}  // namespace

std::vector<Error> walk(const Pack& pack, const std::filesystem::path& file) {
  auto text = read_file(file);
  if (!text) return {text.error()};
  std::vector<std::pair<std::string, Words>> sentences;
  std::optional<Instant> start;
  std::istringstream lines(*text);
  size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    auto words = words_of(line);
    auto place = fmt::format("{}:{}", file.filename().string(), ++number);
    if (words.empty()) continue;
    if (auto t = Walk::first_time(words); t && !start) start = t;
    sentences.emplace_back(std::move(place), std::move(words));
  }
  if (!start) return {{"names no time", file.filename().string()}};
  Walk walk(pack);
  if (auto done = walk.begin(*start); !done) return {done.error()};
  std::vector<Error> faults;
  for (const auto& [place, words] : sentences)
    if (auto done = walk.step(words); !done) faults.push_back({done.error().message(), place});
  return faults;
}

}  // namespace qs::app
