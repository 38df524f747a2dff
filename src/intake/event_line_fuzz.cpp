#include <cstddef>
#include <cstdint>
#include <string_view>

#include "intake/event_rows.hpp"
#include "intake/read_rows.hpp"

namespace intake = throughline::intake;
namespace acquisition = throughline::acquisition;

// Whatever a file of events holds: every line is a hit, a reject or blank, in small blocks as in
// one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto classifier = *acquisition::Classifier::make({.own_hosts = {"own.example"}});
  static const acquisition::AgentList agents;
  static const intake::EventMoney money{.property_of = {{"purchase", "amount"}}};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const intake::IntakeRules rules{
      &classifier, &agents, intake::VisitorKey({}, intake::Rotation::None), 1};
  const auto format = intake::event_rows({}, money, {}, "fuzz");
  const auto source = intake::bytes_of(text);
  const auto done = intake::read_rows(
      *source,
      rules,
      *format,
      {.start_offset = 1, .block_bytes = 256, .n_threads = 0},
      [](intake::IntakeBatch&& batch) -> throughline::Result<void> {
        if (batch.hits.size() + batch.rejects.size() + batch.blank != batch.lines) {
          __builtin_trap();
        }
        return {};
      });
  if (!done) {
    __builtin_trap();
  }
  static_cast<void>(intake::share_of_events(text));
  return 0;
}
