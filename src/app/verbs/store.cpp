#include "edge/store/store.h"

#include <fmt/std.h>

#include "app/casefile/check.h"
#include "app/control.h"
#include "app/founding.h"
#include "app/verbs/verbs.h"
#include "base/digest.h"
#include "base/json.h"
#include "exhibit/opened_parcel.h"

namespace qs::app {
namespace {

// The answer of the server that runs on this data folder, or nullopt when none does.
std::optional<Json> from_server(const Path& data, const Json& request) {
  auto answer = ask_server(data, request.dump());
  if (!answer) return std::nullopt;
  auto json = Json::parse(*answer, nullptr, false);
  return json.is_object() ? std::optional(json) : std::nullopt;
}

int tell_verified(const Json& found, bool json) {
  bool broken = !found["series"].is_null() || !found["ledger"].is_null();
  if (json) {
    fmt::print("{}\n", found.dump());
  } else if (!broken) {
    fmt::print("every day's chain holds, of the raw data and of the records\n");
  } else {
    for (auto part : {"series", "ledger"})
      if (!found[part].is_null())
        fmt::print("{}: the first broken day is {}\n", part, found[part].get<std::string>());
  }
  return broken ? 1 : 0;
}

Json json_of(const store::Verification& v) {
  auto day = [](const std::optional<Day>& d) { return d ? Json(iso(*d)) : Json(); };
  return {{"series", day(v.series)}, {"ledger", day(v.records)}};
}

Json package_json(const std::string& digest, std::span<const exhibit::Flaw> flaws,
                  const std::optional<MatterCheck>& matter) {
  auto list = Json::array();
  for (const auto& flaw : flaws) list.push_back({{"name", flaw.name}, {"text", flaw.text}});
  Json out{{"sha256", digest}, {"flaws", list}};
  if (matter)
    out["matter"] = {{"frames", matter->frames},         {"reread", matter->reread},
                     {"sealed", matter->sealed},         {"other", matter->other},
                     {"values", matter->values},         {"traced", matter->traced},
                     {"statistics", matter->statistics}, {"remade", matter->remade},
                     {"judged", matter->judged},         {"exceeding", matter->exceeding}};
  return out;
}

void tell_package(const std::string& sum, std::span<const exhibit::Flaw> flaws,
                  const std::optional<MatterCheck>& matter) {
  for (const auto& flaw : flaws) fmt::print("{}: {}\n", flaw.name, flaw.text);
  fmt::print("{}\n", sum);
  if (matter)
    fmt::print(
        "{} frames, {} read again ({} encrypted, {} of another kind); {} values, {} as their frame "
        "says; {} statistics, {} of them ours and the same again; {} periods judged, {} exceed\n",
        matter->frames, matter->reread, matter->sealed, matter->other, matter->values,
        matter->traced, matter->statistics, matter->remade, matter->judged, matter->exceeding);
  if (flaws.empty()) fmt::print("every sum, every SM3 and the chain of the story hold\n");
}

}  // namespace

int verify(const Path& data, bool json) {
  if (auto answer = from_server(data, {{"verb", "verify"}})) {
    if (answer->contains("error")) return say_failed((*answer)["error"].get<std::string>());
    return tell_verified(*answer, json);
  }
  auto store = store::open_store(data, {});
  if (!store) return say_failed(store.error().message());
  auto verified = store::verify(*store);
  if (!verified) return say_failed(verified.error().message());
  return tell_verified(json_of(*verified), json);
}

int verify_package(const Path& package, bool json) {
  auto opened = exhibit::open_parcel(package);
  if (!opened) return say_failed(opened.error().message());
  auto digest = sha256_of(package);
  if (!digest) return say_failed(digest.error().message());
  std::optional<MatterCheck> matter;
  if (has_matter(opened->papers)) {
    matter = check_matter(opened->papers);
    std::ranges::copy(matter->flaws, std::back_inserter(opened->flaws));
  }
  if (json)
    fmt::print("{}\n", package_json(*digest, opened->flaws, matter).dump());
  else
    tell_package(fmt::format("{}  {}", *digest, package.filename().string()), opened->flaws,
                 matter);
  return opened->flaws.empty() ? 0 : 1;
}

int password(const Path& pack, const Path& data, const std::string& user) {
  auto opened = open_pack(pack);
  if (!opened) return say_failed(opened.error().message());
  auto store = store::open_store(data, {});
  if (!store) return say_failed(store.error().message());
  if (auto done = store->records->declare(opened->kinds); !done)
    return say_failed(done.error().message());
  auto now = std::chrono::floor<Millis>(std::chrono::system_clock::now());
  auto fresh = reset_password(*store->records, user, now);
  if (!fresh) return say_failed(fresh.error().message());
  fmt::print("{}\n", *fresh);
  return 0;
}

int backup(const Path& data, const Path& to) {
  auto target = std::filesystem::absolute(to);
  if (auto answer = from_server(data, {{"verb", "backup"}, {"to", target.string()}})) {
    if (answer->contains("error")) return say_failed((*answer)["error"].get<std::string>());
  } else {
    auto store = store::open_store(data, {});
    if (!store) return say_failed(store.error().message());
    if (auto done = store::backup(*store, target); !done) return say_failed(done.error().message());
  }
  fmt::print("backed up to {}\n", target);
  return 0;
}

int restore(const Path& from, const Path& to) {
  if (auto done = store::restore(from, to); !done) return say_failed(done.error().message());
  fmt::print("restored to {}\n", to);
  return 0;
}

int status(const Path& data, bool json) {
  auto answer = from_server(data, {{"verb", "status"}});
  if (!answer) return say_failed(fmt::format("no server runs on {}", data));
  if (json) {
    fmt::print("{}\n", answer->dump());
  } else {
    for (const auto& [name, value] : answer->items()) fmt::print("{:<40} {}\n", name, value.dump());
  }
  return 0;
}

}  // namespace qs::app
