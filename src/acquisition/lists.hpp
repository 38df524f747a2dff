#pragma once

#include <cstdint>
#include <span>
#include <string_view>

// Lists made at build time by tools/make_lists.mjs. All are sorted and in lower case.
namespace throughline::acquisition::lists {

/// GA4's source categories, and those it lacks.
enum class Category : std::uint8_t { None, Search, Social, Video, Shopping, Assistant };

struct SourceEntry {
  std::string_view name;  ///< host without "www.", host/path, or a bare name as in utm_source
  Category category;
};

[[nodiscard]] std::span<const SourceEntry> sources();
[[nodiscard]] std::span<const std::string_view> platforms();
[[nodiscard]] std::span<const std::string_view> providers();
[[nodiscard]] std::span<const std::string_view> spam();
[[nodiscard]] std::span<const std::string_view> agent_literals();
[[nodiscard]] std::span<const std::string_view> agent_expressions();

}  // namespace throughline::acquisition::lists
