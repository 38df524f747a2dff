#include "render/source_plot.hpp"

#include <set>
#include <tuple>
#include <vector>

#include "render/colours.hpp"
#include "render/html.hpp"
#include "render/html_out.hpp"
#include "render/marked.hpp"
#include "render/plot_frame.hpp"
#include "render/plot_labels.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::FigureId;
using views::Report;
using views::SourceMark;

constexpr std::uint64_t kTop = 10;

PlotFrame frame_of(const Report& report, bool narrow) {
  PlotFrame frame =
      narrow ? PlotFrame{358, 340, 27, 324, 16, 300} : PlotFrame{700, 300, 34, 654, 16, 268};
  frame.least = 0.9;
  frame.most = 10.0;
  for (const SourceMark& mark : report.marks) {
    frame.least = std::min(frame.least, mark.visits_a_month * 0.9);
    frame.most = std::max(frame.most, mark.visits_a_month * 1.6);
  }
  frame.least = std::max(frame.least, 0.02);
  return frame;
}

// Area between which the share of a source with the site's own rate lies by chance, 90%.
void add_funnel(std::string& out, const PlotFrame& frame, const Report& report) {
  const double months = std::max(report.n_months, 1);
  std::string back;
  out += "<path class=\"funnel\" d=\"";
  for (int i = 0; i <= 60; ++i) {
    const double visits = frame.least * std::pow(frame.most / frame.least, i / 60.0);
    const double half =
        1.645 * std::sqrt(report.site_share * (1 - report.site_share) / (visits * months));
    add(out,
        "{}{:.1f} {:.1f}",
        i == 0 ? "M" : "L",
        frame.x(visits),
        frame.y(report.site_share + half));
    back = fmt::format("L{:.1f} {:.1f}", frame.x(visits), frame.y(report.site_share - half)) + back;
  }
  out += back + "Z\"/>";
}

void add_share_axis(std::string& out, const PlotFrame& frame, Language l) {
  for (const int share : {0, 20, 40, 60, 80}) {
    const double y = frame.y(share / 100.0);
    add(out,
        R"x(<path class="grid" d="M{:.0f} {:.1f}H{:.0f}"/><text class="tick" x="{:.0f}" y="{:.1f}" text-anchor="end">{}{}</text>)x",
        frame.left,
        y,
        frame.right,
        frame.left - 5,
        y + 3,
        share,
        share == 80 ? "%" : "");
  }
  add(out,
      R"x(<text class="tick" x="0" y="9">{}</text>)x",
      say(l, "visits that engage, shrunk towards their kind", "有效访问的比例，向同类收缩"));
}

void add_visits_axis(std::string& out, const PlotFrame& frame, Language l) {
  double last = -100;
  for (double decade = 0.01; decade < frame.most; decade *= 10) {
    for (const double step : {1.0, 3.0}) {
      const double x = frame.x(decade * step);
      if (decade * step < frame.least || decade * step > frame.most || x - last < 34) {
        continue;
      }
      last = x;
      add(out,
          R"x(<path class="axis" d="M{:.1f} {:.0f}v3"/><text class="tick" x="{:.1f}" y="{:.0f}" text-anchor="middle">{}</text>)x",
          x,
          frame.bottom,
          x,
          frame.bottom + 13,
          decade * step < 1 ? fmt::format("{:g}", decade * step) : amount(decade * step));
    }
  }
  add(out,
      R"x(<path class="axis" d="M{:.0f} {:.0f}H{:.0f}"/><text class="tick" x="{:.0f}" y="{:.0f}" text-anchor="end">{}</text>)x",
      frame.left,
      frame.bottom,
      frame.right,
      frame.right,
      frame.bottom + 26,
      say(l, "visits a month, log scale", "每月访问次数，对数刻度"));
}

std::string_view colour_of_mark(const SourceMark& mark) {
  return mark.signal ? "--c-blogs" : mark.small ? "--c-forums" : colour_of(mark.channel);
}

void add_mark(std::string& out, const PlotFrame& frame, const SourceMark& mark) {
  add(out,
      R"x(<circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}" )x",
      frame.x(mark.visits_a_month),
      frame.y(mark.share),
      frame.radius(mark));
  if (schema::is_paid(mark.channel)) {
    add(out,
        R"x(fill="{}" style="stroke:var({});stroke-width:1.2")x",
        fill_of(mark.channel),
        colour_of(mark.channel));
  } else {
    const bool stands_out = mark.signal || mark.small;
    add(out,
        R"x(fill="var({})" opacity="{}")x",
        colour_of_mark(mark),
        stands_out   ? ".95"
        : mark.label ? ".75"
                     : ".55");
  }
  if (mark.signal || mark.label) {
    add(out,
        "><title>{}: {}, {}</title></circle>",
        escape_html(mark.name),
        amount(mark.visits_a_month),
        percent(mark.share));
  } else {
    out += "/>";
  }
}

