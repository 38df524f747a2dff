#include <array>
#include <fmt/format.h>

#include "plan/placeholder.hpp"
#include "plan/rules/rules.hpp"
#include "plan/words.hpp"

// TL014: an outcome as four departments see it, and whether it fits the brand.
namespace throughline::plan::rules {
namespace {

std::string_view example_of(LensName lens) {
  switch (lens) {
    case LensName::It:
      return "hours until a figure is fresh";
    case LensName::Marketing:
      return "returning engaged people";
    case LensName::Pr:
      return "mentions that go both ways";
    case LensName::Service:
      break;
  }
  return "solved without contact";
}

bool is_empty(const std::optional<Lens>& lens) {
  return !lens || (lens->metrics.empty() &&
                   (!lens->not_applicable || is_placeholder(lens->not_applicable->value)));
}

std::vector<Finding> lenses_of(const Strategy& strategy) {
  const std::string& id = strategy.head.id.value;
  if (!strategy.lenses) {
    return {
        finding("TL014",
                strategy.head,
                "lenses",
                strategy.head.id.at,
                fmt::format("{} has no lenses", id),
                "add lenses: {it, marketing, pr, service}, each with a metric or {na: \"why\"}")};
  }
  std::vector<Finding> out;
  for (std::size_t i = 0; i < strategy.lenses->by_name.size(); ++i) {
    const auto& lens = strategy.lenses->by_name[i];
    const auto name = static_cast<LensName>(i);
    if (is_empty(lens)) {
      out.push_back(
          finding("TL014",
                  strategy.head,
                  fmt::format("lenses.{}", name_of(name)),
                  lens ? lens->at : strategy.lenses->at,
                  fmt::format("{} has no {} lens", id, name_of(name)),
                  fmt::format("add a metric, such as {}, or {{na: \"why\"}}", example_of(name))));
    }
  }
  return out;
}

std::vector<Finding> brand_of(const Strategy& strategy) {
  const std::string& id = strategy.head.id.value;
  if (!strategy.brand || !strategy.brand->consistent) {
    return {finding("TL014",
                    strategy.head,
                    strategy.brand ? "brand.consistent" : "brand",
                    strategy.brand ? strategy.brand->at : strategy.head.id.at,
                    fmt::format("nobody says whether {} fits the brand", id),
                    "add brand: {consistent: yes, neutral or no, reviewer: ..., on: ...}")};
  }
  const auto& reviewer = strategy.brand->reviewer;
  if (!reviewer || is_placeholder(reviewer->value)) {
    return {finding(
        "TL014",
        strategy.head,
        "brand.reviewer",
        reviewer ? reviewer->at : strategy.brand->at,
        fmt::format(
            "{}.brand says {}, but not who looked", id, name_of(strategy.brand->consistent->value)),
        "add reviewer: and who it was")};
  }
  return {};
}

}  // namespace

std::vector<Finding> lenses_and_brand(const Subject& subject) {
  std::vector<Finding> out;
  for (const Strategy& strategy : subject.plan().strategies) {
    append(out, lenses_of(strategy));
    append(out, brand_of(strategy));
  }
  return out;
}

}  // namespace throughline::plan::rules
