#include "app/options.h"

int main(int argc, char** argv) {
  return qs::app::run(argc, argv);
}
