#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "document/document.hpp"

namespace throughline::plan {

/// Where a value stands: which file of the plan, from its first character to behind its last.
struct Span {
  std::uint32_t file = 0;  ///< index into Plan::files
  document::Position start;
  document::Position end;

  friend bool operator==(const Span&, const Span&) = default;
};

/// A value and where it was written. A value that the plan leaves to its default stands where its
/// node does.
template <class T>
struct Placed {
  T value{};
  Span at;
};

/// A value that need not be written.
template <class T>
using Optional = std::optional<Placed<T>>;

using Text = Placed<std::string>;

/// The id of another node, as written; it may name nothing, which is TL004.
using Ref = Placed<std::string>;

}  // namespace throughline::plan
