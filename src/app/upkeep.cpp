#include "app/upkeep.h"

#include <spdlog/spdlog.h>

namespace qs::app {

namespace {

constexpr auto kEvery = std::chrono::hours{24};
constexpr auto kFirst = std::chrono::minutes{10};  // after the start
constexpr auto kLate = std::chrono::hours{72};  // a month is closed when its late values have come

}  // namespace

Upkeep::Upkeep(store::Store& store, std::filesystem::path data, std::function<Instant()> now)
    : store_(store),
      archive_(data / "archive"),
      now_(std::move(now)),
      rounds_(kFirst, kEvery, [this] {
        if (auto done = work(now_()); !done)
          spdlog::error("upkeep fault=\"{}\"", done.error().message());
      }) {}

Result<void> Upkeep::work(Instant now) {
  auto month = Period::of(PeriodKind::month, now - kLate).previous();
  std::error_code fault;
  std::filesystem::create_directories(archive_, fault);
  if (fault) return fail(fault.message(), archive_.string());
  auto file = archive_ / (iso_month(day_of(month.begin)) + ".parquet");
  if (!std::filesystem::exists(file)) {
    if (auto done = store_.series->close_month(month); !done) return done;
    if (auto done = store::archive_month(store_, month, file); !done) return done;
    spdlog::info("upkeep month={} archived", iso_month(day_of(month.begin)));
  }
  auto retired = store::apply_retention(store_, now);
  if (!retired) return tl::unexpected(retired.error());
  if (*retired > 0) spdlog::info("upkeep retired={}", *retired);
  return {};
}

}  // namespace qs::app
