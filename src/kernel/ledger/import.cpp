#include "kernel/ledger/import.h"

namespace qs::ledger {

std::string_view name(Import::State state) {
  switch (state) {
    case Import::State::checked:
      return "checked";
    case Import::State::applied:
      return "applied";
    case Import::State::undone:
      return "undone";
  }
  return "";
}

}  // namespace qs::ledger
