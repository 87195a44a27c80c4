#include "app/cast.h"

#include <fmt/std.h>

#include <fstream>

#include "base/csv.h"
#include "edge/gateway/file/table_reader.h"

namespace qs::app {
namespace {

using observe::Cadence;
using observe::Measure;

// Columns and rows of made-up sites: a grid of about 100 m over the district.
constexpr size_t kGrid = 100;
constexpr double kGridStep = 0.001;

std::string made_up_mn(size_t number) {
  return fmt::format("41010499A8900016{:08X}", number);
}

simulate::Place place_of(const Site& site) {
  auto kind = site.kind;
  if (kind == "outlet") kind = site.system == "31" ? "outlet_gas" : "outlet_water";
  return {site.id, kind, site.zone, site.lon, site.lat};
}

Site made_up_site(const Pack& pack, std::string id, size_t number, std::string kind) {
  Site site{.id = std::move(id),
            .kind = std::move(kind),
            .name_zh = fmt::format("虚拟点位 {}", number + 1),
            .name_en = fmt::format("Virtual site {}", number + 1),
            .street = pack.streets.empty() ? "" : pack.streets.front().id,
            .lon = pack.district.lon + kGridStep * static_cast<double>(number % kGrid),
            .lat = pack.district.lat + kGridStep * static_cast<double>(number / kGrid % kGrid),
            .device = made_up_mn(number),
            .simulated = true};
  if (site.kind == "river") {
    site.standard = "GB 3838";
    site.scope = site.target_class = "III";
    site.condition = "water_body=river";
  } else {
    site.standard = site.kind == "noise" ? "GB 3096" : "GB 3095";
    site.scope = "2";
    if (site.kind == "noise") site.zone = "2";
  }
  site.system = simulate::system_of(site.kind);
  site.factors = simulate::factors_of(site.kind);
  return site;
}

std::string_view command_of(Cadence cadence) {
  switch (cadence) {
    case Cadence::realtime:
      return "2011";
    case Cadence::minute:
      return "2051";
    case Cadence::hour:
      return "2061";
    case Cadence::day:
      return "2031";
    default:
      return {};
  }
}

std::string_view suffix_of(Measure measure) {
  switch (measure) {
    case Measure::rtd:
      return "-Rtd";
    case Measure::avg:
      return "-Avg";
    case Measure::min:
      return "-Min";
    case Measure::max:
      return "-Max";
    case Measure::cou:
      return "-Cou";
    default:
      return {};
  }
}

std::string kind_of(const std::set<std::string>& factors) {
  if (factors.empty()) return "air_standard";
  auto first = factors.begin()->front();
  return first == 'w' ? "river" : first == 'a' ? "air_standard" : "noise";
}

// A table on its way into frames: what the import would keep, turned back into what a logger sends.
class Replay {
 public:
  Replay(const Pack& pack, Cast& cast) : pack_(pack), cast_(cast) {}

  Result<void> read(const SimulateOptions& o) {
    standard::Faults faults;
    auto mapping = gateway::read_mapping(o.mapping, faults);
    if (!mapping) return fail(faults.list.front().message());
    auto rows = o.replay.extension() == ".xlsx" ? table::open_xlsx(o.replay, mapping->sheet)
                                                : table::open_csv(o.replay, mapping->delimiter);
    if (!rows) return tl::unexpected(rows.error());
    gateway::TableSink sink;
    sink.bind = [this](const observe::SeriesKey& key) { return bind(key); };
    sink.take = [this](std::vector<observe::Sample>&& samples, size_t, size_t) {
      return take(samples);
    };
    auto report = gateway::read_table(**rows, o.replay.string(), *mapping, pack_.library, sink);
    if (!report) return tl::unexpected(report.error());
    if (by_site_.size() > kMostVirtualDevices) return fail("more sites than virtual devices");
    fmt::print(stderr, "{} values of {} sites to replay\n", report->values, by_site_.size());
    return assign();
  }

 private:
  struct Channel {
    observe::SeriesKey key;
    std::string_view name;  // "a34004-Avg"
    standard::Conversion sent_to_kept;
  };
  static constexpr observe::SeriesId kNotSent = 0;
  using Rows = std::map<std::pair<Instant, Cadence>, simulate::ReplayRow>;

  Result<observe::SeriesId> bind(const observe::SeriesKey& key) {
    auto known = ids_.find(key);
    if (known != ids_.end()) return known->second;
    // What tables hold besides (a moving mean, an index) no device sends; the server makes its own.
    if (command_of(key.cadence).empty() || suffix_of(key.measure).empty()) return kNotSent;
    auto factor = pack_.library.factor(key.factor);
    auto system = key.factor.starts_with('w') ? "21" : key.factor.starts_with('a') ? "22" : "23";
    auto unit = pack_.library.sent_unit(key.factor, system, today_);
    auto conversion = pack_.library.conversion(unit, factor->unit);
    if (!conversion) return fail("does not convert from the unit that is sent", key.factor);
    auto suffix = system == std::string_view("23") && key.measure == Measure::avg
                      ? "-Data"
                      : suffix_of(key.measure);
    auto named = cast_.keys.insert(fmt::format("{}{}", key.factor, suffix)).first;
    channels_.push_back({key, *named, *conversion});
    return ids_[key] = static_cast<observe::SeriesId>(channels_.size());
  }

