#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "intake/read_rows.hpp"
#include "intake/record_rows.hpp"

namespace intake = throughline::intake;
namespace acquisition = throughline::acquisition;

namespace {

void check(bool holds) {
  if (!holds) {
    __builtin_trap();
  }
}

}  // namespace

// Whatever a file of records holds, and whatever kind it is said to be: every row is kept, refused
// or blank, each record has its place, and amounts stay below 2^53.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto classifier = *acquisition::Classifier::make({.own_hosts = {"own.example"}});
  static const acquisition::AgentList agents;
  static const auto zone = *throughline::TimeZone::named("Europe/Berlin");
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const intake::IntakeRules rules{
      &classifier, &agents, intake::VisitorKey({}, intake::Rotation::None), 1};
  for (const intake::RecordKind& kind : intake::record_kinds()) {
    const auto format =
        intake::record_rows(kind, {}, {.zone = zone, .currency = "EUR"}, "", text, "fuzz");
    if (!format) {
      continue;
    }
    const auto source = intake::bytes_of(text);
    const auto done = intake::read_rows(
        *source,
        rules,
        *format,
        {.start_offset = 1, .n_threads = 0},
        [](intake::IntakeBatch&& batch) -> throughline::Result<void> {
          check(batch.kept() + batch.rejects.size() + batch.blank == batch.lines);
          check(batch.records.line.size() == batch.records.offset.size());
          for (const intake::RecordColumn& column : batch.records.columns) {
            std::visit([&](const auto& values) { check(values.size() == batch.records.size()); },
                       column.values);
          }
          return {};
        });
    check(done.has_value());
  }
  static_cast<void>(intake::recognise_records(text));
  return 0;
}
