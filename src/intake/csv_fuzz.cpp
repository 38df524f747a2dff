#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "intake/csv.hpp"
#include "intake/plausible_rows.hpp"
#include "intake/read_rows.hpp"
#include "intake/recognise.hpp"

namespace intake = throughline::intake;
namespace acquisition = throughline::acquisition;

namespace {

void check(bool holds) {
  if (!holds) {
    __builtin_trap();
  }
}

// Records cover the bytes, and a cut never moves one: what is whole in a part is the same in all.
void check_cuts(std::string_view text, const intake::CsvFormat& format) {
  std::vector<std::size_t> ends = {0};
  while (ends.back() < text.size()) {
    const auto record = intake::next_record(text.substr(ends.back()), format, true);
    check(record.length > 0 && ends.back() + record.length <= text.size());
    ends.push_back(ends.back() + record.length);
  }
  for (const std::size_t part : {text.size() / 3, text.size() / 2, text.size()}) {
    const std::size_t whole = intake::cut_records(text.substr(0, part), format);
    check(whole <= part);
    check(std::find(ends.begin(), ends.end(), whole) != ends.end());
  }
}

// Every record is a hit, a reject or blank.
void check_rows(std::string_view text) {
  static const auto classifier = *acquisition::Classifier::make({.own_hosts = {"own.example"}});
  static const acquisition::AgentList agents;
  static const intake::EventMoney money{.property_of = {{"purchase", "amount"}}};
  const auto format = intake::plausible_rows({}, money, text, "fuzz");
  if (!format) {
    return;
  }
  const intake::IntakeRules rules{
      &classifier, &agents, intake::VisitorKey({}, intake::Rotation::None), 1};
  const auto source = intake::bytes_of(text);
  const auto done = intake::read_rows(
      *source,
      rules,
      *format,
      {.start_offset = 1, .n_threads = 0},
      [](intake::IntakeBatch&& batch) -> throughline::Result<void> {
        check(batch.hits.size() + batch.rejects.size() + batch.blank == batch.lines);
        return {};
      });
  check(done.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_cuts(text, {.longest = 16});
  check_cuts(text, {.delimiter = ';'});
  check_rows(text);
  static_cast<void>(intake::array_of(text));
  static_cast<void>(intake::recognise(text, "fuzz"));
  return 0;
}
