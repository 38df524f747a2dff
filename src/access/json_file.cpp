#include "access/json_file.hpp"

namespace throughline::access {
namespace {

using nlohmann::json;

// Whole numbers of our own clock and sizes stay far below this.
constexpr std::int64_t kLargest = std::int64_t{1} << 53;

// The list of a well-formed file, else nothing.
const json* list_of(const json& document, std::string_view schema, std::string_view key) {
  if (!document.is_object() || text_field(document, "schema") != schema) {
    return nullptr;
  }
  const auto found = document.find(key);
  if (found == document.end() || !found->is_array()) {
    return nullptr;
  }
  for (const json& entry : *found) {
    if (!entry.is_object()) {
      return nullptr;
    }
  }
  return &*found;
}

}  // namespace

Result<json> entries_in(std::string_view text,
                        std::string_view what,
                        std::string_view schema,
                        std::string_view key) {
  const json document = json::parse(text, nullptr, false);
  const json* const list = list_of(document, schema, key);
  if (list == nullptr) {
    return fail(ErrorCode::CorruptData,
                fmt::format("the file of {} is damaged: it is not of the form {}", what, schema),
                "Bring it back from a backup");
  }
  return *list;
}

std::string print_entries(const json& entries, std::string_view schema, std::string_view key) {
  std::string text = fmt::format("{{\"schema\": \"{}\", \"{}\": [", schema, key);
  bool first = true;
  for (const json& entry : entries) {
    text += (first ? "\n  " : ",\n  ") + entry.dump(-1, ' ', false, json::error_handler_t::replace);
    first = false;
  }
  return text + "\n]}\n";
}

std::optional<std::string> text_field(const json& entry, const char* name) {
  const auto found = entry.find(name);
  return found != entry.end() && found->is_string() ? std::optional(found->get<std::string>())
                                                    : std::nullopt;
}

std::optional<std::int64_t> number_field(const json& entry, const char* name) {
  const auto found = entry.find(name);
  if (found == entry.end() || !found->is_number_integer()) {
    return std::nullopt;
  }
  const bool huge = found->is_number_unsigned() &&
                    found->get<std::uint64_t>() > static_cast<std::uint64_t>(kLargest);
  const std::int64_t number = huge ? kLargest : found->get<std::int64_t>();
  return !huge && number >= -kLargest && number <= kLargest ? std::optional(number) : std::nullopt;
}

std::optional<bool> flag_field(const json& entry, const char* name) {
  const auto found = entry.find(name);
  return found != entry.end() && found->is_boolean() ? std::optional(found->get<bool>())
                                                     : std::nullopt;
}

}  // namespace throughline::access
