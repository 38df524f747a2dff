#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "intake/reject_reason.hpp"
#include "intake/row_format.hpp"

namespace throughline::intake {

inline constexpr std::size_t kLongestLine = 64 * 1024;
inline constexpr std::size_t kKeptOfReject = 4 * 1024;

/// True where control bytes other than tab stand in a line: they do not belong into one.
[[nodiscard]] bool is_binary(std::string_view line);

/// Starts a block: words and touches are announced once a block.
[[nodiscard]] Parsed start_block(HitBuilder& builder, Block block);
/// Takes what the builder has made of the block's rows.
void finish_block(HitBuilder& builder, Parsed& parsed);

/// Tells where the row stood that was just taken: of hits nobody asks.
inline void note_place(HitBuilder& /*builder*/, std::uint64_t /*line*/, std::uint64_t /*offset*/) {}

/// Collects the records of a block.
struct RecordBuilder {
  Records records;
};

[[nodiscard]] Parsed start_block(RecordBuilder& builder, Block block);
void finish_block(RecordBuilder& builder, Parsed& parsed);
void note_place(RecordBuilder& builder, std::uint64_t line, std::uint64_t offset);

/// Sources in which a line is a row. `Lines` says what a line is:
///
///   bool skip(line)            a comment or directive; the line is not empty
///   RejectReason take(line)    adds its hit or record to builder(), or says why not
///   Builder& builder()         HitBuilder or RecordBuilder
template <class Lines>
class LineRows final : public RowParser {
 public:
  explicit LineRows(Lines lines) : lines_(std::move(lines)) {}

  Parsed parse(Block block) override {
    Parsed parsed = start_block(lines_.builder(), std::move(block));
    std::string_view rest = parsed.block.bytes;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      take(rest.substr(0, end),
           static_cast<std::uint64_t>(rest.data() - parsed.block.bytes.data()),
           parsed);
      rest.remove_prefix(std::min(end, rest.size() - 1) + 1);
    }
    parsed.lines = parsed.rows;
    finish_block(lines_.builder(), parsed);
    return parsed;
  }

 private:
  void take(std::string_view line, std::uint64_t at, Parsed& parsed) {
    ++parsed.rows;
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (line.empty() || lines_.skip(line)) {
      ++parsed.blank;
      return;
    }
    const RejectReason reason = line.size() > kLongestLine ? RejectReason::TooLong
                                : is_binary(line)          ? RejectReason::Binary
                                                           : lines_.take(line);
    if (reason != RejectReason::None) {
      parsed.rejects.push_back({.line = parsed.rows,
                                .offset = parsed.block.offset + at,
                                .reason = std::string(name_of(reason)),
                                .text = std::string(line.substr(0, kKeptOfReject))});
      return;
    }
    note_place(lines_.builder(), parsed.rows, parsed.block.offset + at);
  }

  Lines lines_;
};

}  // namespace throughline::intake
