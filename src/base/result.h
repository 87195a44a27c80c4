// What the world does can fail: Result<T> carries a value or an Error that names its place.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace qs {

// `place` names the file:line, field or byte the fault is at; empty when there is none to name.
struct Error {
  std::string text;
  std::string place;

  std::string message() const { return place.empty() ? text : place + ": " + text; }
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(std::string text, std::string place = {}) {
  return tl::unexpected<Error>(Error{std::move(text), std::move(place)});
}

// Aborts with the place: only for our own bugs, never for what a user, device or disk did.
void check(bool condition, const char* what);

}  // namespace qs
