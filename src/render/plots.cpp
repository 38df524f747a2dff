#include "render/plots.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <set>
#include <tuple>

#include "render/html.hpp"
#include "render/sentences.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

using schema::Channel;
using views::Report;
using views::SourceMark;

template <class... Args>
void add(std::string& out, fmt::format_string<Args...> pattern, Args&&... args) {
  fmt::format_to(std::back_inserter(out), pattern, std::forward<Args>(args)...);
}

// Where things lie in the plot of all sources; text keeps its size, so narrow windows get a plot of
// their own instead of a smaller one.
struct Frame {
  double width, height, left, right, top, bottom;
  double least = 1.0;  // visits a month at the left edge
  double most = 1000.0;

  [[nodiscard]] double x(double visits) const {
    const double part =
        (std::log(std::max(visits, least)) - std::log(least)) / (std::log(most) - std::log(least));
    return left + part * (right - left);
  }

  [[nodiscard]] double y(double share) const {
    return bottom - std::clamp(share, 0.0, 1.0) * (bottom - top);
  }
};

Frame frame_of(const Report& report, bool narrow) {
  Frame frame = narrow ? Frame{358, 330, 30, 352, 16, 292} : Frame{700, 292, 34, 692, 16, 262};
  frame.least = 0.9;
  for (const SourceMark& mark : report.marks) {
    frame.least = std::min(frame.least, mark.visits_a_month * 0.9);
    frame.most = std::max(frame.most, mark.visits_a_month * 1.6);
  }
  frame.least = std::max(frame.least, 0.02);
  return frame;
}

double radius_of(const SourceMark& mark, const Frame& frame) {
  return std::clamp(26.0 * std::sqrt(mark.visits_a_month / frame.most), 2.0, 26.0);
}

// Area between which the share of a source with the site's own rate lies by chance, 90%.
void add_funnel(std::string& out, const Frame& frame, const Report& report) {
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

void add_axes(std::string& out, const Frame& frame, Language l) {
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
  double last = -100;
  for (double decade = 0.1; decade < frame.most; decade *= 10) {
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
          amount(decade * step));
    }
  }
  add(out,
      R"x(<path class="axis" d="M{:.0f} {:.0f}H{:.0f}"/><text class="tick" x="{:.0f}" y="{:.0f}" text-anchor="end">{}</text><text class="tick" x="0" y="9">{}</text>)x",
      frame.left,
      frame.bottom,
      frame.right,
      frame.right,
      frame.bottom + 26,
      say(l, "visits a month, log scale", "每月访问次数，对数刻度"),
      say(l, "visits that engage, shrunk towards their kind", "有效访问的比例，向同类收缩"));
}

