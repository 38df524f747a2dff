#include "intake/json_text.hpp"

namespace throughline::intake {

bool JsonLines::parse(std::string_view line, simdjson::dom::object& object) {
  padded_.assign(line);
  padded_.reserve(line.size() + simdjson::SIMDJSON_PADDING);
  simdjson::dom::element root;
  return parser_.parse(padded_.data(), line.size(), false).get(root) == simdjson::SUCCESS &&
         root.get(object) == simdjson::SUCCESS;
}

std::string_view text_of(simdjson::dom::element value, std::string& buffer) {
  if (value.is_array()) {
    for (const simdjson::dom::element first : simdjson::dom::array(value)) {
      return text_of(first, buffer);
    }
    return {};
  }
  if (value.is_string()) {
    return std::string_view(value);
  }
  if (value.is_number()) {
    buffer = simdjson::minify(value);
    return buffer;
  }
  return {};
}

}  // namespace throughline::intake
