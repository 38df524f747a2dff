#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/links.hpp"
#include "plan/model.hpp"

namespace throughline::evidence {

enum class BrandWord : std::uint8_t {
  Strategic,           ///< both gates: it contributes, and it is on brand
  UsefulNotStrategic,  ///< it contributes, and is off brand or neutral to it, or does so only
                       ///< partly
  NotUseful,           ///< its link is refuted
  CannotTell,          ///< nobody has tested the one or looked at the other
};

[[nodiscard]] std::string_view name_of(BrandWord word);  ///< "useful, not strategic"

/// The two gates of a strategy.
struct BrandGates {
  std::string strategy;
  plan::LinkStatus contributes = plan::LinkStatus::Untested;  ///< the best of its links
  std::optional<plan::Consistent> consistent;                 ///< absent = nobody looked
  std::string reviewer;
  BrandWord word = BrandWord::CannotTell;
};

/// Finds the word that two gates give.
[[nodiscard]] BrandWord brand_word(plan::LinkStatus contributes,
                                   const std::optional<plan::Consistent>& consistent);

/// Passes every strategy through both gates, in plan order.
[[nodiscard]] std::vector<BrandGates> brand_gates(const plan::Plan& plan,
                                                  const std::vector<LinkJudgement>& links);

}  // namespace throughline::evidence
