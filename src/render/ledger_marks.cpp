#include "render/ledger_marks.hpp"

#include <algorithm>
#include <cmath>

#include "render/html.hpp"
#include "render/html_out.hpp"
#include "render/ledger_words.hpp"
#include "render/marked.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

bool is_causal(schema::Grade grade) {
  return grade == schema::Grade::A || grade == schema::Grade::B || grade == schema::Grade::C;
}

std::string signed_end(double value) {
  const double size = std::abs(value);
  return fmt::format("{}{}", value < 0 ? "−" : value > 0 ? "+" : "", plain_number(size));
}

// Rounds an end of a scale outwards to two digits.
double outwards(double value) {
  if (value == 0.0) {
    return 0.0;
  }
  const double step = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 1.0);
  return (value < 0 ? std::floor(value / step) : std::ceil(value / step)) * step;
}

void add_bar(std::string& out,
             const schema::Interval& interval,
             const EffectScale& scale,
             double width,
             std::string_view bar) {
  const double left = scale.x(interval.low, width);
  add(out,
      R"x(<rect class="{}" x="{:.1f}" y="3.5" width="{:.1f}" height="7"/><rect class="est" x="{:.1f}" y="1.5" width="2.4" height="11"/>)x",
      bar,
      left,
      std::max(scale.x(interval.high, width) - left, 1.0),
      std::clamp(scale.x(interval.value, width) - 1.2, 0.0, width - 2.4));
}

void add_min(std::string& out, double x) {
  add(out, R"x(<path class="min" d="M{:.1f} 13.5l-2.6 0 2.6 -4.4 2.6 4.4Z"/>)x", x);
}

std::string label_of(const IntervalMark& mark, Language l) {
  return mark.effect ? phrase(l,
                              "{}, {:.0f}% interval",
                              "{}，{:.0f}% 区间",
                              effect(mark.effect->interval),
                              mark.effect->interval.level * 100.0)
                     : std::string(say(l, "no estimate yet", "尚无估计"));
}

// A line of the plot that sets plan against data.
struct BesideRow {
  std::string_view label;
  schema::Interval interval;
  std::string_view bar;
  std::string text;  ///< marked
};

constexpr double kLeft = 40.0;
constexpr double kPlot = 220.0;

void add_beside(std::string& out, const BesideRow& row, const EffectScale& scale, double top) {
  const double left = kLeft + scale.x(row.interval.low, kPlot);
  add(out,
      R"x(<text class="tick" x="0" y="{:.1f}">{}</text><rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="9"/><rect class="est" x="{:.1f}" y="{:.1f}" width="2" height="13"/><text x="{:.1f}" y="{:.1f}">{}</text>)x",
      top + 8,
      row.label,
      row.bar,
      left,
      top,
      std::max(scale.x(row.interval.high, kPlot) - scale.x(row.interval.low, kPlot), 1.0),
      kLeft + scale.x(row.interval.value, kPlot) - 1,
      top - 2,
      kLeft + kPlot + 8,
      top + 8,
      svg_text(row.text));
}

}  // namespace

void add_verdict_shapes(std::string& out) {
  out +=
      R"x(<svg width="0" height="0" class="shapes" aria-hidden="true"><defs><symbol id="v-working" viewBox="0 0 14 14"><path fill="currentColor" d="M7 1 13.4 12.6H.6Z"/></symbol><symbol id="v-harmful" viewBox="0 0 14 14"><path fill="currentColor" d="M7 13 .6 1.4h12.8Z"/></symbol><symbol id="v-not-working" viewBox="0 0 14 14"><path fill="currentColor" d="M1 4.8h12v4.4H1Z"/></symbol><symbol id="v-too-early" viewBox="0 0 14 14"><circle cx="7" cy="7" r="5.7" fill="none" stroke="currentColor" stroke-width="1.5"/><path fill="currentColor" d="M7 7V1.3A5.7 5.7 0 0 1 12.7 7Z"/></symbol><symbol id="v-underpowered" viewBox="0 0 14 14"><path d="M7 1 13 7 7 13 1 7Z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/><path fill="currentColor" d="M3.4 9h7.2L7 12.6Z"/></symbol><symbol id="v-unmeasured" viewBox="0 0 14 14"><circle cx="7" cy="7" r="5.7" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.4 2.08"/></symbol><symbol id="v-learning-only" viewBox="0 0 14 14"><path d="M2.2 1.2h9.6v11.6H2.2ZM4.6 4.6h4.8M4.6 7h4.8M4.6 9.4h3" fill="none" stroke="currentColor" stroke-width="1.4"/></symbol><symbol id="v-void" viewBox="0 0 14 14"><path d="M1.6 1.6h10.8v10.8H1.6ZM1.6 1.6l10.8 10.8M12.4 1.6 1.6 12.4" fill="none" stroke="currentColor" stroke-width="1.4"/></symbol></defs></svg>)x";
}

std::string verdict_mark(plan::Verdict verdict, Language l, Box box) {
  return fmt::format(
      R"x(<span class="verdict v-{0}{1}"><svg aria-hidden="true"><use href="#v-{0}"/></svg><span class="word">{2}</span></span>)x",
      slug_of(verdict),
      box == Box::Boxed ? " boxed" : "",
      name_of(verdict, l));
}

