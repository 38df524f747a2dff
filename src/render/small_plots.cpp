#include "render/small_plots.hpp"

#include <algorithm>

#include "render/html_out.hpp"
#include "render/marked.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

constexpr double kWidth = 102.0;

struct MonthBar {
  std::size_t month;
  std::uint32_t engaged;
  bool better;
};

void add_bar(std::string& out,
             const views::SignalRow& row,
             const MonthBar& bar,
             MonthIndex first_month,
             double step,
             std::uint32_t most) {
  views::FigureId figure = with(row.figure, views::FigureId::Measure::Engaged);
  figure.month = first_month + static_cast<MonthIndex>(bar.month);
  const double height = std::max(16.0 * bar.engaged / most, 0.4);
  add(out,
      R"x(<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"{}/>)x",
      bar.better ? "hot" : "b",
      step * static_cast<double>(bar.month) + 0.4,
      17.0 - height,
      std::max(step - 0.9, 0.5),
      height,
      figure_attributes({figure, bar.engaged}));
}

}  // namespace

std::string months_plot(const views::SignalRow& row, MonthIndex first_month, Language l) {
  const std::size_t n = row.engaged.size();
  if (n == 0) {
    return {};
  }
  const auto most =
      std::max<std::uint32_t>(1, *std::max_element(row.engaged.begin(), row.engaged.end()));
  std::string out;
  add(out,
      R"x(<svg class="spark" width="{0:.0f}" height="18" viewBox="0 0 {0:.0f} 18" preserveAspectRatio="none" role="img" aria-label="{1}" style="--s:var(--v-working)">)x",
      kWidth,
      phrase(l, "{} months, at most {} engaged visits", "{} 个月，最多 {} 次有效访问", n, most));
  const double step = std::min(kWidth / static_cast<double>(n), 18.0);
  for (std::size_t i = 0; i < n; ++i) {
    if (row.engaged[i] > 0) {
      const bool better = i < row.better.size() && row.better[i] != 0;
      add_bar(out, row, {i, row.engaged[i], better}, first_month, step, most);
    }
  }
  add(out, R"x(<path class="base" d="M0 17.5H{:.0f}"/></svg>)x", step * static_cast<double>(n));
  return out;
}

std::string share_plot(const schema::Interval& share, double site_share) {
  const auto x = [](double value) { return 84.0 * std::clamp(value, 0.0, 1.0); };
  std::string out;
  add(out,
      R"x(<svg class="ib v-working" width="84" height="14" viewBox="0 0 84 14" preserveAspectRatio="none" role="img" aria-label="{}">)x",
      percent(share));
  add(out,
      R"x(<path class="axis" opacity=".35" d="M0 13.5H84"/><path class="zero" d="M{:.1f} 0V14"/>)x",
      x(site_share));
  add(out,
      R"x(<rect class="hollow" x="{:.1f}" y="3.5" width="{:.1f}" height="7"/><rect class="est" x="{:.1f}" y="2" width="2.4" height="10"/></svg>)x",
      x(share.low),
      std::max(x(share.high) - x(share.low), 1.0),
      std::clamp(x(share.value) - 1.2, 0.0, 81.6));
  return out;
}

}  // namespace throughline::render
