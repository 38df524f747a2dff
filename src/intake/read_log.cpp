#include "intake/read_log.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <emmintrin.h>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/hash.hpp"
#include "intake/blocks.hpp"

namespace throughline::intake {
namespace {

constexpr std::size_t kLongestLine = 64 * 1024;
constexpr std::size_t kKeptOfReject = 4 * 1024;

// Control bytes other than tab do not belong into a log. Sixteen at a time: it is asked of every
// line.
bool is_binary(std::string_view line) {
  const __m128i last = _mm_set1_epi8(0x1f);
  const __m128i tab = _mm_set1_epi8('\t');
  std::size_t i = 0;
  for (; i + 16 <= line.size(); i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(line.data() + i));
    const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, last), bytes);
    if (_mm_movemask_epi8(_mm_andnot_si128(_mm_cmpeq_epi8(bytes, tab), low)) != 0) {
      return true;
    }
  }
  return std::any_of(line.begin() + static_cast<std::ptrdiff_t>(i), line.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t';
  });
}

// A block and what its lines became. Words and touches point into the block's bytes.
struct Parsed {
  Block block;
  HitColumns hits;
  std::vector<SeenWord> words;
  std::vector<SeenTouch> touches;
  std::vector<Reject> rejects;  // lines counted from the block's first
  std::uint64_t lines = 0;
  std::uint64_t blank = 0;
};

class BlockParser {
 public:
  BlockParser(const IntakeRules& rules, const LogFormat& format)
      : builder_(rules), parser_(format) {}

  Parsed parse(Block block) {
    Parsed parsed{.block = std::move(block)};
    builder_.start_block();
    std::string_view rest = parsed.block.bytes;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      take(rest.substr(0, end),
           static_cast<std::uint64_t>(rest.data() - parsed.block.bytes.data()),
           parsed);
      rest.remove_prefix(std::min(end, rest.size() - 1) + 1);
    }
    parsed.hits = std::exchange(builder_.hits, {});
    parsed.words = std::exchange(builder_.words, {});
    parsed.touches = std::exchange(builder_.touches, {});
    return parsed;
  }

 private:
  void take(std::string_view line, std::uint64_t at, Parsed& parsed) {
    ++parsed.lines;
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (line.empty() || (line.front() == '#' && parser_.take_directive(line))) {
      ++parsed.blank;
      return;
    }
    LogLine taken;
    RejectReason reason = RejectReason::None;
    if (line.size() > kLongestLine) {
      reason = RejectReason::TooLong;
    } else if (is_binary(line)) {
      reason = RejectReason::Binary;
    } else {
      reason = parser_.parse(line, taken);
    }
    if (reason == RejectReason::None) {
      builder_.add(taken, line);
      return;
    }
    parsed.rejects.push_back({.line = parsed.lines,
                              .offset = parsed.block.offset + at,
                              .reason = std::string(name_of(reason)),
                              .text = std::string(line.substr(0, kKeptOfReject))});
  }

  HitBuilder builder_;
  LogParser parser_;
};

// Ids that were announced. Forgets all of them when there are too many: a word that is announced
// twice costs a row, memory without bound costs the machine.
class IdSet {
 public:
  IdSet() : slots_(1U << 12U, 0) {}

  /// True if the id is new.
  bool insert(std::uint64_t id) {
    if (count_ * 2 >= slots_.size()) {
      grow();
    }
    return place(id);
  }

 private:
  static constexpr std::size_t kMost = 1U << 23U;

  bool place(std::uint64_t id) {
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

  void grow() {
    const std::vector<std::uint64_t> old = std::exchange(slots_, {});
    count_ = 0;
    if (old.size() >= kMost) {
      slots_.assign(1U << 12U, 0);
      return;
    }
    slots_.assign(old.size() * 2, 0);
    for (const std::uint64_t id : old) {
      if (id != 0) {
        place(id);
      }
    }
  }

  std::vector<std::uint64_t> slots_;
  std::size_t count_ = 0;
};

// Puts blocks, in their order, together to batches.
class Assembler {
 public:
  Assembler(const IntakeRules& rules, const LogOptions& options, const BatchSink& sink)
      : rules_(rules), options_(options), sink_(sink), line_(options.start_line) {
    batch_.end_offset = options.start_offset;
    batch_.end_line = options.start_line;
  }

  Result<void> take(Parsed&& parsed, bool growing) {
    if (!parsed.block.terminated && growing && !parsed.rejects.empty()) {
      return {};  // half a line: it will be whole next time
    }
    TL_CHECK(check_first(parsed));
    if (batch_.hits.size() + parsed.hits.size() > options_.batch_rows) {
      TL_CHECK(flush());
    }
    append(parsed);
    return {};
  }

  Result<void> flush() {
    if (batch_.lines == 0) {
      return {};
    }
    IntakeBatch done = std::exchange(batch_, {});
    batch_.end_offset = done.end_offset;
    batch_.end_line = done.end_line;
    return sink_(std::move(done));
  }

  [[nodiscard]] std::uint64_t lines() const { return line_; }

 private:
  // A file that is something else altogether is not worth a quarantine of all its rows.
  Result<void> check_first(const Parsed& parsed) {
    if (std::exchange(first_, false) && options_.start_offset == 0 &&
        parsed.rejects.size() * 2 > parsed.lines - parsed.blank) {
      const Reject& reject = parsed.rejects.front();
      return fail(
          ErrorCode::CorruptData,
          fmt::format("{} of the first {} lines are not in the format {}; line {}: {}",
                      parsed.rejects.size(),
                      parsed.lines,
                      options_.format.name,
                      reject.line,
                      reject.reason),
          "Give the server's own format string as format: '...' in the settings, or with --format");
    }
    return {};
  }

