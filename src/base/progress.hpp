#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>

namespace throughline {

/// Tells a person how far a long step is. On a terminal one line that renews itself, otherwise a
/// plain line every ten seconds.
class Progress {
 public:
  enum class Mode { Terminal, Lines, Silent };

  /// \param to           standard error or what stands for it; must outlive this
  /// \param total_bytes  what will be read; 0 = not known (stdin, compressed)
  Progress(Mode mode, std::ostream& to, std::string what, std::uint64_t total_bytes);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Reports totals so far; cheap enough to be called for every batch.
  void update(std::uint64_t rows, std::uint64_t bytes);
  /// Ends the line; later calls do nothing.
  void finish();

 private:
  void show(std::chrono::steady_clock::time_point now);

  Mode mode_;
  std::ostream& to_;
  std::string what_;
  std::uint64_t total_bytes_;
  std::uint64_t rows_ = 0;
  std::uint64_t bytes_ = 0;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point shown_;
  bool finished_ = false;
};

/// "access.log  1,234,567 rows  1.2 M rows/s  45%  12 s left"; pure, so that its wording is tested.
[[nodiscard]] std::string progress_line(const std::string& what,
                                        std::uint64_t rows,
                                        std::uint64_t bytes,
                                        std::uint64_t total_bytes,
                                        double seconds);

/// 1234567 -> "1,234,567".
[[nodiscard]] std::string with_commas(std::uint64_t value);

}  // namespace throughline
