#include "kernel/casework/visit.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/decimal.h"
#include "base/json.h"
#include "kernel/casework/given.h"

namespace qs::casework {
namespace {

using ledger::kept;
using Found = Finding::Result;

constexpr std::array<std::string_view, 3> kResults{"good", "bad", "none"};

// What stands before the figures: 围挡 100%：主要路段不低于….
std::string_view brief(std::string_view text) {
  return text.substr(0, text.find("："));
}

std::string files(const std::vector<std::string>& hashes) {
  return hashes.empty() ? std::string() : Json(hashes).dump();
}

Result<void> check_finding(const CheckItem& item, const Finding& finding) {
  auto place = "items." + item.id;
  if (finding.note.size() > kLongestNote)
    return fail(fmt::format("longer than {} bytes", kLongestNote), place + ".note");
  if (finding.photos.size() > kMostPhotosOfItem)
    return fail(fmt::format("more than {} photos", kMostPhotosOfItem), place + ".photo");
  bool bad = finding.result == Found::bad;
  bool wants = item.photo == CheckItem::Photo::always
                   ? finding.result != Found::none
                   : item.photo == CheckItem::Photo::fault && bad;
  if (wants && finding.photos.empty()) return fail("a photo is needed", place + ".photo");
  if (bad && finding.photos.empty() && is_blank(finding.note))
    return fail("a fault needs a word or a photo", place + ".note");
  return {};
}

Result<void> check_hands(const Visit& visit) {
  constexpr const char* kPlace = "inspector_signatures";
  for (const auto& hand : visit.hands)
    if (is_blank(hand.name) || hand.signature.empty())
      return fail("each has a name and a signature", kPlace);
  if (visit.hands.size() > kInspectorHands ||
      (visit.enforcement && visit.hands.size() < kInspectorHands))
    return fail("two inspectors sign", kPlace);
  if (visit.hands.size() == kInspectorHands &&
      (visit.hands[0].name == visit.hands[1].name ||
       visit.hands[0].signature == visit.hands[1].signature))
    return fail("two inspectors sign, each for themselves", kPlace);
  return {};
}

Result<void> check_visit(const Checklist& list, const Visit& visit) {
  if (is_blank(visit.inspectors)) return fail("who was there?", "inspectors");
  if (auto fine = check_hands(visit); !fine) return fine;
  std::set<std::string> answered;
  for (const auto& finding : visit.findings) {
    auto item = list.item(finding.item);
    if (!item) return fail("the check list has no such item", "items." + finding.item);
    if (!answered.insert(finding.item).second)
      return fail("is answered twice", "items." + finding.item);
    if (auto fine = check_finding(*item, finding); !fine) return fine;
  }
  for (const auto& item : list.items)
    if (!answered.contains(item.id)) return fail("is not answered", "items." + item.id);
  return {};
}

Json rows_of(const Checklist& list, const Visit& visit) {
  auto rows = Json::array();
  for (const auto& finding : visit.findings) {
    Json row{{"item", finding.item},
             {"text", list.item(finding.item)->zh},
             {"result", name(finding.result)}};
    if (!finding.note.empty()) row["note"] = finding.note;
    if (!finding.photos.empty()) row["photos"] = fmt::format("{}", fmt::join(finding.photos, " "));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<std::string> photos_of(const Visit& visit) {
  std::vector<std::string> all;
  for (const auto& finding : visit.findings)
    for (const auto& hash : finding.photos)
      if (std::ranges::find(all, hash) == all.end()) all.push_back(hash);
  return all;
}

ledger::Fields common(const Checklist& list, const Visit& visit) {
  ledger::Fields fields{{"checklist", list.id},
                        {list.through, visit.about},
                        {"street", kept(visit.street)},
                        {"firm", kept(visit.firm)}};
  if (visit.place) fields["place"] = Geometry::point(*visit.place).geojson();
  return fields;
}

ledger::Write record_of(const Checklist& list, const Visit& visit) {
  auto tally = score_of(list, visit.findings);
  auto fields = common(list, visit);
  fields["called"] = fmt::format("{} · {}", list.name_zh, visit.about_title);
  fields["version"] = list.version;
  fields["checked_on"] = iso(day_of(visit.at));
  fields["visited_at"] = to_ms(visit.at);
  fields["inspectors"] = visit.inspectors;
  fields["items"] = rows_of(list, visit).dump();
  fields["score"] = kept(tally.score);
  fields["good"] = int64_t{tally.good};
  fields["bad"] = int64_t{tally.bad};
  fields["result"] = std::string(tally.bad > 0 ? "faults" : "clean");
  fields["photos"] = kept(files(photos_of(visit)));
  if (!visit.signature.empty()) fields["signature"] = files({visit.signature});
  fields["signed_by"] = kept(visit.signed_by);
  fields["enforcement"] = visit.enforcement;
  for (size_t i = 0; i < visit.hands.size(); ++i) {
    auto which = i == 0 ? "a" : "b";
    fields[fmt::format("inspector_{}", which)] = visit.hands[i].name;
    fields[fmt::format("signature_{}", which)] = files({visit.hands[i].signature});
  }
  fields["accuracy_m"] = kept(visit.accuracy_m);
  if (visit.ahead_s) fields["clock_ahead_s"] = *visit.ahead_s;
  fields["remark"] = kept(visit.remark);
  return {.kind = std::string(kVisitKind),
          .id = visit.id,
          .fields = std::move(fields),
          .expected_revision = 0};
}

ledger::Write fault_of(const Checklist& list, const Visit& visit, const Finding& finding) {
  const auto& item = *list.item(finding.item);
  auto day = Day{std::chrono::sys_days(day_of(visit.at)) + std::chrono::days(item.rectify_days)};
  auto fields = common(list, visit);
  fields["called"] = fmt::format("{} · {}", brief(item.zh), visit.about_title);
  fields["visit"] = visit.id;
  fields["item"] = item.id;
  fields["clause"] = item.clause;
  fields["found_on"] = iso(day_of(visit.at));
  fields["note"] = kept(finding.note);
  fields["photos"] = kept(files(finding.photos));
  fields["due_on"] = iso(day);
  fields["state"] = std::string("open");
  return {.kind = std::string(kVisitFaultKind),
          .id = visit.id + "~" + item.id,
          .fields = std::move(fields),
          .expected_revision = 0};
}

}  // namespace

std::optional<Finding::Result> finding_of(std::string_view word) {
  auto it = std::ranges::find(kResults, word);
  if (it == kResults.end()) return std::nullopt;
  return static_cast<Finding::Result>(it - kResults.begin());
}

std::string_view name(Finding::Result result) {
  return kResults[static_cast<size_t>(result)];
}

VisitScore score_of(const Checklist& list, const std::vector<Finding>& findings) {
  VisitScore out;
  double good = 0, all = 0;
  bool vetoed = false;
  for (const auto& finding : findings) {
    auto item = list.item(finding.item);
    if (!item) continue;
    if (finding.result == Found::none) {
      ++out.none;
      continue;
    }
    bool bad = finding.result == Found::bad;
    ++(bad ? out.bad : out.good);
    vetoed |= bad && item->veto;
    all += item->weight;
    if (!bad) good += item->weight;
  }
  if (all > 0) out.score = vetoed ? 0 : round_half_even(100 * good / all, 1);
  return out;
}

Result<std::vector<ledger::Write>> visit_writes(const Checklist& list, const Visit& visit) {
  if (auto fine = check_visit(list, visit); !fine) return tl::unexpected(fine.error());
  std::vector<ledger::Write> writes{record_of(list, visit)};
  for (const auto& finding : visit.findings)
    if (finding.result == Found::bad) writes.push_back(fault_of(list, visit, finding));
  return writes;
}

std::vector<StreetScore> rank_streets(const std::vector<ledger::Record>& visits) {
  std::map<std::string, std::vector<double>> scores;
  std::map<std::string, StreetScore> streets;
  for (const auto& visit : visits) {
    auto street = visit.text("street");
    auto& row = streets[street];
    row.street = street;
    ++row.visits;
    row.faults += static_cast<int>(visit.integer("bad").value_or(0));
    if (auto score = visit.number("score")) scores[street].push_back(*score);
  }
  std::vector<StreetScore> out;
  for (auto& [street, row] : streets) {
    if (!scores[street].empty()) row.mean = mean_half_even(scores[street], 1);
    out.push_back(std::move(row));
  }
  std::ranges::stable_sort(out, [](const StreetScore& a, const StreetScore& b) {
    return a.mean.value_or(-1) > b.mean.value_or(-1);
  });
  return out;
}

}  // namespace qs::casework
