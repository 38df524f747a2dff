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

/// Text that no browser's agent holds.
struct AgentLiteral {
  std::string_view text;
  bool any_case;  ///< false: only as it is spelled ("NING/", but not "Lightning/")
};

/// A pattern for agents that is more than a literal.
struct AgentExpression {
  std::string_view literal;     ///< every match holds it; empty where there is none
  std::string_view expression;  ///< Perl's syntax, compared without case
};

[[nodiscard]] std::span<const SourceEntry> sources();
[[nodiscard]] std::span<const std::string_view> platforms();
[[nodiscard]] std::span<const std::string_view> providers();
[[nodiscard]] std::span<const std::string_view> spam();
[[nodiscard]] std::span<const AgentLiteral> agent_literals();
/// Those without a literal first.
[[nodiscard]] std::span<const AgentExpression> agent_expressions();

}  // namespace throughline::acquisition::lists
