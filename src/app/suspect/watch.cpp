#include "app/suspect/watch.h"

#include <spdlog/spdlog.h>

#include "app/all_records.h"
#include "app/basis.h"
#include "app/pack/suspicion.h"
#include "app/suspect/table_csv.h"
#include "app/suspect/telling.h"
#include "base/digest.h"
#include "base/json.h"

namespace qs::app {
namespace {

using ledger::Record;
using ledger::Write;

constexpr auto kFirst = std::chrono::seconds{5};  // after the start
constexpr auto kEvery = std::chrono::minutes{5};
constexpr auto kClosed = std::chrono::hours{2};  // after midnight, when late hours have come
constexpr auto kHistory = std::chrono::days{366};
constexpr auto kRecent = std::chrono::days{31};  // findings of days before are not told any more
constexpr size_t kPerCommit = 500, kIdDigits = 16;
constexpr const char* kWho = "flow";

// The outlet's firm and whether its cameras are seen, by station.
struct Surroundings {
  std::map<std::string, std::string, std::less<>> firm_of;
  std::map<std::string, bool, std::less<>> camera_lost;  // by firm
};

Result<Surroundings> surroundings(const ledger::RecordLog& records) {
  Surroundings out;
  for (const char* kind : {"outlet", "water_outlet"}) {
    if (!records.kind(kind)) continue;
    auto found = all_records(records, kind);
    if (!found) return tl::unexpected(found.error());
    for (const auto& outlet : *found)
      if (!outlet.text("station").empty())
        out.firm_of[outlet.text("station")] = outlet.text("firm");
  }
  if (!records.kind("camera")) return out;
  auto cameras = all_records(records, "camera");
  if (!cameras) return tl::unexpected(cameras.error());
  for (const auto& camera : *cameras)
    if (!camera.text("firm").empty() && camera.text("state") != "removed")
      out.camera_lost[camera.text("firm")] |= camera.text("state") == "offline";
  return out;
}

suspect::Table empty_table(Instant now) {
  auto today = start_of(day_of(now));
  constexpr std::chrono::hours kHour{1};
  suspect::Table table{.begin = today - kHistory, .step = kHour};
  table.rows = static_cast<size_t>((today - table.begin) / kHour);
  return table;
}

void put(suspect::Table& table, suspect::Column& column, const observe::Sample& sample) {
  auto since = from_ms(sample.time) - table.begin;
  if (since < Millis{0} || since % table.step != Millis{0}) return;
  auto row = static_cast<size_t>(since / table.step);
  if (row >= table.rows) return;
  column.values[row] = sample.value;
  auto letter = observe::letter(sample.mark);
  column.marks[row] = letter.empty() ? ' ' : letter.front();
}

// Days from the first on which anything came; nothing before is kept in the table.
void trim(suspect::Table& table) {
  size_t first = table.rows;
  for (const auto& column : table.columns)
    for (size_t t = 0; t < first; ++t)
      if (column.values[t]) first = t;
  first -= first % 24;
  for (auto& column : table.columns) {
    column.values.erase(column.values.begin(),
                        column.values.begin() + static_cast<ptrdiff_t>(first));
    column.marks.erase(0, first);
  }
  table.begin = table.at(first);
  table.rows -= first;
}

suspect::Memory memory_of(const std::vector<Record>& bars) {
  suspect::Memory memory;
  for (const auto& bar : bars)
    memory.push_back({bar.text("station"), bar.text("code"), bar.text("factor"),
                      bar.number("times").value_or(1)});
  return memory;
}

Write write_of(const suspect::Finding& f, const suspect::Law& law, const suspect::Table& table,
               const Surroundings& around, const Pack& pack) {
  auto told = json_of(f, law, table.step);
  auto id = sha256_hex(f.outlet + "|" + f.code + "|" + f.factors.front() + "|" + iso(f.span.from));
  Write write{
      .kind = "suspicion", .id = id.substr(0, kIdDigits), .fields = {}, .expected_revision = 0};
  for (const char* field : {"sentence_zh", "sentence_en", "code", "name_zh", "name_en"})
    write.fields[field] = told[field].get<std::string>();
  write.fields["station"] = f.outlet;
  write.fields["factor"] = f.factors.front();
  write.fields["from"] = to_ms(f.span.from);
  write.fields["until"] = to_ms(f.span.until);
  write.fields["found_at"] = to_ms(f.found_at);
  write.fields["strength"] = f.strength;
  write.fields["also"] = told["also"].dump();
  write.fields["figures"] = told["figures"].dump();
  write.fields["picture"] = told["picture"].dump();
  write.fields["confidence"] = told["confidence"].get<std::string>();
  write.fields["state"] = std::string("new");
  if (const auto* site = pack.site(f.outlet); site && !site->street.empty())
    write.fields["street"] = site->street;
  auto firm = around.firm_of.find(f.outlet);
  if (firm != around.firm_of.end() && !firm->second.empty()) write.fields["firm"] = firm->second;
  return write;
}

// The pieces of evidence of each outlet and day.
using Days = std::map<std::pair<std::string, int64_t>, std::vector<suspect::Evidence>>;

void weigh_findings(const std::vector<Record>& known, const suspect::Law& law, Instant since,
                    Days& days) {
  for (const auto& record : known) {
    const auto* rule = law.rule(record.text("code"));
    auto from = record.instant("from"), until = record.instant("until");
    if (!rule || !from || !until) continue;
    auto state = record.text("state");
    auto evidence = suspect::evidence_of(*rule, record.number("strength").value_or(0),
                                         state == "confirmed" ? suspect::State::confirmed
                                         : state == "refuted" ? suspect::State::refuted
                                                              : suspect::State::fresh);
    auto day = Period::of(PeriodKind::day, std::max(*from, since));
    for (; day.begin < *until; day = day.next())
      days[{record.text("station"), to_ms(day.begin)}].push_back(evidence);
  }
}

std::vector<Write> scores_of(const Days& days, const Surroundings& around, Instant yesterday) {
  constexpr double kCameraLost = 0.3;
  std::vector<Write> out;
  for (const auto& [key, evidence] : days) {
    auto all = evidence;
    auto firm = around.firm_of.find(key.first);
    auto lost = firm == around.firm_of.end() ? around.camera_lost.end()
                                             : around.camera_lost.find(firm->second);
    // Cameras are known as they are now, so only of the day that was just closed.
    if (key.second == to_ms(yesterday) && lost != around.camera_lost.end() && lost->second)
      all.push_back({"video", kCameraLost});
    auto score = suspect::fuse(std::move(all));
    Json told = Json::array();
    for (const auto& one : score.evidence)
      told.push_back({{"what", one.what}, {"log_odds", one.log_odds}});
    auto day = iso(day_of(from_ms(key.second)));
    out.push_back({.kind = "suspicion_score",
                   .id = key.first + "." + day,
                   .fields = {{"station", key.first},
                              {"day", day},
                              {"probability", score.probability},
                              {"evidence", told.dump()}}});
  }
  return out;
}

}  // namespace

Result<suspect::Table> outlet_hours(const Pack& pack, const observe::SeriesLog& series,
                                    const ledger::RecordLog& records, Instant now) {
  auto stations =
      all_records(records, "station",
                  {{.field = "kind", .op = ledger::Op::equal, .value = std::string("outlet")}});
  if (!stations) return tl::unexpected(stations.error());
  auto table = empty_table(now);
  for (const auto& station : *stations) {
    if (station.flag("closed")) continue;
    for (const auto& [id, key] : series.catalogue(station.id)) {
      if (key.cadence != observe::Cadence::hour || key.measure != observe::Measure::avg) continue;
      if (table.columns.size() == suspect::kMostColumns) break;
      auto samples = series.scan(std::array{id}, {table.begin, table.at(table.rows)});
      if (!samples) return tl::unexpected(samples.error());
      auto column = suspect_column(station.id, key.factor, pack.library);
      column.values.resize(table.rows);
      column.marks.assign(table.rows, ' ');
      for (const auto& sample : *samples) put(table, column, sample);
      for (const auto* limit : limits_at(pack.library, site_of(station), key.factor,
                                         observe::Cadence::hour, day_of(now)))
        column.limit = limit->upper;
      table.columns.push_back(std::move(column));
    }
  }
  trim(table);
  return table;
}

Result<std::vector<Write>> fresh_suspicions(const Pack& pack, const observe::SeriesLog& series,
                                            const ledger::RecordLog& records, Instant now) {
  auto table = outlet_hours(pack, series, records, now);
  if (!table) return tl::unexpected(table.error());
  auto bars = all_records(records, "suspicion_bar");
  if (!bars) return tl::unexpected(bars.error());
  auto around = surroundings(records);
  if (!around) return tl::unexpected(around.error());
  auto since = start_of(day_of(now)) - kRecent;
  auto known = all_records(records, "suspicion",
                           {{.field = "until", .op = ledger::Op::greater, .value = to_ms(since)}});
  if (!known) return tl::unexpected(known.error());
  auto law = suspicion_law(pack);
  std::vector<Write> out;
  for (const auto& finding : suspect::judge(*table, law, memory_of(*bars))) {
    if (finding.found_at < since) continue;
    auto write = write_of(finding, law, *table, *around, pack);
    if (std::ranges::find(*known, write.id, &Record::id) != known->end()) continue;
    known->push_back({.kind = write.kind, .id = write.id, .fields = write.fields});
    out.push_back(std::move(write));
  }
  Days days;
  weigh_findings(*known, law, since, days);
  for (const auto& a : suspect::agreements(*table, law))
    if (a.day >= since)
      days[{a.outlet, to_ms(a.day)}].push_back(suspect::evidence_of(a.witness, a.apart));
  auto yesterday = Period::of(PeriodKind::day, now).previous().begin;
  for (auto& score : scores_of(days, *around, yesterday)) out.push_back(std::move(score));
  return out;
}

SuspicionRounds::SuspicionRounds(const Pack& pack, const observe::SeriesLog& series,
                                 const ledger::RecordLog& records, service::Desk& desk,
                                 std::function<Instant()> now)
    : pack_(pack),
      series_(series),
      records_(records),
      desk_(desk),
      now_(std::move(now)),
      rounds_(kFirst, kEvery, [this] { work(); }) {}

void SuspicionRounds::work() {
  auto now = now_();
  if (done_on_ == day_of(now - kClosed)) return;
  auto writes = fresh_suspicions(pack_, series_, records_, now - kClosed);
  if (!writes) return spdlog::error("suspicion=failed fault=\"{}\"", writes.error().message());
  for (size_t i = 0; i < writes->size(); i += kPerCommit) {
    auto end = std::min(writes->size(), i + kPerCommit);
    std::vector<Write> part(writes->begin() + static_cast<ptrdiff_t>(i),
                            writes->begin() + static_cast<ptrdiff_t>(end));
    auto kept = desk_.write(std::move(part), {{.user = kWho}, now, "数据真实性每日研判"});
    if (!kept) return spdlog::error("suspicion=failed fault=\"{}\"", kept.error().error.message());
  }
  done_on_ = day_of(now - kClosed);
}

}  // namespace qs::app
