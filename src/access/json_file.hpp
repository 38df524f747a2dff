#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace throughline::access {

/// The list under `key` of a file {"schema": schema, key: [...]}, each entry an object.
/// Errors: CorruptData, which names `what`.
[[nodiscard]] Result<nlohmann::json> entries_in(std::string_view text,
                                                std::string_view what,
                                                std::string_view schema,
                                                std::string_view key);

/// Such a file, one entry a line.
[[nodiscard]] std::string print_entries(const nlohmann::json& entries,
                                        std::string_view schema,
                                        std::string_view key);

/// A field of an entry, if it is there and of that type.
[[nodiscard]] std::optional<std::string> text_field(const nlohmann::json& entry, const char* name);
[[nodiscard]] std::optional<std::int64_t> number_field(const nlohmann::json& entry,
                                                       const char* name);
[[nodiscard]] std::optional<bool> flag_field(const nlohmann::json& entry, const char* name);

}  // namespace throughline::access
