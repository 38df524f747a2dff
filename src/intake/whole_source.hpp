#pragma once

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/hash.hpp"
#include "intake/read_rows.hpp"

// For tests: a source read to its end, with lists and rules as a site has them.
namespace throughline::intake {

inline const acquisition::Classifier& classifier() {
  static const auto made = *acquisition::Classifier::make({.own_hosts = {"own.example"}});
  return made;
}

inline const acquisition::AgentList& agents() {
  static const acquisition::AgentList list;
  return list;
}

inline IntakeRules rules() {
  return {&classifier(), &agents(), VisitorKey({1, 2, 3}, Rotation::None), 7};
}

// Everything a source became, batches put together.
struct Whole {
  HitColumns hits;
  std::map<std::uint64_t, std::string> words;
  std::map<std::uint64_t, std::string> touches;
  std::vector<Reject> rejects;
  std::uint64_t lines = 0;
  std::uint64_t blank = 0;
  std::uint64_t end_offset = 0;
  std::uint64_t end_line = 0;
  std::size_t n_batches = 0;
  std::size_t n_words = 0;

  void add(IntakeBatch&& batch) {
    EXPECT_EQ(batch.hits.size() + batch.rejects.size() + batch.blank, batch.lines);
    hits.append(batch.hits);
    for (const Word& word : batch.words) {
      words[word.id] = word.text;
      ++n_words;
    }
    for (const NewTouch& touch : batch.touches) {
      touches[touch.id] = touch.touch.rule;
    }
    rejects.insert(rejects.end(), batch.rejects.begin(), batch.rejects.end());
    lines += batch.lines;
    blank += batch.blank;
    end_offset = batch.end_offset;
    end_line = batch.end_line;
    ++n_batches;
  }
};

inline Result<Whole> read_whole(std::string_view text,
                                const RowFormat& format,
                                const ReadOptions& options = {}) {
  Whole whole;
  const auto source = bytes_of(text.substr(options.start_offset));
  TL_CHECK(read_rows(*source, rules(), format, options, [&](IntakeBatch&& batch) -> Result<void> {
    whole.add(std::move(batch));
    return {};
  }));
  return whole;
}

inline auto columns_of(const HitColumns& hits) {
  return std::tie(hits.visitor,
                  hits.time,
                  hits.kind,
                  hits.path,
                  hits.row,
                  hits.status,
                  hits.touch,
                  hits.agent,
                  hits.bot,
                  hits.flags);
}

}  // namespace throughline::intake
