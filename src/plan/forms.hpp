#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/reader.hpp"
#include "plan/shape.hpp"
#include "plan/words.hpp"

/// How values of each type are described and read. A form has shape(), what it takes, and read(),
/// which reports what is not so and then gives nothing.
namespace throughline::plan {

/// Text that is not blank, as written.
struct TextForm {
  [[nodiscard]] static ValueShape shape() { return {.kind = ValueKind::FreeText}; }

  [[nodiscard]] static std::optional<std::string> read(const document::Node& node,
                                                       const Scope& scope);
};

struct IdForm {
  [[nodiscard]] static ValueShape shape() { return {.kind = ValueKind::Id}; }

  [[nodiscard]] static std::optional<std::string> read(const document::Node& node,
                                                       const Scope& scope);
};

/// The code of a currency.
struct CurrencyForm {
  [[nodiscard]] static ValueShape shape() { return {.kind = ValueKind::Currency}; }

  [[nodiscard]] static std::optional<std::string> read(const document::Node& node,
                                                       const Scope& scope);
};

struct FlagForm {
  [[nodiscard]] static ValueShape shape() { return {.kind = ValueKind::Flag}; }

  [[nodiscard]] static std::optional<bool> read(const document::Node& node, const Scope& scope);
};

/// A whole number from 1.
struct CountForm {
  [[nodiscard]] static ValueShape shape() { return {.kind = ValueKind::Count}; }

  [[nodiscard]] static std::optional<std::uint32_t> read(const document::Node& node,
                                                         const Scope& scope);
};

struct NumberForm {
  Bounds bounds = Bounds::Any;

  [[nodiscard]] ValueShape shape() const { return {.kind = ValueKind::Number, .bounds = bounds}; }

  [[nodiscard]] std::optional<Number> read(const document::Node& node, const Scope& scope) const;
};

struct DeltaForm {
  Bounds bounds = Bounds::Any;

  [[nodiscard]] ValueShape shape() const { return {.kind = ValueKind::Delta, .bounds = bounds}; }

  [[nodiscard]] std::optional<Delta> read(const document::Node& node, const Scope& scope) const;
};

/// Money of the node's currency.
struct MoneyForm {
  Bounds bounds = Bounds::Any;

  [[nodiscard]] ValueShape shape() const { return {.kind = ValueKind::Money, .bounds = bounds}; }

  [[nodiscard]] std::optional<Money> read(const document::Node& node, const Scope& scope) const;
};

struct DateForm {
  [[nodiscard]] static ValueShape shape() { return {.kind = ValueKind::Date}; }

  [[nodiscard]] static std::optional<CivilDate> read(const document::Node& node,
                                                     const Scope& scope);
};

struct LengthForm {
  [[nodiscard]] static ValueShape shape() { return {.kind = ValueKind::Length}; }

  [[nodiscard]] static std::optional<Length> read(const document::Node& node, const Scope& scope);
};

/// The id of a node of one of some types.
struct ReferenceForm {
  std::vector<NodeType> targets;

  [[nodiscard]] ValueShape shape() const {
    return {.kind = ValueKind::Reference, .targets = targets};
  }

  [[nodiscard]] std::optional<std::string> read(const document::Node& node,
                                                const Scope& scope) const;
};

/// The place of a word in a list; reports the nearest word otherwise.
[[nodiscard]] std::optional<std::size_t> read_word(const document::Node& node,
                                                   std::span<const std::string_view> words,
                                                   const Scope& scope);

template <class E>
struct WordForm {
  [[nodiscard]] static ValueShape shape() {
    const std::span<const std::string_view> words = words_of(E{});
    return {.kind = ValueKind::Word, .words = {words.begin(), words.end()}};
  }

  [[nodiscard]] static std::optional<E> read(const document::Node& node, const Scope& scope) {
    const auto index = read_word(node, words_of(E{}), scope);
    return index ? std::optional(static_cast<E>(*index)) : std::nullopt;
  }
};

struct GradeForm {
  [[nodiscard]] static ValueShape shape();
  [[nodiscard]] static std::optional<schema::Grade> read(const document::Node& node,
                                                         const Scope& scope);
};

struct MethodForm {
  [[nodiscard]] static ValueShape shape();
  [[nodiscard]] static std::optional<schema::Method> read(const document::Node& node,
                                                          const Scope& scope);
};

/// A source of the settings, or a table.
struct DataSourceForm {
  [[nodiscard]] static ValueShape shape() { return {.kind = ValueKind::FreeText}; }

  [[nodiscard]] static std::optional<std::string> read(const document::Node& node,
                                                       const Scope& scope);
};

/// A role whose hours have a price in the settings.
struct RoleForm {
  [[nodiscard]] static ValueShape shape() { return {.kind = ValueKind::FreeText}; }

  [[nodiscard]] static std::optional<std::string> read(const document::Node& node,
                                                       const Scope& scope);
};

/// "measure", or "<tactic>.measure".
struct KnowForm {
  [[nodiscard]] static ValueShape shape() { return {.kind = ValueKind::FreeText}; }

  [[nodiscard]] static std::optional<std::string> read(const document::Node& node,
                                                       const Scope& scope);
};

}  // namespace throughline::plan