// Marks that would cover each other to two thirds of a point are drawn once.
void add_marks(std::string& out, const PlotFrame& frame, const Report& report) {
  std::vector<const SourceMark*> order;
  for (const SourceMark& mark : report.marks) {
    order.push_back(&mark);
  }
  std::stable_sort(order.begin(), order.end(), [](const SourceMark* a, const SourceMark* b) {
    return std::tuple(a->signal, a->small, -a->visits_a_month) <
           std::tuple(b->signal, b->small, -b->visits_a_month);
  });
  std::set<std::tuple<int, int, std::string_view>> drawn;
  for (const SourceMark* mark : order) {
    const auto place = std::tuple(static_cast<int>(frame.x(mark->visits_a_month) * 1.5),
                                  static_cast<int>(frame.y(mark->share) * 1.5),
                                  colour_of_mark(*mark));
    if (mark->signal || mark->label || drawn.insert(place).second) {
      add_mark(out, frame, *mark);
    }
  }
}

void add_site_line(std::string& out, const PlotFrame& frame, const Report& report, Language l) {
  const double y = frame.y(report.site_share);
  const FigureId engaged{.measure = FigureId::Measure::Engaged};
  add(out,
      R"x(<path class="mean" d="M{:.0f} {:.1f}H{:.0f}"/><text class="lab2 halo" x="{:.0f}" y="{:.1f}">{}</text><text class="lab2 halo" x="{:.0f}" y="{:.1f}">{}</text>)x",
      frame.left,
      y,
      frame.right,
      frame.right + 4,
      y - 1,
      say(l, "site", "全站"),
      frame.right + 4,
      y + 9,
      svg_text(shared({engaged, report.engaged}, {{}, report.visits})));
}

// Where a list of ten would end, and what stands to the left of it.
void add_top_line(std::string& out, const PlotFrame& frame, const Report& report, Language l) {
  const double months = std::max(report.n_months, 1);
  const double tenth = static_cast<double>(report.tenth_visits) / months;
  if (report.n_sources <= kTop || tenth <= frame.least) {
    return;
  }
  const double x = frame.x(tenth);
  const bool is_left = x > frame.width * 0.55;
  const FigureId below{.subject = FigureId::Subject::BelowTop};
  const FigureId all{.subject = FigureId::Subject::Sources};
  const std::string_view english =
      frame.width > 500 ? "{} sources a top-ten list never shows: {} of engaged visits"
                        : "{} a top ten hides: {} of engaged";
  const std::string_view chinese = frame.width > 500
                                       ? "前十名列表看不到的 {} 个来源：占有效访问的 {}"
                                       : "{} 个被隐藏：有效访问的 {}";
  add(out,
      R"x(<path class="cut" d="M{:.1f} {:.0f}V{:.0f}"{}/><text class="lab2 halo" x="{:.1f}" y="{:.1f}" text-anchor="{}">{} {}</text>)x",
      x,
      frame.top,
      frame.bottom,
      figure_attributes(
          {views::source_figure(schema::SourceKind::Domain, report.tenth), report.tenth_visits}),
      is_left ? x - 4 : x + 4,
      frame.bottom - 5,
      is_left ? "end" : "start",
      is_left ? "◂" : "",
      svg_text(phrase(l,
                      english,
                      chinese,
                      counted({with(below, FigureId::Measure::Sources), report.n_sources - kTop}),
                      shared({with(below, FigureId::Measure::Engaged),
                              report.named_engaged - report.top_engaged},
                             {with(all, FigureId::Measure::Engaged), report.named_engaged}))));
}

}  // namespace

std::string source_plot(const Report& report, Language l, bool narrow) {
  const PlotFrame frame = frame_of(report, narrow);
  std::string out;
  add(out,
      R"x(<svg class="plot" viewBox="0 0 {:.0f} {:.0f}" width="100%" role="img" aria-label="{}" font-size="{}">)x",
      frame.width,
      frame.height,
      say(l,
          "Every source by visits a month and share of visits that engage",
          "每个来源的每月访问次数与有效访问比例"),
      narrow ? "9.6" : "8.8");
  add_funnel(out, frame, report);
  add_share_axis(out, frame, l);
  add_visits_axis(out, frame, l);
  add_marks(out, frame, report);
  add_site_line(out, frame, report, l);
  add_top_line(out, frame, report, l);
  add_labels(out, frame, report, l);
  return out + "</svg>";
}

}  // namespace throughline::render
