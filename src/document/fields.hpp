#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "document/document.hpp"
#include "document/nearest.hpp"
#include "document/problems.hpp"

namespace throughline::document {

/// Bounds of a number, both allowed.
struct Range {
  double low = std::numeric_limits<double>::lowest();
  double high = std::numeric_limits<double>::max();
};

// Each reads one value as what it should be, or reports why it is not and returns nothing.
// `what` names the value in the message: "sessions.gap".

/// Text that is not blank, as written.
[[nodiscard]] std::optional<std::string> to_text(const Node& node,
                                                 std::string_view what,
                                                 Problems& problems);
/// An id: a small letter, then up to 63 of small letters, digits, _ and -.
[[nodiscard]] std::optional<std::string> to_id(const Node& node,
                                               std::string_view what,
                                               Problems& problems);
/// true or false, without quotes.
[[nodiscard]] std::optional<bool> to_flag(const Node& node,
                                          std::string_view what,
                                          Problems& problems);
/// A decimal number in a range.
[[nodiscard]] std::optional<double> to_number(const Node& node,
                                              std::string_view what,
                                              Range range,
                                              Problems& problems);
/// A whole number, 0 or more.
[[nodiscard]] std::optional<std::uint64_t> to_count(const Node& node,
                                                    std::string_view what,
                                                    Problems& problems);
/// A span of time in seconds, written as a whole number and one of s, m, h, d, w: 30m, 48h.
[[nodiscard]] std::optional<Seconds> to_duration(const Node& node,
                                                 std::string_view what,
                                                 Problems& problems);
/// A day, written 2026-06-30.
[[nodiscard]] std::optional<CivilDate> to_date(const Node& node,
                                               std::string_view what,
                                               Problems& problems);
/// A list of texts; a single text is a list of one.
[[nodiscard]] std::vector<std::string> to_texts(const Node& node,
                                                std::string_view what,
                                                Problems& problems);
/// The items of a list; none, with a problem, for anything else.
[[nodiscard]] const std::vector<Node>& to_list(const Node& node,
                                               std::string_view what,
                                               Problems& problems);

/// Reports a name that is none of those allowed, with the nearest of them as the hint.
void report_unknown(Position at,
                    std::string_view what,
                    std::string_view name,
                    std::span<const std::string_view> known,
                    Problems& problems);

/// Reads the keys of one map. When it goes out of scope it reports the keys that nobody asked for,
/// so that the reading code is the one list of what may be written. Node and problems must outlive
/// it. A key without value counts as absent.
class Fields {
 public:
  /// \param what  names the map in messages: "sessions"; "" = the whole file
  Fields(const Node& node, std::string what, Problems& problems);
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;
  ~Fields();

  /// The value of a key, or nothing. The key counts as known from here on, so `key` must live as
  /// long as this object.
  [[nodiscard]] const Node* value(std::string_view key);
  /// The same, reporting that it is missing.
  [[nodiscard]] const Node* required(std::string_view key, std::string_view hint);

  [[nodiscard]] std::optional<std::string> text(std::string_view key);
  [[nodiscard]] std::optional<std::string> id(std::string_view key);
  [[nodiscard]] std::optional<bool> flag(std::string_view key);
  [[nodiscard]] std::optional<double> number(std::string_view key, Range range);
  [[nodiscard]] std::optional<std::uint64_t> count(std::string_view key);
  [[nodiscard]] std::optional<Seconds> duration(std::string_view key);
  [[nodiscard]] std::optional<CivilDate> date(std::string_view key);
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);
  [[nodiscard]] const std::vector<Node>& list(std::string_view key);

  [[nodiscard]] std::string path_of(std::string_view key) const;  ///< "sessions.gap"

  [[nodiscard]] Position at() const { return node_.at; }

 private:
  const Node& node_;
  std::string what_;
  Problems& problems_;
  std::vector<std::string_view> known_;
};

}  // namespace throughline::document
