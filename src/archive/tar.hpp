#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/time.hpp"

namespace throughline::archive {

inline constexpr std::size_t kBlock = 512;
inline constexpr std::size_t kLongestName = 4096;
inline constexpr std::uint64_t kLargestEntry = (std::uint64_t{1} << 33) - 1;  ///< 11 octal digits

/// May a file of this name be written below a folder? Errors: CorruptData for an empty name, one
/// that is too long, absolute, or has an empty part, "." or "..", a 0 byte or a backslash.
[[nodiscard]] Result<void> check_entry_name(std::string_view name);

/// The blocks that stand before a file's bytes: a ustar header, and before it a pax header where
/// the name is longer than 100 bytes. Source: POSIX.1-2017, pax. Errors: as check_entry_name();
/// TooLarge above kLargestEntry.
[[nodiscard]] Result<std::string> tar_header(std::string_view name, std::uint64_t size, Seconds at);

/// Zeros that fill the last block of a file.
[[nodiscard]] std::string tar_padding(std::uint64_t size);
/// Two blocks of zeros.
[[nodiscard]] std::string tar_end();

/// What the bytes of a tar are handed on to.
struct TarSink {
  std::function<Result<void>(std::string_view name, std::uint64_t size)> begin;
  std::function<Result<void>(std::string_view bytes)> bytes;
  std::function<Result<void>()> end;
};

/// Takes the bytes of a tar as they come and hands on its files. Holds at most a block and a name.
/// Only files are understood, as tar_header() writes them.
class TarDecoder {
 public:
  /// Errors: CorruptData for bytes that are no such tar; those of the sink.
  [[nodiscard]] Result<void> feed(std::string_view bytes, const TarSink& sink);
  /// Errors: CorruptData if the end is missing.
  [[nodiscard]] Result<void> finish() const;

 private:
  enum class State { Header, PaxName, File, Padding, End };

  Result<void> take_header(const TarSink& sink);
  Result<void> take_pax();
  Result<void> begin_entry(const TarSink& sink);
  Result<void> take_content(std::string_view& bytes, const TarSink& sink);
  void skip_padding(std::string_view& bytes);
  [[nodiscard]] bool fill_block(std::string_view& bytes);

  State state_ = State::Header;
  std::string block_;        ///< a header that is not whole yet
  std::string pax_;          ///< content of a pax header
  std::string name_;         ///< from a pax header, for the next file
  std::uint64_t left_ = 0;   ///< bytes of the entry that are to come
  std::size_t padding_ = 0;  ///< zeros that are to come behind it
  std::size_t n_zeros_ = 0;  ///< blocks of zeros seen at the end
  bool in_pax_ = false;
};

}  // namespace throughline::archive
