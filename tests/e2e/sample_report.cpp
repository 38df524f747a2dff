// Writes a report of invented numbers: sample_report FILE LANGUAGE [plan]

#include "render/sample_report.hpp"

#include <cstring>
#include <fstream>

#include "render/report_html.hpp"
#include "render/sample_ledger.hpp"

int main(int argc, char** argv) {
  using namespace throughline;
  if (argc < 3) {
    return 2;
  }
  const auto language =
      std::strcmp(argv[2], "zh") == 0 ? render::Language::Chinese : render::Language::English;
  const bool has_plan = argc > 3;
  std::ofstream file(argv[1], std::ios::binary);
  file << (has_plan ? render::report_html(render::sample(), render::sample_ledger(), language)
                    : render::report_html(render::sample(), language));
  return file.flush() ? 0 : 3;
}
