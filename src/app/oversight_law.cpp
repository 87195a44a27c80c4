#include "app/oversight_law.h"

namespace qs::app {

void OversightLaw::complete(ledger::Fields& fields) const {
  ledger::Record record{{}, {}, 0, fields};
  auto event = credit.event(record.text("event"));
  auto day = parse_day(record.text("day"));
  if (!event || !day) return;
  fields.try_emplace("points", event->points);
  fields.try_emplace("until", iso(oversight::last_day_of(*day, event->months)));
  fields.try_emplace("version", credit.version);
}

}  // namespace qs::app