void add_mark(std::string& out, const Frame& frame, const SourceMark& mark) {
  const std::string_view colour = colour_of(mark.channel);
  const bool paid = schema::is_paid(mark.channel);
  add(out,
      R"x(<circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}" )x",
      frame.x(mark.visits_a_month),
      frame.y(mark.share),
      mark.signal ? std::max(radius_of(mark, frame), 2.8) : radius_of(mark, frame));
  if (paid) {
    add(out, R"x(fill="url(#hatch{0})" style="stroke:var({0});stroke-width:1.2">)x", colour);
  } else {
    add(out,
        R"x(fill="var({})" opacity="{}">)x",
        mark.signal ? "--c-blogs" : colour,
        mark.signal ? "0.95" : "0.6");
  }
  if (mark.signal || mark.label) {
    add(out,
        "<title>{}: {}, {}</title>",
        escape_html(mark.name),
        amount(mark.visits_a_month),
        percent(mark.share));
  }
  out += "</circle>";
}

// Marks that would cover each other to a third of a point are drawn once.
void add_marks(std::string& out, const Frame& frame, const Report& report) {
  std::vector<const SourceMark*> order;
  for (const SourceMark& mark : report.marks) {
    order.push_back(&mark);
  }
  std::stable_sort(order.begin(), order.end(), [](const SourceMark* a, const SourceMark* b) {
    return std::tuple(a->signal, -a->visits_a_month) < std::tuple(b->signal, -b->visits_a_month);
  });
  std::set<std::tuple<int, int, int>> drawn;
  for (const SourceMark* mark : order) {
    const auto place = std::tuple(static_cast<int>(frame.x(mark->visits_a_month) * 1.5),
                                  static_cast<int>(frame.y(mark->share) * 1.5),
                                  static_cast<int>(mark->channel));
    if (mark->signal || mark->label || drawn.insert(place).second) {
      add_mark(out, frame, *mark);
    }
  }
}

struct Box {
  double x, y, width;
};

bool overlap(const Box& a, const Box& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && std::abs(a.y - b.y) < 10.5;
}

// Names of the largest marks, each where it covers no other name: below, above, or not at all.
void add_labels(std::string& out, const Frame& frame, const Report& report, std::size_t most) {
  std::vector<Box> taken;
  std::vector<const SourceMark*> named;
  for (const SourceMark& mark : report.marks) {
    if (mark.label) {
      named.push_back(&mark);
    }
  }
  std::stable_sort(named.begin(), named.end(), [](const SourceMark* a, const SourceMark* b) {
    return a->visits_a_month > b->visits_a_month;
  });
  std::size_t n = 0;
  for (const SourceMark* mark : named) {
    const std::string name = text::truncate(mark->name, 26);
    const double width = 5.2 * static_cast<double>(text::display_width(name));
    const double r = radius_of(*mark, frame);
    const double x =
        std::clamp(frame.x(mark->visits_a_month) - width / 2, frame.left, frame.right - width);
    for (const double y : {frame.y(mark->share) + r + 9, frame.y(mark->share) - r - 4}) {
      const Box box{x, y, width};
      if (n < most && y > frame.top && y < frame.bottom &&
          std::none_of(
              taken.begin(), taken.end(), [&](const Box& other) { return overlap(box, other); })) {
        taken.push_back(box);
        ++n;
        add(out,
            R"x(<text class="lab halo" x="{:.1f}" y="{:.1f}">{}</text>)x",
            x,
            y,
            escape_html(name));
        break;
      }
    }
  }
}

void add_hatches(std::string& out) {
  for (const std::string_view colour :
       {"--c-paid-social", "--c-display", "--c-retargeting", "--c-paid-search"}) {
    add(out,
        R"x(<pattern id="hatch{0}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="var({0})" opacity=".3"/><path d="M1 0V4" stroke="var({0})" stroke-width="1.5"/></pattern>)x",
        colour);
  }
}

void add_reference_lines(std::string& out, const Frame& frame, const Report& report, Language l) {
  const double y = frame.y(report.site_share);
  add(out,
      R"x(<path class="mean" d="M{:.0f} {:.1f}H{:.0f}"/><text class="tick halo" x="{:.0f}" y="{:.1f}" text-anchor="end">{} {}</text>)x",
      frame.left,
      y,
      frame.right,
      frame.right,
      y - 4,
      say(l, "site", "全站"),
      percent(report.site_share));
  if (report.n_sources > 10 && report.tenth_visits_a_month > frame.least) {
    const double x = frame.x(report.tenth_visits_a_month);
    add(out,
        R"x(<path class="cut" d="M{:.1f} {:.0f}V{:.0f}"/><text class="lab2 halo" x="{:.1f}" y="{:.1f}" text-anchor="{}">◂ {}</text>)x",
        x,
        frame.top,
        frame.bottom,
        x > 230 ? x - 4 : x + 4,
        frame.bottom - 5,
        x > 230 ? "end" : "start",
        fmt::format(
            fmt::runtime(
                say(l, "{} sources a top-ten list never shows", "前十名列表看不到的 {} 个来源")),
            count(report.n_sources - 10)));
  }
}

