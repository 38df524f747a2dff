#include "evidence/brand.hpp"

#include <algorithm>
#include <array>

namespace throughline::evidence {
namespace {

using plan::LinkStatus;

// Best first: supported, partly, untested, refuted.
int rank(LinkStatus status) {
  constexpr std::array kRanks = {0, 1, 3, 2};  // in the order of the enumerators
  return kRanks[static_cast<std::size_t>(status)];
}

LinkStatus best_link(const std::string& strategy, const std::vector<LinkJudgement>& links) {
  std::optional<LinkStatus> best;
  for (const LinkJudgement& link : links) {
    if (link.child == strategy && (!best || rank(link.status) < rank(*best))) {
      best = link.status;
    }
  }
  return best.value_or(LinkStatus::Untested);
}

}  // namespace

std::string_view name_of(BrandWord word) {
  constexpr std::array<std::string_view, 4> kNames = {
      "strategic", "useful, not strategic", "not useful", "cannot tell"};
  return kNames[static_cast<std::size_t>(word)];
}

BrandWord brand_word(LinkStatus contributes, const std::optional<plan::Consistent>& consistent) {
  if (contributes == LinkStatus::Refuted) {
    return BrandWord::NotUseful;
  }
  if (contributes == LinkStatus::Untested || !consistent) {
    return BrandWord::CannotTell;
  }
  return contributes == LinkStatus::Supported && *consistent == plan::Consistent::Yes
             ? BrandWord::Strategic
             : BrandWord::UsefulNotStrategic;
}

std::vector<BrandGates> brand_gates(const plan::Plan& plan,
                                    const std::vector<LinkJudgement>& links) {
  std::vector<BrandGates> all;
  for (const plan::Strategy& strategy : plan.strategies) {
    BrandGates gates{.strategy = strategy.head.id.value, .consistent = {}, .reviewer = {}};
    gates.contributes = best_link(gates.strategy, links);
    if (strategy.brand) {
      gates.consistent = strategy.brand->consistent
                             ? std::optional(strategy.brand->consistent->value)
                             : std::nullopt;
      gates.reviewer = strategy.brand->reviewer ? strategy.brand->reviewer->value : "";
    }
    gates.word = brand_word(gates.contributes, gates.consistent);
    all.push_back(std::move(gates));
  }
  return all;
}

}  // namespace throughline::evidence
