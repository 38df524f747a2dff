#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/canonical.hpp"

namespace throughline::plan {

/// A key whose value differs, as people read it: money "EUR 240,000", lists "de, fr".
struct ValueChange {
  std::string key;                    ///< "decide.rule", "serves.g1.claim"
  std::optional<std::string> before;  ///< absent = was not there
  std::optional<std::string> after;   ///< absent = is gone

  friend bool operator==(const ValueChange&, const ValueChange&) = default;
};

/// What differs between two values, key by key in alphabetical order; maps are looked into.
[[nodiscard]] std::vector<ValueChange> changes_between(const Canonical& before,
                                                       const Canonical& after);

/// A value as people read it.
[[nodiscard]] std::string shown(const Canonical& value);

/// "EUR 240,000 > EUR 200,000"; "nothing" stands for what is absent.
[[nodiscard]] std::string shown(const ValueChange& change);

}  // namespace throughline::plan
