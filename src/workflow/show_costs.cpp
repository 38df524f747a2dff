#include "workflow/show_costs.hpp"

#include <algorithm>
#include <array>
#include <fmt/ranges.h>
#include <set>
#include <span>
#include <string_view>

#include "evidence/ansoff.hpp"
#include "plan/words.hpp"

namespace throughline::workflow {
namespace {

using evidence::CostLine;
using views::FigureId;
using Measure = FigureId::Measure;
using Subject = FigureId::Subject;

constexpr std::array<std::string_view, evidence::kMoneySteps> kSteps = {
    "spent", "mapped", "measured", "tested", "paying"};
constexpr std::string_view kUnmapped = "unmapped";
constexpr std::string_view kUnmappedOf = "unmapped:";  // MARKET:WHAT
constexpr std::string_view kNone = "none";             // tactics that name no mode

tl::unexpected<Error> no_such(const FigureId& figure, std::span<const std::string_view> words) {
  return fail(ErrorCode::NotFound,
              fmt::format("there is no figure {}", text_of(figure)),
              fmt::format("Take one of {}", fmt::join(words, ", ")));
}

// Marks the lines of which a test holds.
template <class Test>
std::vector<bool> marked(const std::vector<CostLine>& lines, const Test& test) {
  std::vector<bool> in(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    in[i] = test(i);
  }
  return in;
}

const plan::Tactic* tactic_of(const plan::Plan& plan, const CostLine& line) {
  return line.node && line.node->type == plan::NodeType::Tactic ? &plan.tactics[line.node->index]
                                                                : nullptr;
}

class Marking {
 public:
  Marking(const JudgedPlan& judged,
          const std::vector<CostLine>& lines,
          const evidence::Waterfall& waterfall,
          const FigureId& figure)
      : judged_(judged), lines_(lines), waterfall_(waterfall), figure_(figure) {}

  [[nodiscard]] Result<std::vector<bool>> of_step() const {
    const std::string_view name = figure_.name;
    if (name == kUnmapped) {
      return marked(lines_, [&](std::size_t i) { return is_unmapped(i); });
    }
    if (name.starts_with(kUnmappedOf)) {
      const std::string_view which = name.substr(kUnmappedOf.size());
      return marked(lines_, [&](std::size_t i) {
        return is_unmapped(i) && which == fmt::format("{}:{}", lines_[i].market, lines_[i].what);
      });
    }
    const auto* const step = std::ranges::find(kSteps, name);
    if (step == kSteps.end()) {
      std::vector<std::string_view> words(kSteps.begin(), kSteps.end());
      words.push_back(kUnmapped);
      return no_such(figure_, words);
    }
    const auto wanted = static_cast<evidence::MoneyStep>(step - kSteps.begin());
    return marked(lines_, [&](std::size_t i) { return waterfall_.reached[i] >= wanted; });
  }

  [[nodiscard]] Result<std::vector<bool>> of_verdict() const {
    const auto verdict = plan::named<plan::Verdict>(figure_.name);
    if (!verdict) {
      return no_such(figure_, plan::words_of(plan::Verdict{}));
    }
    return marked(lines_, [&](std::size_t i) {
      const plan::Tactic* const tactic = tactic_of(judged_.plan(), lines_[i]);
      const auto* const found =
          tactic ? judged_.judgement(tactic->head.id.value, lines_[i].market) : nullptr;
      return found != nullptr && found->judgement.verdict == *verdict;
    });
  }

  [[nodiscard]] Result<std::vector<bool>> of_mode() const {
    const auto mode = plan::named<plan::Mode>(figure_.name);
    if (!mode && figure_.name != kNone) {
      return no_such(figure_, plan::words_of(plan::Mode{}));
    }
    return marked(lines_, [&](std::size_t i) {
      const plan::Tactic* const tactic = tactic_of(judged_.plan(), lines_[i]);
      return tactic != nullptr && (tactic->mode ? mode == tactic->mode->value : !mode);
    });
  }

  [[nodiscard]] Result<std::vector<bool>> of_move() const {
    const auto move = plan::named<plan::Ansoff>(figure_.name);
    if (!move) {
      return no_such(figure_, plan::words_of(plan::Ansoff{}));
    }
    std::vector<evidence::TacticCost> costs;
    for (const CostLine& line : lines_) {
      const plan::Tactic* const tactic = tactic_of(judged_.plan(), line);
      costs.push_back(
          {.tactic = tactic ? tactic->head.id.value : std::string(), .market = line.market});
    }
    const auto moves = evidence::moves_of_costs(judged_.plan(), *judged_.lines, costs);
    return marked(lines_, [&](std::size_t i) { return moves[i] == *move; });
  }

  [[nodiscard]] Result<std::vector<bool>> of_node() const {
    if (!judged_.plan().find(figure_.name)) {
      return fail(ErrorCode::NotFound,
                  fmt::format("the plan has no node {}", figure_.name),
                  "throughline ledger lists the nodes with their ids");
    }
    const std::vector<std::string> below = judged_.lines->below(figure_.name);
    std::set<std::string> ids(below.begin(), below.end());
    ids.insert(figure_.name);
    return marked(lines_,
                  [&](std::size_t i) { return ids.contains(bound_to(judged_.plan(), lines_[i])); });
  }

 private:
  [[nodiscard]] bool is_unmapped(std::size_t i) const {
    return waterfall_.reached[i] == evidence::MoneyStep::Spent;
  }

  const JudgedPlan& judged_;
  const std::vector<CostLine>& lines_;
  const evidence::Waterfall& waterfall_;
  const FigureId& figure_;
};

}  // namespace

bool is_of_cost(const FigureId& figure) {
  switch (figure.subject) {
    case Subject::Money:
    case Subject::Verdict:
    case Subject::Mode:
    case Subject::Ansoff:
      return figure.measure == Measure::Visits || figure.measure == Measure::Cost;
    default:
      return figure.subject == Subject::Node && figure.measure == Measure::Cost;
  }
}

std::string bound_to(const plan::Plan& plan, const CostLine& line) {
  if (!line.node) {
    return {};
  }
  return line.node->type == plan::NodeType::Tactic
             ? plan.tactics[line.node->index].head.id.value
             : plan.programmes[line.node->index].head.id.value;
}

Result<std::vector<bool>> lines_of_figure(const JudgedPlan& judged,
                                          const std::vector<CostLine>& lines,
                                          const evidence::Waterfall& waterfall,
                                          const FigureId& figure) {
  const Marking marking(judged, lines, waterfall, figure);
  switch (figure.subject) {
    case Subject::Money:
      return marking.of_step();
    case Subject::Verdict:
      return marking.of_verdict();
    case Subject::Mode:
      return marking.of_mode();
    case Subject::Ansoff:
      return marking.of_move();
    default:
      return marking.of_node();
  }
}

}  // namespace throughline::workflow
