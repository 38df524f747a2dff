#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "plan/quantity.hpp"

namespace throughline::plan {

/// A number, a flag or null as JSON writes it.
struct JsonLiteral {
  std::string text = "null";
};

/// A value of which there is one way to write it, so that equal values have equal hashes: JSON with
/// sorted keys and without blanks, text in NFC, numbers by their shortest text.
class Canonical {
 public:
  using List = std::vector<Canonical>;
  using Map = std::map<std::string, Canonical, std::less<>>;

  Canonical() = default;  ///< null
  [[nodiscard]] static Canonical of(std::string_view text);
  [[nodiscard]] static Canonical of(const Number& number);
  [[nodiscard]] static Canonical of(std::int64_t number);
  [[nodiscard]] static Canonical flag(bool is_true);
  [[nodiscard]] static Canonical of(List items);
  [[nodiscard]] static Canonical of(Map entries);
  /// A list whose order means nothing: sorted, each item once.
  [[nodiscard]] static Canonical set_of(List items);

  [[nodiscard]] std::string text() const;

  [[nodiscard]] const List* list() const { return std::get_if<List>(&value_); }

  [[nodiscard]] const Map* map() const { return std::get_if<Map>(&value_); }

  /// The text of a text, as it is; null for anything else.
  [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&value_); }

  /// The entry of a map, or null.
  [[nodiscard]] const Canonical* find(std::string_view key) const;

  friend bool operator==(const Canonical& one, const Canonical& other) {
    return one.text() == other.text();
  }

 private:
  friend class CanonicalReader;

  std::variant<JsonLiteral, std::string, List, Map> value_;
};

/// Reads JSON; numbers keep their digits. Errors: CorruptData for what is no JSON, has a key twice,
/// or is more than 32 levels deep.
[[nodiscard]] Result<Canonical> parse_canonical(std::string_view json);

/// "sha256:" and 64 hexadecimal digits of a text's hash (FIPS 180-4).
[[nodiscard]] std::string sha256_of(std::string_view text);

}  // namespace throughline::plan
