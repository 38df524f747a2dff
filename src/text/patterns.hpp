#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace throughline::text {

/// Finds any of many literals in one pass over the text (Aho-Corasick), ASCII case ignored.
class Patterns {
 public:
  /// \param literals  non-empty; a duplicate keeps the first one's index
  explicit Patterns(const std::vector<std::string_view>& literals);

  /// Calls visit(index, end offset) for each hit until it returns true; tells whether one did.
  template <class Visit>
  bool find(std::string_view text, Visit visit) const {
    std::int32_t state = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      state = next_[static_cast<std::size_t>(state) * symbols_ + fold(text[i])];
      for (std::int32_t s = chain_[static_cast<std::size_t>(state)]; s > 0;
           s = suffix_[static_cast<std::size_t>(s)]) {
        if (visit(static_cast<std::size_t>(output_[static_cast<std::size_t>(s)]), i + 1)) {
          return true;
        }
      }
    }
    return false;
  }

 private:
  [[nodiscard]] std::size_t fold(char c) const { return classes_[static_cast<unsigned char>(c)]; }

  void number_symbols(const std::vector<std::string_view>& literals);
  void insert(std::string_view literal, std::int32_t index);
  void link();

  std::array<std::uint8_t, 256> classes_{};
  std::size_t symbols_ = 1;
  std::vector<std::int32_t> next_;    ///< [state * symbols_ + symbol]
  std::vector<std::int32_t> output_;  ///< literal that ends in the state, or -1
  std::vector<std::int32_t> chain_;  ///< the state itself if a literal ends there, else its nearest
                                     ///< suffix that does, or 0
  std::vector<std::int32_t> suffix_;  ///< nearest proper suffix state in which a literal ends, or 0
};

}  // namespace throughline::text
