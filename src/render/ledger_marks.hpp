#pragma once

#include <optional>
#include <string>
#include <vector>

#include "render/numbers.hpp"
#include "views/ledger.hpp"

namespace throughline::render {

/// The marks of the ledger's pages: verdicts, links, modes, intervals. Shape and word first, colour
/// third; whatever is drawn is also said in words.

/// The shapes of verdicts, once a page, hidden until they are used.
void add_verdict_shapes(std::string& out);

enum class Box : std::uint8_t { Plain, Boxed };

[[nodiscard]] std::string verdict_mark(plan::Verdict verdict, Language l, Box box = Box::Plain);
/// The verdict of a tactic, "by market" where markets differ; of what is no tactic that of its
/// link.
[[nodiscard]] std::string standing_mark(const views::TreeNode& node, Language l);
[[nodiscard]] std::string status_mark(plan::LinkStatus status, Language l);
[[nodiscard]] std::string mode_mark(plan::Mode mode, Language l);

/// One scale for all intervals of a column. It holds zero.
struct EffectScale {
  double low = 0.0;
  double high = 1.0;

  void hold(const schema::Interval& interval);
  void hold(double value);
  [[nodiscard]] double x(double value, double width) const;
  /// "−250 · 0 · +350"
  [[nodiscard]] std::string text() const;
};

/// What a row of intervals shows; absent parts are not drawn.
struct IntervalMark {
  std::optional<views::EffectFigure> effect;
  std::optional<double> min_effect;  ///< smallest effect that matters
  std::string_view colour;           ///< a verdict's class, "v-working"; "" = grey
};

/// An interval as a bar with its estimate and zero: solid at grade A to C, hollow at D and E, dots
/// where there is none.
[[nodiscard]] std::string interval_plot(const IntervalMark& mark,
                                        const EffectScale& scale,
                                        double width,
                                        Language l);

/// Plan as an outline above the data, on one scale: the claimed interval, what was found, and the
/// smallest effect that matters.
[[nodiscard]] std::string plan_beside_data(const views::TreeNode& node, Language l);

}  // namespace throughline::render
