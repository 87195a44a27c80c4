// 区县: what the district is, as its pack says; labels and outlines for the pages.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/casework/calendar.h"
#include "kernel/casework/checklist.h"
#include "kernel/casework/verbs.h"
#include "kernel/ledger/board.h"
#include "kernel/ledger/charge.h"
#include "kernel/ledger/dossier.h"
#include "kernel/report/rules.h"

namespace qs::service {

struct Street {
  std::string id;
  std::string name_zh, name_en;
  std::string geometry;  // GeoJSON text, empty: unknown
};

// 目录分组: a group of kinds in the catalogue of registers.
struct Shelf {
  std::string id;
  std::string name_zh, name_en;
};

// 底图: raster tiles that another server draws below everything; its host is the only one that
// pages may ask.
struct Ground {
  std::vector<std::string> tiles;  // https addresses with {z}, {x}, {y}, one upon another
  std::string attribution_zh, attribution_en;
  int max_zoom = 18;
};

struct District {
  std::string id;
  std::string name_zh, name_en;
  double lon = 0, lat = 0;  // centre, CGCS2000 degrees
  std::string outline;      // GeoJSON text, empty: unknown
  std::vector<Street> streets;
  std::string today_standard;  // "GB 3095-2026"
  std::vector<casework::Shift> shifts;
  std::vector<Shelf> shelves;  // in the order of the catalogue
  std::vector<ledger::Dossier> dossiers;
  std::vector<ledger::Board> boards;
  std::vector<ledger::ChargeLook> charge;  // in the order of the answer
  std::vector<casework::Checklist> checklists = {};
  casework::Calendar calendar = {};
  std::optional<Ground> ground = {};  // none: what the district brings itself
  report::Rules reporting = {};       // of the page for everybody

  // nullptr: there is none.
  const Street* street(std::string_view id) const {
    auto at = std::ranges::find(streets, id, &Street::id);
    return at == streets.end() ? nullptr : &*at;
  }
};

}  // namespace qs::service