  void append(Parsed& parsed) {
    batch_.hits.append(parsed.hits);
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
    batch_.lines += parsed.lines;
    batch_.blank += parsed.blank;
    batch_.end_line = line_;
    batch_.end_offset = parsed.block.offset + parsed.block.length;
    batch_.tail = parsed.block.tail;
  }

  const IntakeRules& rules_;
  const LogOptions& options_;
  const BatchSink& sink_;
  IntakeBatch batch_;
  IdSet announced_;
  std::uint64_t line_;
  bool first_ = true;
};

// Reads and parses on threads of its own and gives the blocks back in their order. At most a few
// blocks a thread are under way, so memory is bounded.
class Pipeline {
 public:
  Pipeline(BlockReader& reader, const IntakeRules& rules, const LogOptions& options)
      : reader_(reader), limit_(options.n_threads * 2 + 1) {
    for (unsigned i = 0; i < options.n_threads; ++i) {
      threads_.emplace_back([this, &rules, &options](const std::stop_token& stop) {
        work(stop, rules, options.format);
      });
    }
  }

  ~Pipeline() {
    for (std::jthread& thread : threads_) {
      thread.request_stop();
    }
    room_.notify_all();
  }

  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  /// The next block in order; empty at the end.
  Result<std::optional<Parsed>> next() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [&] { return done_.contains(taken_) || (ended_ && taken_ == started_); });
    const auto found = done_.find(taken_);
    if (found == done_.end()) {
      return std::optional<Parsed>();
    }
    Result<Parsed> parsed = std::move(found->second);
    done_.erase(found);
    ++taken_;
    room_.notify_one();
    if (!parsed) {
      return fail(std::move(parsed).error());
    }
    return std::optional<Parsed>(std::move(*parsed));
  }

 private:
  void work(const std::stop_token& stop, const IntakeRules& rules, const LogFormat& format) {
    BlockParser parser(rules, format);
    while (true) {
      std::unique_lock reading(
          reading_);  // blocks are numbered in the order in which they are read
      const std::optional<std::uint64_t> number = start(stop);
      if (!number) {
        return;
      }
      Result<Block> block = reader_.next();
      const bool last = !block || block->bytes.empty();
      if (last) {
        const std::scoped_lock lock(mutex_);
        ended_ = true;
      }
      reading.unlock();
      if (block && last) {
        give_up(*number);
        return;
      }
      finish(*number,
             block ? Result<Parsed>(parser.parse(*std::move(block)))
                   : Result<Parsed>(fail(std::move(block).error())));
    }
  }

  std::optional<std::uint64_t> start(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, stop, [&] { return ended_ || started_ < taken_ + limit_; });
    if (ended_ || stop.stop_requested()) {
      return std::nullopt;
    }
    return started_++;
  }

  void give_up(std::uint64_t number) {
    const std::scoped_lock lock(mutex_);
    started_ = number;
    ready_.notify_all();
    room_.notify_all();
  }

  void finish(std::uint64_t number, Result<Parsed> parsed) {
    const std::scoped_lock lock(mutex_);
    done_.emplace(number, std::move(parsed));
    ready_.notify_all();
  }

  BlockReader& reader_;
  std::size_t limit_;
  std::mutex reading_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::condition_variable_any room_;
  std::map<std::uint64_t, Result<Parsed>> done_;
  std::uint64_t started_ = 0;
  std::uint64_t taken_ = 0;
  bool ended_ = false;
  std::vector<std::jthread> threads_;  // last: they use all of the above
};

// The same without threads.
class Inline {
 public:
  Inline(BlockReader& reader, const IntakeRules& rules, const LogOptions& options)
      : reader_(reader), parser_(rules, options.format) {}

  Result<std::optional<Parsed>> next() {
    TL_TRY(Block block, reader_.next());
    if (block.bytes.empty()) {
      return std::optional<Parsed>();
    }
    return std::optional<Parsed>(parser_.parse(std::move(block)));
  }

 private:
  BlockReader& reader_;
  BlockParser parser_;
};

template <class Blocks>
Result<void> assemble(ByteSource& source,
                      Blocks& blocks,
                      Assembler& assembler,
                      const LogOptions& options) {
  const bool growing = source.encoding() == "plain" && source.compressed_size() > 0;
  while (true) {
    if (options.stop.stop_requested()) {
      return fail(ErrorCode::Cancelled,
                  fmt::format("stopped in {}", source.name()),
                  "Run it again: it goes on where it stopped");
    }
    auto parsed = blocks.next();
    if (!parsed) {
      TL_CHECK(assembler.flush());  // what came before the fault is kept
      return fail(std::move(parsed).error());
    }
    if (!*parsed) {
      return assembler.flush();
    }
    TL_CHECK(assembler.take(**std::move(parsed), growing));
    if (options.progress) {
      options.progress(assembler.lines(), source.compressed_position());
    }
  }
}

}  // namespace

Result<void> read_log(ByteSource& source,
                      const IntakeRules& rules,
                      const LogOptions& options,
                      const BatchSink& sink) {
  BlockReader reader(source, options.block_bytes, options.start_offset, options.start_tail);
  Assembler assembler(rules, options, sink);
  // The fields of W3C logs may change on the way, which only one reader in order can follow.
  if (options.n_threads == 0 || options.format.kind == LogFormat::Kind::W3c) {
    Inline blocks(reader, rules, options);
    return assemble(source, blocks, assembler, options);
  }
  Pipeline blocks(reader, rules, options);
  return assemble(source, blocks, assembler, options);
}

}  // namespace throughline::intake
