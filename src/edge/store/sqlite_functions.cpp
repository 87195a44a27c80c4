#include "edge/store/sqlite_functions.h"

#include <sqlite3.h>

#include "edge/store/query_rules.h"
#include "kernel/ledger/words.h"

namespace qs::store::lite {
namespace {

std::string_view text_of(sqlite3_value* value) {
  auto data = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return data ? std::string_view(data, static_cast<size_t>(sqlite3_value_bytes(value)))
              : std::string_view{};
}

void found_in(sqlite3_context* context, int count, sqlite3_value** values) {
  std::string words;
  for (int i = 1; i < count; ++i) {
    auto more = ledger::cut_words(text_of(values[i]));
    if (!words.empty() && !more.empty()) words += ' ';
    words += more;
  }
  sqlite3_result_int(context, found(words, text_of(values[0])) ? 1 : 0);
}

void metres(sqlite3_context* context, int, sqlite3_value** values) {
  auto place = Place::of(text_of(values[0]));
  if (!place) return;
  LonLat from{sqlite3_value_double(values[1]), sqlite3_value_double(values[2])};
  sqlite3_result_double(context, place->metres_to(from));
}

void in_box(sqlite3_context* context, int, sqlite3_value** values) {
  auto place = Place::of(text_of(values[0]));
  Box box{sqlite3_value_double(values[1]), sqlite3_value_double(values[2]),
          sqlite3_value_double(values[3]), sqlite3_value_double(values[4])};
  sqlite3_result_int(context, place && place->meets(box) ? 1 : 0);
}

// The area stays the same from row to row and is read once.
void in_area(sqlite3_context* context, int, sqlite3_value** values) {
  auto area = static_cast<PreparedGeometry*>(sqlite3_get_auxdata(context, 1));
  std::unique_ptr<PreparedGeometry> fresh;
  if (!area) {
    auto read = Geometry::of(text_of(values[1]));
    if (!read) return sqlite3_result_error(context, "not an area", -1);
    fresh = std::make_unique<PreparedGeometry>(std::move(*read));
    area = fresh.get();
  }
  auto place = Place::of(text_of(values[0]));
  sqlite3_result_int(context, place && place->meets(*area) ? 1 : 0);
  if (fresh)
    sqlite3_set_auxdata(context, 1, fresh.release(),
                        [](void* old) { delete static_cast<PreparedGeometry*>(old); });
}

using Function = void (*)(sqlite3_context*, int, sqlite3_value**);

}  // namespace

Result<void> add_functions(Session& db) {
  constexpr int kAnyNumber = -1;
  struct Added {
    const char* name;
    int values;
    Function function;
  };
  for (auto [name, values, function] :
       {Added{"qs_found", kAnyNumber, found_in}, Added{"qs_metres", 3, metres},
        Added{"qs_in_box", 5, in_box}, Added{"qs_in_area", 2, in_area}})
    if (sqlite3_create_function(db.handle(), name, values,
                                SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr,
                                function, nullptr, nullptr) != SQLITE_OK)
      return fail(sqlite3_errmsg(db.handle()), name);
  return {};
}

}  // namespace qs::store::lite
