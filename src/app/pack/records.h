// 登记内容: the shelves that kinds stand on, the records that a pack brings along, and how a
// district that is only tried out is filled.
#pragma once

#include "app/pack.h"

namespace qs::app {

// shelves.csv; a shelf with a known id takes its place.
void read_shelves(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// Kinds on a shelf that nobody declares.
void check_shelves(const Pack& pack, standard::Faults& faults);

// records/<kind>.csv: a column `id`, the others named as the kind's fields, each cell as people
// type it. A record with a known kind and id takes its place.
void read_records(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// References to what the pack does not bring along, streets that are not the district's, values
// that must be unique and are not.
void check_records(const Pack& pack, standard::Faults& faults);

// records/simulated.toml; a fill with a known id takes its place.
void read_fills(const std::filesystem::path& layer, Pack& pack, standard::Faults& faults);
// Kinds and fields that are not declared, values that are not the field's.
void check_fills(const Pack& pack, standard::Faults& faults);

}  // namespace qs::app