struct Pair {
  std::string_view label;
  std::uint64_t paid;
  std::uint64_t unpaid;
  std::string note;
};

std::vector<Pair> pairs_of(const Report& report, Language l) {
  std::array<std::array<std::uint64_t, 5>, 2> sums{};
  for (const views::ChannelRow& row : report.channels) {
    auto& sum = sums[schema::is_paid(row.channel) ? 0 : 1];
    const std::array<std::uint64_t, 5> values = {
        row.visits, row.engaged, row.returning, row.conversions, row.bounce_ga4};
    std::transform(sum.begin(), sum.end(), values.begin(), sum.begin(), std::plus<>());
  }
  const auto share = [](std::uint64_t part, std::uint64_t whole) {
    return percent(whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole));
  };
  const auto [paid, unpaid] = sums;
  const std::string_view of_visits = say(l, "{} of visits against {}", "{} 对 {}");
  const auto note = [&](std::size_t i) {
    return fmt::format(
        fmt::runtime(of_visits), share(paid[i], paid[0]), share(unpaid[i], unpaid[0]));
  };
  std::vector<Pair> pairs = {
      {say(l, "Visits", "访问"), paid[0], unpaid[0], ""},
      {say(l, "Engaged visits", "有效访问"), paid[1], unpaid[1], note(1)},
      {say(l, "Left at once (GA4)", "立即离开 (GA4)"), paid[4], unpaid[4], note(4)},
      {say(l, "By people who came back", "回访"), paid[2], unpaid[2], note(2)}};
  if (report.has_goals) {
    pairs.push_back({say(l, "With a goal reached", "达成目标"), paid[3], unpaid[3], note(3)});
  }
  return pairs;
}

}  // namespace

std::string_view colour_of(Channel channel) {
  switch (channel) {
    case Channel::PaidSocial:
    case Channel::PaidVideo:
      return "--c-paid-social";
    case Channel::Display:
      return "--c-display";
    case Channel::PaidSearch:
    case Channel::PaidShopping:
      return "--c-paid-search";
    case Channel::PaidOther:
    case Channel::CrossNetwork:
    case Channel::Affiliates:
      return "--c-retargeting";
    case Channel::OrganicSearch:
      return "--c-organic-search";
    case Channel::Direct:
      return "--c-direct";
    case Channel::Email:
      return "--c-email";
    case Channel::OrganicSocial:
    case Channel::OrganicVideo:
      return "--c-partners";
    case Channel::AiAssistant:
      return "--c-assistants";
    default:
      return "--c-referral";
  }
}

std::string volume_quality_plot(const Report& report, Language l, bool narrow) {
  const Frame frame = frame_of(report, narrow);
  std::string out;
  add(out,
      R"x(<svg class="plot" viewBox="0 0 {:.0f} {:.0f}" width="100%" role="img" aria-label="{}" font-size="{}"><defs>)x",
      frame.width,
      frame.height,
      say(l,
          "Every source by visits a month and share of visits that engage",
          "每个来源的每月访问次数与有效访问比例"),
      narrow ? "10" : "8.8");
  add_hatches(out);
  out += "</defs>";
  add_funnel(out, frame, report);
  add_axes(out, frame, l);
  add_marks(out, frame, report);
  add_reference_lines(out, frame, report, l);
  add_labels(out, frame, report, narrow ? 6 : 14);
  return out + "</svg>";
}

