#pragma once

#include <simdjson.h>
#include <string>
#include <string_view>

namespace throughline::intake {

/// Parses lines one after the other; what it gave lives until the next.
class JsonLines {
 public:
  /// False if the line is no JSON object.
  bool parse(std::string_view line, simdjson::dom::object& object);

 private:
  simdjson::dom::parser parser_;
  std::string padded_;
};

/// A value as text: strings as they are, numbers as written (into the buffer), the first of an
/// array (headers); empty for anything else.
[[nodiscard]] std::string_view text_of(simdjson::dom::element value, std::string& buffer);

}  // namespace throughline::intake
