#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "acquisition/classifier.hpp"
#include "base/error.hpp"
#include "intake/records.hpp"

namespace throughline::intake {

/// Bits of HitColumns::flags.
inline constexpr std::uint8_t kWrites = 1;  ///< POST, PUT, PATCH, DELETE
inline constexpr std::uint8_t kSelfReferral =
    2;  ///< the referrer is the very page that is asked for

/// One accepted row. Texts are hash_bytes() of the text.
struct Hit {
  std::uint64_t visitor = 0;
  std::uint32_t time = 0;
  std::uint8_t kind = 0;
  std::uint64_t path = 0;
  std::uint64_t row = 0;
  std::uint16_t status = 0;
  std::uint64_t touch = 0;
  std::uint64_t agent = 0;
  std::uint8_t bot = 0;
  std::uint8_t flags = 0;
  std::uint64_t event = 0;
  std::int64_t value = 0;
};

/// Accepted rows as the table hits holds them, column by column. Texts are hash_bytes() of the
/// text.
struct HitColumns {
  std::vector<std::uint64_t> visitor;
  std::vector<std::uint32_t> time;  ///< UTC seconds
  std::vector<std::uint8_t> kind;   ///< schema::HitKind
  std::vector<std::uint64_t> path;  ///< without query
  std::vector<std::uint64_t> row;   ///< hash of the whole line: a total order within one second
  std::vector<std::uint16_t> status;
  std::vector<std::uint64_t> touch;  ///< 0 = direct or internal
  std::vector<std::uint64_t> agent;
  std::vector<std::uint8_t> bot;  ///< schema::BotReason known from one row alone
  std::vector<std::uint8_t> flags;
  std::vector<std::uint64_t> event;  ///< 0 = none
  std::vector<std::int64_t> value;   ///< of an engagement foreground milliseconds, else minor units

  [[nodiscard]] std::size_t size() const { return visitor.size(); }

  void push(const Hit& hit) {
    visitor.push_back(hit.visitor);
    time.push_back(hit.time);
    kind.push_back(hit.kind);
    path.push_back(hit.path);
    row.push_back(hit.row);
    status.push_back(hit.status);
    touch.push_back(hit.touch);
    agent.push_back(hit.agent);
    bot.push_back(hit.bot);
    flags.push_back(hit.flags);
    event.push_back(hit.event);
    value.push_back(hit.value);
  }

  void append(const HitColumns& other);
  void clear();
};

/// The words behind a hash: 1 path, 2 agent, 3 event.
enum class WordKind : std::uint8_t { Path = 1, Agent = 2, Event = 3 };

struct Word {
  WordKind kind = WordKind::Path;
  std::uint64_t id = 0;
  std::string text;
};

struct NewTouch {
  std::uint64_t id = 0;
  acquisition::Touch touch;
};

/// A row that was not accepted, with its place: line from 1, offset in decompressed bytes.
struct Reject {
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  std::string reason;
  std::string text;  ///< its first 4 KiB
};

/// What a stretch of a source became: kept() + rejects + blank == lines, always.
struct IntakeBatch {
  HitColumns hits;
  Records records;                ///< of sources that tell of no hits
  std::vector<Word> words;        ///< only those this reader has not announced before
  std::vector<NewTouch> touches;  ///< the same
  std::vector<Reject> rejects;
  std::uint64_t lines = 0;
  std::uint64_t blank = 0;       ///< empty lines, comments and directives
  std::uint64_t end_offset = 0;  ///< decompressed bytes from the source's start
  std::uint64_t end_line = 0;
  std::uint64_t tail = 0;  ///< hash of the (at most) 4 KiB before end_offset

  [[nodiscard]] std::size_t kept() const { return hits.size() + records.size(); }
};

/// Takes batches in the order of the source; an error stops the reading and is returned.
using BatchSink = std::function<Result<void>(IntakeBatch&&)>;

}  // namespace throughline::intake