std::string months_plot(const views::SignalRow& row, Language l) {
  const std::size_t n = row.engaged.size();
  if (n == 0) {
    return {};
  }
  const auto most =
      std::max<std::uint32_t>(1, *std::max_element(row.engaged.begin(), row.engaged.end()));
  std::string out;
  add(out,
      R"x(<svg class="spark" width="102" height="18" viewBox="0 0 102 18" role="img" aria-label="{}" style="--s:var(--v-working)">)x",
      fmt::format(fmt::runtime(say(
                      l, "{} months, at most {} engaged visits", "{} 个月，最多 {} 次有效访问")),
                  n,
                  most));
  const double step = 102.0 / static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double height = 16.0 * row.engaged[i] / most;
    if (row.engaged[i] > 0) {
      add(out,
          R"x(<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>)x",
          i < row.better.size() && row.better[i] != 0 ? "hot" : "b",
          step * static_cast<double>(i) + 0.4,
          17.0 - height,
          std::max(step - 0.9, 0.5),
          height);
    }
  }
  return out + R"x(<path class="base" d="M0 17.5H102"/></svg>)x";
}

std::string share_plot(const schema::Interval& share, double site_share) {
  const auto x = [](double value) { return 84.0 * std::clamp(value, 0.0, 1.0); };
  std::string out;
  add(out,
      R"x(<svg class="ib v-working" width="84" height="14" viewBox="0 0 84 14" role="img" aria-label="{}">)x",
      percent(share));
  add(out,
      R"x(<path class="axis" opacity=".35" d="M0 13.5H84"/><path class="zero" d="M{:.1f} 0V14"/>)x",
      x(site_share));
  add(out,
      R"x(<rect class="hollow" x="{:.1f}" y="3.5" width="{:.1f}" height="7"/><rect class="est" x="{:.1f}" y="2" width="2.4" height="10"/></svg>)x",
      x(share.low),
      std::max(x(share.high) - x(share.low), 1.0),
      std::max(x(share.value) - 1.2, 0.0));
  return out;
}

std::string paid_beside_unpaid_plot(const Report& report, Language l) {
  const std::vector<Pair> pairs = pairs_of(report, l);
  std::string out;
  add(out,
      R"x(<svg class="plot" viewBox="0 0 335 {}" width="100%" font-size="9" role="img" aria-label="{}"><defs>)x",
      14 + 28 * pairs.size(),
      say(l, "Paid beside unpaid", "付费与未付费"));
  out +=
      R"x(<pattern id="pu" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="var(--c-paid-social)" opacity=".3"/><path d="M1 0V4" stroke="var(--c-paid-social)" stroke-width="1.5"/></pattern></defs>)x";
  add(out,
      R"x(<text class="lab" x="196" y="9" text-anchor="end">{}</text><text class="lab" x="204" y="9">{}</text>)x",
      say(l, "Paid", "付费"),
      say(l, "Unpaid", "未付费"));
  double y = 15;
  for (const Pair& pair : pairs) {
    const auto most = static_cast<double>(std::max<std::uint64_t>({pair.paid, pair.unpaid, 1}));
    const double left = 62.0 * static_cast<double>(pair.paid) / most;
    const double right = 62.0 * static_cast<double>(pair.unpaid) / most;
    add(out, R"x(<text class="lab2" x="0" y="{:.0f}">{}</text>)x", y + 8, pair.label);
    add(out,
        R"x(<rect x="{:.1f}" y="{:.0f}" width="{:.1f}" height="10" fill="url(#pu)" stroke="var(--c-paid-social)" stroke-width=".8"/><rect x="201" y="{:.0f}" width="{:.1f}" height="10" fill="var(--c-organic-search)" opacity=".85"/>)x",
        199 - left,
        y,
        left,
        y,
        right);
    add(out,
        R"x(<text class="lab" x="{:.1f}" y="{:.0f}" text-anchor="end">{}</text><text class="lab" x="{:.1f}" y="{:.0f}">{}</text>)x",
        195 - left,
        y + 8.5,
        count(pair.paid),
        205 + right,
        y + 8.5,
        count(pair.unpaid));
    add(out,
        R"x(<text class="tick" x="335" y="{:.0f}" text-anchor="end" font-size="8">{}</text>)x",
        y + 19,
        pair.note);
    y += 28;
  }
  return out + "</svg>";
}

}  // namespace throughline::render