std::string status_mark(plan::LinkStatus status, Language l) {
  return fmt::format(R"x(<span class="link l-{}"><span aria-hidden="true">{}</span> {}</span>)x",
                     slug_of(status),
                     shape_of(status),
                     name_of(status, l));
}

std::string standing_mark(const views::TreeNode& node, Language l) {
  if (const auto verdict = node.verdict()) {
    return verdict_mark(*verdict, l);
  }
  if (!node.verdicts.empty()) {
    return fmt::format(R"x(<span class="muted">{}</span>)x", say(l, "by market", "各市场不同"));
  }
  return node.links.empty() ? std::string() : status_mark(node.links.front().status, l);
}

std::string mode_mark(plan::Mode mode, Language l) {
  return fmt::format(R"x(<span class="mode {}">{}</span>)x", slug_of(mode), name_of(mode, l));
}

void EffectScale::hold(const schema::Interval& interval) {
  hold(interval.low);
  hold(interval.high);
  hold(interval.value);
}

void EffectScale::hold(double value) {
  if (std::isfinite(value)) {
    low = std::min(low, outwards(value));
    high = std::max(high, outwards(value));
  }
}

double EffectScale::x(double value, double width) const {
  return std::clamp((value - low) / (high - low), 0.0, 1.0) * width;
}

std::string EffectScale::text() const {
  std::string text = low < 0.0 ? signed_end(low) + " · " : std::string();
  text += "0";
  return high > 0.0 ? text + " · " + signed_end(high) : text;
}

std::string interval_plot(const IntervalMark& mark,
                          const EffectScale& scale,
                          double width,
                          Language l) {
  std::string out;
  add(out,
      R"x(<svg class="ib {0}" width="{1:.0f}" height="14" viewBox="0 0 {1:.0f} 14" preserveAspectRatio="none" role="img" aria-label="{2}"><path class="axis" opacity=".35" d="M0 13.5H{1:.0f}"/>)x",
      mark.colour,
      width,
      escape_html(label_of(mark, l)));
  if (!mark.effect) {
    add(out, R"x(<path class="none" d="M0 7H{:.0f}"/>)x", width);
  }
  add(out, R"x(<path class="zero" d="M{:.1f} 1V13"/>)x", scale.x(0.0, width));
  if (mark.effect) {
    add_bar(
        out, mark.effect->interval, scale, width, is_causal(mark.effect->grade) ? "bar" : "hollow");
  }
  if (mark.min_effect) {
    add_min(out, scale.x(*mark.min_effect, width));
  }
  return out + "</svg>";
}

std::string plan_beside_data(const views::TreeNode& node, Language l) {
  if (!node.business || (!node.business->plan && !node.estimate)) {
    return {};
  }
  EffectScale scale;
  std::vector<BesideRow> rows;
  if (node.business->plan) {
    rows.push_back({say(l, "plan", "计划"),
                    *node.business->plan,
                    "hollow",
                    claimed(level(*node.business->plan))});
  }
  for (const views::MarketVerdict& one : node.verdicts) {
    if (one.estimate) {
      rows.push_back({say(l, "data", "数据"),
                      one.estimate->interval,
                      is_causal(one.estimate->grade) ? "bar" : "hollow",
                      estimated(*one.estimate) +
                          (node.verdicts.size() > 1 ? " " + named(one.market) : std::string())});
    }
  }
  for (const BesideRow& row : rows) {
    scale.hold(row.interval);
  }
  const std::optional<double> smallest = node.know ? node.know->min_effect : std::nullopt;
  if (smallest) {
    scale.hold(*smallest);
  }
  const double height = 8.0 + 20.0 * static_cast<double>(rows.size());
  std::string out;
  add(out,
      R"x(<svg class="ib beside {}" viewBox="0 0 420 {:.0f}" width="100%" role="img" aria-label="{}">)x",
      node.verdict() ? fmt::format("v-{}", slug_of(*node.verdict())) : "",
      height + 16,
      say(l, "What the plan claims above what the data say", "计划的主张与数据的结果对照"));
  const double zero = kLeft + scale.x(0.0, kPlot);
  add(out,
      R"x(<path class="zero" d="M{0:.1f} 0V{1:.0f}"/><text class="tick" x="{0:.1f}" y="{2:.0f}" text-anchor="middle">0</text>)x",
      zero,
      height,
      height + 12);
  if (smallest) {
    const double x = kLeft + scale.x(*smallest, kPlot);
    const bool is_near = std::abs(x - zero) < 30.0;
    add(out,
        R"x(<path class="cut" d="M{:.1f} 0V{:.0f}"/><text x="{:.1f}" y="{:.0f}" text-anchor="{}">{}</text>)x",
        x,
        height,
        is_near ? std::max(x, zero) + 6 : x,
        height + 12,
        is_near ? "start" : "middle",
        svg_text(phrase(l, "{} matters", "{} 才算数", claimed(plain_number(*smallest)))));
  }
  double top = 6.0;
  for (const BesideRow& row : rows) {
    add_beside(out, row, scale, top);
    top += 20.0;
  }
  return out + "</svg>";
}

}  // namespace throughline::render
