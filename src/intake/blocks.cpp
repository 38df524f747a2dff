#include "intake/blocks.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "base/hash.hpp"

namespace throughline::intake {

std::size_t cut_lines(std::string_view bytes) { return bytes.rfind('\n') + 1; }

BlockReader::BlockReader(ByteSource& source, BlockOptions options)
    : source_(source),
      cut_(std::move(options.cut)),
      block_bytes_(options.bytes),
      offset_(options.offset),
      tail_(std::move(options.tail)) {}

void BlockReader::remember(std::string_view bytes) {
  if (bytes.size() >= kTailBytes) {
    tail_.assign(bytes.substr(bytes.size() - kTailBytes));
    return;
  }
  tail_.append(bytes);
  if (tail_.size() > kTailBytes) {
    tail_.erase(0, tail_.size() - kTailBytes);
  }
}

// Reads until the block is full; true at the end of the source.
Result<bool> BlockReader::fill(std::string& bytes) {
  const std::size_t had = bytes.size();
  if (had >= block_bytes_) {
    return false;
  }
  bytes.resize(block_bytes_);
  TL_TRY(const std::size_t n, source_.read(std::span(bytes).subspan(had)));
  bytes.resize(had + n);
  return bytes.size() < block_bytes_;
}

// The rest of an endless line is read and forgotten; what follows it is carried over.
Result<std::uint64_t> BlockReader::drop_to_line_end() {
  std::uint64_t dropped = 0;
  std::string buffer;
  while (!ended_) {
    buffer.clear();
    TL_TRY(ended_, fill(buffer));
    const std::size_t end = buffer.find('\n');
    if (end != std::string::npos) {
      remember(std::string_view(buffer).substr(0, end + 1));
      carry_ = buffer.substr(end + 1);
      return dropped + end + 1;
    }
    remember(buffer);
    dropped += buffer.size();
  }
  return dropped;
}

Result<Block> BlockReader::next() {
  Block block;
  block.bytes = std::exchange(carry_, {});
  if (!ended_) {
    TL_TRY(ended_, fill(block.bytes));
  }
  if (std::exchange(first_, false) && !tail_.empty() && tail_.back() != '\n' &&
      block.bytes.starts_with('\n')) {
    block.bytes.erase(0, 1);  // the end of the line that was taken without one
    remember("\n");
    ++offset_;
  }
  block.offset = offset_;
  const std::size_t whole = cut_(block.bytes);
  if (whole > 0) {
    carry_ = block.bytes.substr(whole);
    block.bytes.resize(whole);
  }
  remember(block.bytes);
  block.length = block.bytes.size();
  block.terminated = whole > 0 || block.bytes.empty() || block.bytes.back() == '\n';
  if (!block.terminated && !ended_) {
    TL_TRY(const std::uint64_t dropped, drop_to_line_end());
    block.length += dropped;
    block.terminated = true;
  }
  offset_ += block.length;
  block.tail = hash_bytes(tail_);
  return block;
}

}  // namespace throughline::intake
