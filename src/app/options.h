// The command line: which verb with which options.
#pragma once

namespace qs::app {

int run(int argc, char** argv);

}  // namespace qs::app
