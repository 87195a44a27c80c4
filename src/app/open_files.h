// As many open files (connections) as the system lets this process have.
#pragma once

#include <cstddef>

namespace qs::app {

// Raises the soft limit to the hard one; the limit that holds then.
size_t raise_open_files();

}  // namespace qs::app
