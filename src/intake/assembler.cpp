#include "intake/assembler.hpp"

#include <utility>

namespace throughline::intake {
namespace {

constexpr std::size_t kFewestSlots = 1U << 12U;
constexpr std::size_t kMostSlots = 1U << 23U;

}  // namespace

IdSet::IdSet() : slots_(kFewestSlots, 0) {}

bool IdSet::insert(std::uint64_t id) {
  if (count_ * 2 >= slots_.size()) {
    grow();
  }
  return place(id);
}

bool IdSet::place(std::uint64_t id) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = (id ^ (id >> 31U)) & mask;; at = (at + 1) & mask) {
    if (slots_[at] == id) {
      return false;
    }
    if (slots_[at] == 0) {
      slots_[at] = id;
      ++count_;
      return true;
    }
  }
}

void IdSet::grow() {
  const std::vector<std::uint64_t> old = std::exchange(slots_, {});
  count_ = 0;
  if (old.size() >= kMostSlots) {
    slots_.assign(kFewestSlots, 0);
    return;
  }
  slots_.assign(old.size() * 2, 0);
  for (const std::uint64_t id : old) {
    if (id != 0) {
      place(id);
    }
  }
}

Assembler::Assembler(const IntakeRules& rules,
                     const RowFormat& format,
                     const ReadOptions& options,
                     const BatchSink& sink)
    : rules_(rules), format_(format), options_(options), sink_(sink), line_(options.start_line) {
  batch_.end_offset = options.start_offset;
  batch_.end_line = options.start_line;
}

Result<void> Assembler::take(Parsed&& parsed, bool growing) {
  if (!parsed.block.terminated && growing && !parsed.rejects.empty()) {
    return {};  // half a row: it will be whole next time
  }
  TL_CHECK(check_first(parsed));
  if (batch_.kept() + parsed.hits.size() + parsed.records.size() > options_.batch_rows) {
    TL_CHECK(flush());
  }
  append(parsed);
  return {};
}

Result<void> Assembler::flush() {
  if (batch_.lines == 0) {
    return {};
  }
  IntakeBatch done = std::exchange(batch_, {});
  batch_.end_offset = done.end_offset;
  batch_.end_line = done.end_line;
  return sink_(std::move(done));
}

// A file that is something else altogether is not worth a quarantine of all its rows.
Result<void> Assembler::check_first(const Parsed& parsed) {
  if (std::exchange(first_, false) && options_.start_offset == 0 &&
      options_.bad_start == BadStart::Refuse &&
      parsed.rejects.size() * 2 > parsed.rows - parsed.blank) {
    const Reject& reject = parsed.rejects.front();
    return fail(ErrorCode::CorruptData,
                fmt::format("{} of the first {} lines are not in the format {}; line {}: {}",
                            parsed.rejects.size(),
                            parsed.rows,
                            format_.name,
                            reject.line,
                            reject.reason),
                format_.advice);
  }
  return {};
}

void Assembler::append(Parsed& parsed) {
  batch_.hits.append(parsed.hits);
  if (parsed.records.size() > 0) {
    batch_.records.append(std::move(parsed.records), line_);
  }
  for (const SeenWord& word : parsed.words) {
    if (announced_.insert(word.id ^ (static_cast<std::uint64_t>(word.kind) << 56U))) {
      batch_.words.push_back({word.kind, word.id, std::string(word.text)});
    }
  }
  for (const SeenTouch& seen : parsed.touches) {
    if (announced_.insert(seen.id)) {
      batch_.touches.push_back(
          {seen.id, rules_.classifier->classify(seen.referrer, seen.query, seen.path)});
    }
  }
  for (Reject& reject : parsed.rejects) {
    reject.line += line_;
    batch_.rejects.push_back(std::move(reject));
  }
  line_ += parsed.lines;
  rows_ += parsed.rows;
  batch_.lines += parsed.rows;
  batch_.blank += parsed.blank;
  batch_.end_line = line_;
  batch_.end_offset = parsed.block.offset + parsed.block.length;
  batch_.tail = parsed.block.tail;
}

}  // namespace throughline::intake
