#include "app/program.hpp"

int main(int argc, char** argv) {
  throughline::app::Console console = throughline::app::console_of_process();
  return throughline::app::run_program({argv + 1, argv + argc}, console);
}
