#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "collector/event.hpp"
#include "collector/event_line.hpp"
#include "collector/live_state.hpp"
#include "intake/event_rows.hpp"
#include "intake/read_rows.hpp"

// A body as anybody may send it. What is accepted must become lines that the importer takes without
// a word, one row each, and a message of the live view.

namespace {

using namespace throughline;

constexpr std::int64_t kNow = 1'780'315'240'000;

void expect(bool holds) {
  if (!holds) {
    std::abort();
  }
}

std::size_t count_lines(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

void import(const std::string& lines) {
  static const auto classifier = *acquisition::Classifier::make({.own_hosts = {"own.example"}});
  static const acquisition::AgentList agents;
  const std::string file = std::string(intake::kCollectedMark) + "main 1 0\n" + lines;
  const auto format = intake::event_rows({}, {}, file, "fuzz");
  expect(format.has_value());
  const auto source = intake::bytes_of(file);
  std::size_t hits = 0;
  const auto read =
      intake::read_rows(*source,
                        {&classifier, &agents, intake::VisitorKey({1}, intake::Rotation::None), 7},
                        *format,
                        {},
                        [&](intake::IntakeBatch&& batch) -> Result<void> {
                          expect(batch.rejects.empty());
                          hits += batch.hits.size();
                          return {};
                        });
  expect(read.has_value() && hits == count_lines(lines));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static collector::EventReader reader;
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto events = reader.read(body);
  if (!events) {
    return 0;
  }
  collector::LiveState live({}, 1);
  std::string lines;
  const std::string agent = collector::agent_text(body);
  for (const auto& [event, refusal] : *events) {
    if (refusal == collector::Refusal::None) {
      collector::append_lines(lines, event, {.visitor = size, .agent = agent, .now = kNow});
      live.note({.at = kNow,
                 .visitor = size,
                 .site = "main",
                 .name = event.name,
                 .url = event.url,
                 .referrer = event.referrer});
    }
  }
  if (!lines.empty()) {
    import(lines);
  }
  simdjson::dom::parser parser;
  expect(parser.parse(live.changes(kNow)).error() == simdjson::SUCCESS);
  return 0;
}
