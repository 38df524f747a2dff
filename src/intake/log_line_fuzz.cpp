#include <cstddef>
#include <cstdint>
#include <string_view>

#include "intake/log_rows.hpp"
#include "intake/read_rows.hpp"

namespace intake = throughline::intake;
namespace acquisition = throughline::acquisition;

// Whatever a log holds: every line is a hit, a reject or blank, in small blocks as in one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto classifier = *acquisition::Classifier::make({.own_hosts = {"own.example"}});
  static const acquisition::AgentList agents;
  static const char* const formats[] = {"combined", "json", "w3c", "vhost_combined"};
  if (size == 0) {
    return 0;
  }
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  const intake::IntakeRules rules{
      &classifier, &agents, intake::VisitorKey({}, intake::Rotation::None), 1};
  const auto source = intake::bytes_of(text);
  const auto done = intake::read_rows(
      *source,
      rules,
      intake::log_rows(*intake::parse_log_format(formats[data[0] % 4])),
      {.start_offset = 1, .block_bytes = 256},
      [](intake::IntakeBatch&& batch) -> throughline::Result<void> {
        if (batch.hits.size() + batch.rejects.size() + batch.blank != batch.lines) {
          __builtin_trap();
        }
        return {};
      });
  if (!done) {
    __builtin_trap();
  }
  return 0;
}
