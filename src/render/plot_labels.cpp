#include "render/plot_labels.hpp"

#include <optional>
#include <variant>

#include "render/html_out.hpp"
#include "render/marked.hpp"
#include "render/words.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

using views::FigureId;
using views::Report;
using views::SourceMark;

constexpr double kLine = 10.5;   // height of a line
constexpr double kColumn = 5.0;  // width of a column, bold and wide fonts included

struct Box {
  double left, top, right, bottom;
};

bool overlap(const Box& a, const Box& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

struct Point {
  double x, y;
};

// One or two lines of marked text.
struct Label {
  std::string first;
  std::string second;

  [[nodiscard]] double width() const {
    return kColumn * static_cast<double>(std::max(text::display_width(plain_text(first)),
                                                  text::display_width(plain_text(second))));
  }

  [[nodiscard]] double height() const { return second.empty() ? kLine : 2 * kLine; }
};

// What is taken already: large marks and placed labels.
class Places {
 public:
  Places(const PlotFrame& frame, const Report& report) : frame_(frame) {
    constexpr double kLarge = 4.0;
    for (const SourceMark& mark : report.marks) {
      const double r = frame.radius(mark);
      if (r > kLarge) {
        const Point at = middle_of(mark);
        taken_.push_back({at.x - r, at.y - r, at.x + r, at.y + r});
      }
    }
    const double site = frame.y(report.site_share);
    site_ = {frame.left, site - 1, frame.width, site + 1};
    taken_.push_back({frame.right + 2, site - 12, frame.width, site + 12});  // the line's own name
    if (report.tenth_visits > 0) {
      const double tenth =
          frame.x(static_cast<double>(report.tenth_visits) / std::max(report.n_months, 1));
      top_ends_ = {tenth - 1, frame.top, tenth + 1, frame.bottom};
    }
  }

  [[nodiscard]] Point middle_of(const SourceMark& mark) const {
    return {frame_.x(mark.visits_a_month), frame_.y(mark.share)};
  }

  void take(const Box& box) { taken_.push_back(box); }

  // The first place of a label around a mark of radius r that is free.
  [[nodiscard]] std::optional<Box> around(Point at, double r, const Label& label) const {
    const double w = label.width();
    const double h = label.height();
    const double d = r * 0.75;
    const std::array<Point, 8> corners = {{{at.x + r + 4, at.y - h / 2},
                                           {at.x - r - 4 - w, at.y - h / 2},
                                           {at.x - w / 2, at.y + r + 2},
                                           {at.x - w / 2, at.y - r - 2 - h},
                                           {at.x + d + 3, at.y + d + 1},
                                           {at.x - d - 3 - w, at.y + d + 1},
                                           {at.x + d + 3, at.y - d - 1 - h},
                                           {at.x - d - 3 - w, at.y - d - 1 - h}}};
    // Near its mark rather than beside the line; over the site's line rather than not at all.
    for (const bool moved : {false, true}) {
      for (const bool over_site : {false, true}) {
        for (const Point& corner : corners) {
          const Box at_corner{corner.x, corner.y, corner.x + w, corner.y + h};
          for (const Box& box : moved ? beside_top_line(at_corner) : std::vector{at_corner}) {
            if (is_free(box) && (over_site || !overlap(site_, box))) {
              return box;
            }
          }
        }
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] bool is_free(const Box& box) const {
    return box.left >= frame_.left + 2 && box.right <= frame_.width - 2 && box.top >= frame_.top &&
           box.bottom <= frame_.bottom - 14 && !overlap(top_ends_, box) &&
           std::none_of(
               taken_.begin(), taken_.end(), [&](const Box& other) { return overlap(box, other); });
  }

 private:
  // A box that lies over the end of a top-ten list, moved to either side of it; else as it is.
  [[nodiscard]] std::vector<Box> beside_top_line(const Box& box) const {
    if (!overlap(top_ends_, box)) {
      return {box};
    }
    constexpr double kGap = 4.0;
    const double w = box.right - box.left;
    const double to_left = top_ends_.left - kGap - w;
    const double to_right = top_ends_.right + kGap;
    return {{to_left, box.top, to_left + w, box.bottom},
            {to_right, box.top, to_right + w, box.bottom}};
  }

  const PlotFrame& frame_;
  std::vector<Box> taken_;
  Box site_{};      // the line of the site's share
  Box top_ends_{};  // the line where a top-ten list ends; empty where there is none
};

// Text stands at the side of its box that is nearer to what it names.
void write(std::string& out, const Box& box, const Label& label, bool at_right = false) {
  const double x = at_right ? box.right : box.left;
  const std::string_view anchor = at_right ? R"( text-anchor="end")" : "";
  add(out,
      R"x(<text class="lab halo" x="{:.1f}" y="{:.1f}"{}>{}</text>)x",
      x,
      box.top + 8.5,
      anchor,
      svg_text(label.first));
  if (!label.second.empty()) {
    add(out,
        R"x(<text class="lab2 halo" x="{:.1f}" y="{:.1f}"{}>{}</text>)x",
        x,
        box.top + 8.5 + kLine,
        anchor,
        svg_text(label.second));
  }
}

// The middle of a crowd and how far nine in ten of it reach.
struct Crowd {
  Point middle;
  double rx, ry;
};

double quantile(std::vector<double>& values, double part) {
  const auto at = static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

template <class Belongs>
std::optional<Crowd> crowd_of(const Report& report, const Places& places, const Belongs& belongs) {
  constexpr std::size_t kCrowd = 5;
  std::vector<double> xs;
  std::vector<double> ys;
  for (const SourceMark& mark : report.marks) {
    if (belongs(mark)) {
      xs.push_back(places.middle_of(mark).x);
      ys.push_back(places.middle_of(mark).y);
    }
  }
  if (xs.size() < kCrowd) {
    return std::nullopt;
  }
  const Box inner{quantile(xs, 0.04), quantile(ys, 0.02), quantile(xs, 0.96), quantile(ys, 0.98)};
  return Crowd{{(inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2},
               (inner.right - inner.left) * 0.6 + 9,
               (inner.bottom - inner.top) * 0.58 + 9};
}

// A ring around the crowd and its label beside, tied by a line.
void add_crowd(std::string& out,
               const PlotFrame& frame,
               const Crowd& crowd,
               const Label& label,
               Places& places) {
  const Box ring{crowd.middle.x - crowd.rx,
                 crowd.middle.y - crowd.ry,
                 crowd.middle.x + crowd.rx,
                 crowd.middle.y + crowd.ry};
  const double w = label.width();
  const double top = std::max(ring.top, frame.top + 2);
  const std::array<Box, 4> choices = {
      {{ring.left - 16 - w, top, ring.left - 16, top + label.height()},
       {ring.right + 16, top, ring.right + 16 + w, top + label.height()},
       {crowd.middle.x - w, ring.bottom + 10, crowd.middle.x, ring.bottom + 10 + label.height()},
       {frame.left + 4, ring.bottom + 10, frame.left + 4 + w, ring.bottom + 10 + label.height()}}};
  const auto* const box = std::find_if(
      choices.begin(), choices.end(), [&](const Box& choice) { return places.is_free(choice); });
  if (box == choices.end()) {
    return;
  }
  add(out,
      R"x(<ellipse class="hull" cx="{:.1f}" cy="{:.1f}" rx="{:.1f}" ry="{:.1f}"/>)x",
      crowd.middle.x,
      crowd.middle.y,
      crowd.rx,
      crowd.ry);
  const bool beside = box->top < ring.bottom;
  if (beside) {
    const bool left = box->right < crowd.middle.x;
    const double from = left ? box->right + 3 : box->left - 3;
    const double to = crowd.middle.x + (left ? -0.92 : 0.92) * crowd.rx;
    add(out,
        R"x(<path class="lead" d="M{:.1f} {:.1f}L{:.1f} {:.1f}"/>)x",
        from,
        box->top + 6,
        to,
        crowd.middle.y - 0.39 * crowd.ry);
  }
  write(out, *box, label, box->right < crowd.middle.x);
  places.take(*box);
  places.take(ring);
}

void label_small(std::string& out,
                 const PlotFrame& frame,
                 const views::SmallSources& found,
                 const Report& report,
                 Language l,
                 Places& places) {
  const FigureId small{.subject = FigureId::Subject::Small};
  const auto crowd =
      crowd_of(report, places, [](const SourceMark& mark) { return mark.small && mark.signal; });
  if (!crowd) {
    return;
  }
  const RowsOf sources{with(small, FigureId::Measure::Sources), found.sources};
  const auto ringed = static_cast<std::uint64_t>(
      std::count_if(report.marks.begin(), report.marks.end(), [](const SourceMark& mark) {
        return mark.small && mark.signal;
      }));
  const std::string engaged =
      monthly({with(small, FigureId::Measure::Engaged), found.engaged}, found.months);
  const Label label =
      ringed == found.sources
          ? Label{phrase(l, "{} small sources", "{} 个小来源", counted(sources)),
                  phrase(l, "{} engaged visits a month", "每月 {} 次有效访问", engaged)}
          : Label{phrase(l,
                         "{} of {} small sources",
                         "{1} 个小来源中的 {0} 个",
                         estimated(sources, count(ringed)),
                         counted(sources)),
                  phrase(l,
                         "the others are pages and pools; {} a month in all",
                         "其余为页面与合并来源；合计每月 {}",
                         engaged)};
  add_crowd(out, frame, *crowd, label, places);
}

void label_pool(std::string& out,
                const PlotFrame& frame,
                const views::PooledTheme& found,
                const Report& report,
                Language l,
                Places& places) {
  const auto crowd =
      crowd_of(report, places, [](const SourceMark& mark) { return mark.small && !mark.signal; });
  if (!crowd) {
    return;
  }
  const Label label{phrase(l,
                           "{} tiny ones, one {}",
                           "{} 个微小来源，同一{}",
                           counted({with(found.figure, FigureId::Measure::Sources), found.sources}),
                           translated(found.by, l)),
                    phrase(l,
                           "together {} a month",
                           "合计每月 {}",
                           monthly({with(found.figure, FigureId::Measure::Engaged), found.engaged},
                                   found.months_since_seen))};
  add_crowd(out, frame, *crowd, label, places);
}

void label_mark(std::string& out,
                const PlotFrame& frame,
                const SourceMark& mark,
                const std::string& below,
                Places& places) {
  const Label label{named(text::truncate(text::printable(mark.name), 26)), below};
  if (const auto box = places.around(places.middle_of(mark), frame.radius(mark), label)) {
    write(out, *box, label, box->right < places.middle_of(mark).x);
    places.take(*box);
  }
}

void label_breakout(std::string& out,
                    const PlotFrame& frame,
                    const views::BreakoutSeen& found,
                    const Report& report,
                    Language l,
                    Places& places) {
  for (const SourceMark& mark : report.marks) {
    if (mark.name == found.source) {
      label_mark(out,
                 frame,
                 mark,
                 phrase(l, "broke out in {}", "{} 突增", timed(month(found.month, l))),
                 places);
      return;
    }
  }
}

}  // namespace

void add_labels(std::string& out, const PlotFrame& frame, const Report& report, Language l) {
  Places places(frame, report);
  for (const views::Finding& finding : report.findings) {
    if (const auto* small = std::get_if<views::SmallSources>(&finding)) {
      label_small(out, frame, *small, report, l, places);
    } else if (const auto* pool = std::get_if<views::PooledTheme>(&finding)) {
      label_pool(out, frame, *pool, report, l, places);
    } else if (const auto* breakout = std::get_if<views::BreakoutSeen>(&finding)) {
      label_breakout(out, frame, *breakout, report, l, places);
    }
  }
  for (const bool paid : {true, false}) {  // what is compared with must not go unnamed
    for (const SourceMark& mark : report.marks) {
      if (mark.label && schema::is_paid(mark.channel) == paid) {
        label_mark(out, frame, mark, "", places);
      }
    }
  }
}

}  // namespace throughline::render
