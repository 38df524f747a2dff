#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "acquisition/agents.hpp"
#include "acquisition/classifier.hpp"
#include "intake/batch.hpp"
#include "intake/event_row.hpp"
#include "intake/log_line.hpp"
#include "intake/visitor.hpp"

namespace throughline::intake {

/// What the rows of one site are judged with. All of it outlives the reading and is only read.
struct IntakeRules {
  const acquisition::Classifier* classifier = nullptr;
  const acquisition::AgentList* agents = nullptr;
  VisitorKey visitors;
  std::uint64_t site = 0;  ///< hash of the site's registrable domain
};

/// Number of a touch: a function of what it says, not of how it is judged, so that new rules change
/// the judgement and not the number; only an own rule on the landing page is part of it. 0 for
/// direct and internal.
[[nodiscard]] std::uint64_t id_of(const acquisition::Touch& touch);

/// Numbers by which hits refer to a text, remembered in a table of fixed size: what does not fit
/// pushes out what stood there, and is looked up again.
class SeenTable {
 public:
  struct Entry {
    std::uint64_t key = 0;
    std::uint64_t id = 0;
    std::uint32_t block = 0;  ///< block in which the text was last announced
    std::uint8_t tag = 0;
  };

  explicit SeenTable(unsigned bits) : mask_((1ULL << bits) - 1), entries_(mask_ + 1) {}

  /// The place of a key; `key` of the entry tells whether it is known.
  [[nodiscard]] Entry& at(std::uint64_t key) { return entries_[(key ^ (key >> 32)) & mask_]; }

 private:
  std::uint64_t mask_;
  std::vector<Entry> entries_;
};

/// A text that some hit of a block refers to; it points into the block, or into HitBuilder::texts.
struct SeenWord {
  WordKind kind = WordKind::Path;
  std::uint64_t id = 0;
  std::string_view text;
};

/// How a hit came, as the line has it; judged once more by whoever has not met the id yet.
struct SeenTouch {
  std::uint64_t id = 0;
  std::string_view referrer;
  std::string_view query;
  std::string_view path;
};

/// Turns rows into hits. Keeps what it has met; one a thread. Results do not depend on what it met
/// before, so threads never change them.
class HitBuilder {
 public:
  explicit HitBuilder(const IntakeRules& rules);

  /// Starts a block: words and touches are announced once a block.
  void start_block();

  /// Adds the hit of a line that was accepted. `raw` is the whole line.
  void add(const LogLine& line, std::string_view raw);

  /// Adds the hit of an event. A referrer on the page's own host is none. Its texts are kept.
  void add(const EventRow& row, std::string_view raw);

  /// Copies the texts announced since the last call into `texts`: for rows whose texts do not stand
  /// in the block.
  void keep_texts();

  HitColumns hits;
  std::vector<SeenWord> words;
  std::vector<SeenTouch> touches;
  std::deque<std::string> texts;

 private:
  const SeenTable::Entry& path(std::string_view path);
  const SeenTable::Entry& agent(std::string_view agent);
  const SeenTable::Entry& touch(std::string_view referrer,
                                std::string_view query,
                                std::string_view path);

  std::uint64_t event(std::string_view name);

  IntakeRules rules_;
  bool by_landing_;  ///< own rules look at the landing page, so the page is part of a touch
  SeenTable paths_;
  SeenTable agents_;
  SeenTable touches_;
  SeenTable events_;
  std::uint32_t block_ = 0;
  std::size_t kept_words_ = 0;
  std::size_t kept_touches_ = 0;
};

}  // namespace throughline::intake