  Result<observe::Receipt> take(const std::vector<observe::Sample>& samples) {
    for (const auto& s : samples) {
      if (s.series == kNotSent || !observe::counts(s.mark)) continue;
      const auto& c = channels_[s.series - 1];
      auto& row = by_site_[c.key.site][{from_ms(s.time), c.key.cadence}];
      row.time = from_ms(s.time);
      row.cn = command_of(c.key.cadence);
      auto sent = (s.value - c.sent_to_kept.offset) * c.sent_to_kept.divisor / c.sent_to_kept.scale;
      row.values.emplace_back(c.name, printed(sent));
    }
    return observe::Receipt{.kept = samples.size()};
  }

  // Ten significant digits: what the conversions there and back leave behind them is not sent.
  static double printed(double value) { return std::stod(fmt::format("{:.10g}", value)); }

  Result<void> assign() {
    std::map<std::string, std::set<std::string>> factors;
    for (const auto& c : channels_) factors[c.key.site].insert(c.key.factor);
    for (auto& [id, rows] : by_site_) {
      auto declared = pack_.site(id);
      CastMember member;
      member.site = declared && !declared->device.empty()
                        ? *declared
                        : made_up_site(pack_, id, cast_.members.size(), kind_of(factors[id]));
      member.place = place_of(member.site);
      for (auto& [at, row] : rows) member.rows.push_back(std::move(row));
      rows.clear();
      cast_.members.push_back(std::move(member));
    }
    return {};
  }

  const Pack& pack_;
  Cast& cast_;
  const Day today_ = day_of(std::chrono::floor<Millis>(std::chrono::system_clock::now()));
  std::vector<Channel> channels_;
  std::map<observe::SeriesKey, observe::SeriesId> ids_;
  std::map<std::string, Rows> by_site_;
};

Result<void> link_beside(const Path& directory, const Path& inherited) {
  auto link = std::filesystem::absolute(directory).parent_path() / inherited.filename();
  if (std::filesystem::exists(link)) return {};
  std::error_code fault;
  std::filesystem::create_directory_symlink(std::filesystem::absolute(inherited), link, fault);
  if (fault) return fail(fault.message(), link.string());
  return {};
}

}  // namespace

Result<Cast> cast_of(const SimulateOptions& o, const Pack& pack) {
  if (o.devices > kMostVirtualDevices)
    return fail(fmt::format("more than {} devices", kMostVirtualDevices));
  Cast cast;
  if (!o.replay.empty()) {
    if (auto read = Replay(pack, cast).read(o); !read) return tl::unexpected(read.error());
  } else if (o.devices > 0) {
    for (size_t i = 0; i < o.devices; ++i) {
      auto site = made_up_site(pack, fmt::format("sim-{}", i), i, "air_micro");
      cast.members.push_back({.site = site, .place = place_of(site)});
    }
  } else {
    for (const auto& site : pack.sites)
      if (!site.device.empty()) cast.members.push_back({.site = site, .place = place_of(site)});
  }
  if (o.stranger) {
    auto site = made_up_site(pack, "stranger", 0, "air_micro");
    site.device = "41010499A890001600ABCDEF";
    cast.members.push_back({.site = site, .place = place_of(site), .stranger = true});
  }
  return cast;
}

Result<void> write_pack(const Path& directory, const Pack& pack, const Cast& cast) {
  std::error_code fault;
  std::filesystem::create_directories(directory, fault);
  if (fault) return fail(fault.message(), directory.string());
  auto mother = std::filesystem::absolute(pack.directory / "").parent_path();
  for (const auto& id : pack.lineage)
    if (auto done = link_beside(directory, mother.parent_path() / id); !done) return done;
  std::ofstream toml(directory / "pack.toml"), sites(directory / "sites.csv");
  toml << fmt::format(
      "format = {}\nid = \"simulated\"\nname_zh = \"虚拟点位\"\nname_en = \"Virtual sites\"\n"
      "inherits = \"{}\"\ncentre = [{}, {}]\n",
      kPackFormat, mother.filename().string(), pack.district.lon, pack.district.lat);
  sites << "id,kind,name_zh,name_en,street,lon,lat,device,system,factors,standard,scope,condition,"
           "target_class,zone,reference_oxygen,simulated\n";
  for (const auto& member : cast.members) {
    const auto& s = member.site;
    if (member.stranger || pack.site(s.id)) continue;
    sites << fmt::format("{},{},{},{},{},{:.5f},{:.5f},{},{},{},{},{},{},{},{},,1\n",
                         csv_field(s.id), s.kind, s.name_zh, s.name_en, s.street, s.lon, s.lat,
                         s.device, s.system, fmt::join(s.factors, " "), s.standard, s.scope,
                         s.condition, s.target_class, s.zone);
  }
  toml.close();
  sites.close();
  if (!toml || !sites) return fail("cannot be written", directory.string());
  return {};
}

}  // namespace qs::app
