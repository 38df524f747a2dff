#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/canonical.hpp"
#include "plan/model.hpp"

namespace throughline::plan {

/// What a child claims to serve, without what may change and leave the claim as it is (titles,
/// owners, notes, budgets):
///
///   goal       id kind metric market baseline target by
///   strategy   id markets product ansoff q serves
///   programme  id channel connects serves
///
/// `serves` holds ids alone. Nothing for a node of another type.
[[nodiscard]] std::optional<Canonical> meaning_of(const Plan& plan, std::string_view id);

/// The hash of a parent's meaning, as `reviewed` of a link writes it: "sha256:…". Nothing for a
/// node that no link can name.
[[nodiscard]] std::optional<std::string> fingerprint_of(const Plan& plan, std::string_view id);

enum class Review : std::uint8_t {
  Never,    ///< shown; no finding
  Current,  ///< the parent still means what it meant
  Suspect,  ///< the parent changed since: TL005
};

/// Whether the parent still is what the author of the link looked at. A parent that is missing is
/// another finding, so its links count as current.
[[nodiscard]] Review review_of(const Plan& plan, const Link& link);

}  // namespace throughline::plan
