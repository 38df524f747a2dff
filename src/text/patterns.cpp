#include "text/patterns.hpp"

#include <algorithm>
#include <cstddef>

namespace throughline::text {
namespace {

unsigned char lower(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte + 32) : byte;
}

}  // namespace

// Only the bytes that some literal uses get a symbol of their own; the table stays a tenth as wide.
void Patterns::number_symbols(const std::vector<std::string_view>& literals) {
  for (const std::string_view literal : literals) {
    for (const char c : literal) {
      if (classes_[lower(c)] == 0 && symbols_ < 255) {
        classes_[lower(c)] = static_cast<std::uint8_t>(symbols_++);
      }
    }
  }
  for (unsigned char c = 'A'; c <= 'Z'; ++c) {
    classes_[c] = classes_[static_cast<unsigned char>(c + 32)];
  }
}

void Patterns::insert(std::string_view literal, std::int32_t index) {
  std::size_t state = 0;
  for (const char c : literal) {
    std::int32_t& child = next_[state * symbols_ + fold(c)];
    if (child == 0) {
      child = static_cast<std::int32_t>(output_.size());
      output_.push_back(-1);
      next_.resize(next_.size() + symbols_, 0);
      state = output_.size() - 1;  // `child` dangles after the resize
    } else {
      state = static_cast<std::size_t>(child);
    }
  }
  if (output_[state] < 0) {
    output_[state] = index;
  }
}

// Breadth first, so that the state a failure leads to is complete before it is needed.
void Patterns::link() {
  std::vector<std::int32_t> fail(output_.size(), 0);
  std::vector<std::int32_t> queue;
  for (std::size_t c = 0; c < symbols_; ++c) {
    if (next_[c] != 0) {
      queue.push_back(next_[c]);
    }
  }
  chain_.assign(output_.size(), 0);
  for (std::size_t at = 0; at < queue.size(); ++at) {
    const auto state = static_cast<std::size_t>(queue[at]);
    const auto back = static_cast<std::size_t>(fail[state]);
    chain_[state] = output_[state] >= 0 ? queue[at] : chain_[back];
    for (std::size_t c = 0; c < symbols_; ++c) {
      std::int32_t& child = next_[state * symbols_ + c];
      const std::int32_t other = next_[back * symbols_ + c];
      if (child == 0) {
        child = other;
      } else {
        fail[static_cast<std::size_t>(child)] = other;
        queue.push_back(child);
      }
    }
  }
  suffix_.assign(output_.size(), 0);
  for (std::size_t state = 1; state < output_.size(); ++state) {
    suffix_[state] = chain_[static_cast<std::size_t>(fail[state])];
  }
}

Patterns::Patterns(const std::vector<std::string_view>& literals) {
  number_symbols(literals);
  next_.assign(symbols_, 0);
  output_.assign(1, -1);
  for (std::size_t i = 0; i < literals.size(); ++i) {
    if (!literals[i].empty()) {
      insert(literals[i], static_cast<std::int32_t>(i));
    }
  }
  link();
}

}  // namespace throughline::text
