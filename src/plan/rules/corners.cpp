#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "plan/rules/rules.hpp"

// TL025: three things that only work together.
namespace throughline::plan::rules {
namespace {

struct Corner {
  std::string_view name;
  bool filled = false;
};

std::vector<Finding> triangle(const Head& head,
                              std::string_view key,
                              Span at,
                              const std::array<Corner, 3>& corners) {
  std::vector<std::string_view> filled;
  std::vector<std::string_view> missing;
  for (const Corner& corner : corners) {
    (corner.filled ? filled : missing).push_back(corner.name);
  }
  if (filled.empty() || missing.empty()) {
    return {};
  }
  return {finding("TL025",
                  head,
                  std::string(key),
                  at,
                  fmt::format("{}.{} has {}, but no {}",
                              head.id.value,
                              key,
                              fmt::join(filled, " and "),
                              fmt::join(missing, " and no ")),
                  fmt::format("fill in {}, or take {} out", fmt::join(missing, " and "), key))};
}

}  // namespace

std::vector<Finding> corners(const Subject& subject) {
  std::vector<Finding> out;
  for (const Strategy& strategy : subject.plan().strategies) {
    if (strategy.joins) {
      append(out,
             triangle(strategy.head,
                      "joins",
                      strategy.joins->at,
                      {{{"process", !strategy.joins->process.empty()},
                        {"people", !strategy.joins->people.empty()},
                        {"purpose", strategy.joins->purpose.has_value()}}}));
    }
    if (strategy.parts) {
      append(out,
             triangle(strategy.head,
                      "parts",
                      strategy.parts->at,
                      {{{"business", strategy.parts->business.has_value()},
                        {"technology", strategy.parts->technology.has_value()},
                        {"experience", strategy.parts->experience.has_value()}}}));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
