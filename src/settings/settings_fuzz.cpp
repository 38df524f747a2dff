#include <cstddef>
#include <cstdint>
#include <string_view>

#include "settings/settings.hpp"

// What is read without problems holds together: printed and read again it is the same, and a source
// can be added or is refused with a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace throughline;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  settings::Reading reading = settings::read_settings(text, "fuzz.yaml");
  if (!reading.problems.empty()) {
    return 0;
  }
  reading.settings.store.password.clear();
  const std::string printed = settings::settings_with_defaults(reading.settings);
  const auto again = settings::parse_settings(printed, "printed.yaml");
  TL_ASSERT(again.has_value() && *again == reading.settings);
  settings::Source source;
  source.id = "added";
  source.path = "a b/*.gz";
  if (const auto edited = settings::add_source(text, source)) {
    TL_ASSERT(settings::parse_settings(*edited, "edited.yaml")->sources.size() ==
              reading.settings.sources.size() + 1);
  }
  return 0;
}
