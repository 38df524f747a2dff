#include "intake/read_rows.hpp"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "intake/assembler.hpp"
#include "intake/blocks.hpp"

namespace throughline::intake {
namespace {

// Reads and parses on threads of its own and gives the blocks back in their order. At most a few
// blocks a thread are under way, so memory is bounded.
class Pipeline {
 public:
  Pipeline(BlockReader& reader,
           const IntakeRules& rules,
           const RowFormat& format,
           unsigned n_threads)
      : reader_(reader), limit_(n_threads * 2 + 1) {
    for (unsigned i = 0; i < n_threads; ++i) {
      threads_.emplace_back([this, &rules, &format](const std::stop_token& stop) {
        work(stop, *format.parser(rules));
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
  void work(const std::stop_token& stop, RowParser& parser) {
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
  Inline(BlockReader& reader, const IntakeRules& rules, const RowFormat& format)
      : reader_(reader), parser_(format.parser(rules)) {}

  Result<std::optional<Parsed>> next() {
    TL_TRY(Block block, reader_.next());
    if (block.bytes.empty()) {
      return std::optional<Parsed>();
    }
    return std::optional<Parsed>(parser_->parse(std::move(block)));
  }

 private:
  BlockReader& reader_;
  std::unique_ptr<RowParser> parser_;
};

template <class Blocks>
Result<void> assemble(ByteSource& source,
                      Blocks& blocks,
                      Assembler& assembler,
                      const ReadOptions& options) {
  const bool growing = source.encoding() == "plain" && source.compressed_size() > 0;
  while (true) {
    auto parsed = blocks.next();
    if (options.stop.stop_requested()) {  // asked now: a stopped source looks like one that ended
      return fail(ErrorCode::Cancelled,
                  fmt::format("stopped in {}", source.name()),
                  "Run it again: it goes on where it stopped");
    }
    if (!parsed) {
      TL_CHECK(assembler.flush());  // what came before the fault is kept
      return fail(std::move(parsed).error());
    }
    if (!*parsed) {
      return assembler.flush();
    }
    TL_CHECK(assembler.take(**std::move(parsed), growing));
    if (options.progress) {
      options.progress(assembler.rows(), source.compressed_position());
    }
  }
}

}  // namespace

Result<void> read_rows(ByteSource& source,
                       const IntakeRules& rules,
                       const RowFormat& format,
                       const ReadOptions& options,
                       const BatchSink& sink) {
  BlockReader reader(source,
                     {.cut = format.cut,
                      .bytes = std::max(options.block_bytes, format.least_block),
                      .offset = options.start_offset,
                      .tail = options.start_tail});
  Assembler assembler(rules, format, options, sink);
  if (options.n_threads == 0 || format.in_order) {
    Inline blocks(reader, rules, format);
    return assemble(source, blocks, assembler, options);
  }
  Pipeline blocks(reader, rules, format, options.n_threads);
  return assemble(source, blocks, assembler, options);
}

}  // namespace throughline::intake
