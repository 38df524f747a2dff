#include "render/sentences.hpp"

#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "render/marked.hpp"
#include "render/words.hpp"

namespace throughline::render {
namespace {

using views::FigureId;
using views::Finding;
using Measure = FigureId::Measure;
using Subject = FigureId::Subject;

const FigureId kSmall{.subject = Subject::Small};

RowsOf of(const FigureId& subject, Measure measure, std::uint64_t count) {
  return {with(subject, measure), count};
}

std::string share_estimated(const FigureId& figure,
                            std::uint64_t visits,
                            const schema::Interval& share) {
  return estimated({figure, visits}, percent(share));
}

std::string sentence_start(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 32);
  }
  return text;
}

// The end of a guess; that most visits start on the front page says nothing.
std::string landing_words(std::string_view landing, std::string_view pattern, Language l) {
  return landing.empty() || landing == "/" ? std::string(say(l, ".", "。"))
                                           : fmt::format(fmt::runtime(pattern), named(landing));
}

// "9 times as many as paid social", as far as the interval lets it be told.
std::string comparison(const views::SmallSources& found, Language l) {
  const std::string paid = name_within(*found.paid, l);
  const schema::Interval& ratio = found.ratio;
  const auto figure = [&](const std::string& text) {
    return estimated(of(kSmall, Measure::Engaged, found.engaged), text);
  };
  if (ratio.low <= 1.0 && ratio.high >= 1.0) {
    return phrase(l, "about as many as {}", "与{}相当", paid);
  }
  if (ratio.value < 1.0) {
    return phrase(l, "{} of what {} sent", "相当于{1}的 {0}", figure(percent(ratio.value)), paid);
  }
  return phrase(l, "{} times as many as {}", "是{1}的 {0} 倍", figure(amount(ratio.value)), paid);
}

FindingText words(const views::SmallSources& found, Language l) {
  FindingText text;
  const std::string sources = counted(of(kSmall, Measure::Sources, found.sources));
  text.claim = phrase(l,
                      "{} small sources send {} engaged visits a month.",
                      "{} 个小来源每月送来 {} 次有效访问。",
                      sources,
                      monthly(of(kSmall, Measure::Engaged, found.engaged), found.months));
  text.rest = say(l, "No top-ten list shows one of them.", "任何前十名列表里都看不到它们。");
  text.how_sure = phrase(l,
                         "The monthly mean lies in {}; {} of their visits engage",
                         "月均在 {} 之间；{} 的访问有效",
                         estimated(of(kSmall, Measure::Engaged, found.engaged),
                                   fmt::format("[{}, {}]",
                                               amount(found.engaged_a_month.low),
                                               amount(found.engaged_a_month.high))),
                         share_estimated(kSmall, found.visits, found.share));
  if (found.paid) {
    const FigureId paid = views::channel_figure(*found.paid);
    text.how_sure += phrase(l,
                            ", of {}'s {}",
                            "，{}为 {}",
                            name_within(*found.paid, l),
                            shared(of(paid, Measure::Engaged, found.paid_engaged),
                                   of(paid, Measure::Visits, found.paid_visits)));
  }
  text.how_sure += say(l, ". Each passes the false-discovery control.", "。每个都通过误报控制。");
  text.likely_why =
      std::string(say(l,
                      "A guess: people who write by hand send people who read",
                      "猜测：亲手写作的人带来认真阅读的人")) +
      landing_words(found.landing, say(l, "; most often they point to {}.", "；最常指向 {}。"), l);
  text.so_what = say(l,
                     "They cost no media. Write to the strongest five this month.",
                     "没有媒体费用。本月先联系最强的五个。");
  return text;
}

FindingText words(const views::PaidBounces& found, Language l) {
  const FigureId channel = views::channel_figure(found.channel);
  const FigureId unpaid{.subject = Subject::Unpaid};
  const RowsOf visits = of(channel, Measure::Visits, found.visits);
  FindingText text;
  text.claim = phrase(l,
                      "{} sent {} visits; {} left at once.",
                      "{}送来 {} 次访问，{} 立即离开。",
                      sentence_start(name_within(found.channel, l)),
                      counted(visits),
                      shared(of(channel, Measure::Bounced, found.bounced), visits));
  text.rest = phrase(l,
                     "Of visits that nobody paid for, {} did.",
                     "未付费的访问中为 {}。",
                     shared(of(unpaid, Measure::Bounced, found.unpaid_bounced),
                            of(unpaid, Measure::Visits, found.unpaid_visits)));
  text.how_sure = phrase(l,
                         "Every visit counted, none sampled; {} were by people who had been here "
                         "before.",
                         "逐次计数，没有抽样；其中 {} 来自曾经来过的人。",
                         shared(of(channel, Measure::Returning, found.returning), visits));
  text.likely_why =
      std::string(say(l,
                      "A guess: what they find is not what they were promised",
                      "猜测：看到的并非广告所承诺的")) +
      landing_words(found.landing, say(l, "; most land on {}.", "；大多落在 {}。"), l);
  text.so_what = say(l,
                     "Before the next payment, ask which of these visits were worth one.",
                     "下次付款前，先问清哪些访问值得付费。");
  return text;
}

FindingText words(const views::PooledTheme& found, Language l) {
  FindingText text;
  text.claim = phrase(l,
                      "{} tiny sources share one {}: {}.",
                      "{} 个微小来源有同一个{}：{}。",
                      counted(of(found.figure, Measure::Sources, found.sources)),
                      translated(found.by, l),
                      named(found.shared));
  text.rest =
      phrase(l,
             "Each is too small to see; together they send {} engaged visits a month.",
             "单个都太小；合起来每月送来 {} 次有效访问。",
             monthly(of(found.figure, Measure::Engaged, found.engaged), found.months_since_seen));
  text.how_sure =
      phrase(l,
             "Pooled, {} of {} visits engage; better than the bar in {} of {} months. Passes the "
             "false-discovery control.",
             "合并后 {1} 次访问中 {0} 有效；{3} 个月中有 {2} 个月高于基准。通过误报控制。",
             share_estimated(found.figure, found.visits, found.share),
             counted(of(found.figure, Measure::Visits, found.visits)),
             counted(of(found.figure,
                        Measure::MonthsBetter,
                        static_cast<std::uint64_t>(std::max(found.months_better, 0)))),
             timed(std::to_string(found.months)));
  text.likely_why =
      std::string(say(l, "A guess: they talk about one thing", "猜测：他们在谈同一件事")) +
      landing_words(found.landing == found.shared ? "" : found.landing,
                    say(l, "; most often they point to {}.", "；最常指向 {}。"),
                    l);
  text.so_what = say(l,
                     "Read what they say; it may be a use nobody planned for.",
                     "去读他们写了什么；也许是没人计划过的用法。");
  return text;
}

FindingText words(const views::BreakoutSeen& found, Language l) {
  const RowsOf engaged = of(found.figure, Measure::Engaged, found.engaged);
  FindingText text;
  text.claim = phrase(l,
                      "{} broke out in {}.",
                      "{} 在 {} 突然增长。",
                      named(found.source),
                      timed(month(found.month, l)));
  text.rest = phrase(l,
                     "It sends {} times its earlier engaged visits, and has stayed there.",
                     "有效访问是之前的 {} 倍，并保持至今。",
                     estimated(engaged, amount(found.ratio)));
  text.how_sure =
      phrase(l,
             "Probability of a lasting rise {}; {} engaged visits before and after, nothing held "
             "constant.",
             "持续上升的概率为 {}；前后共 {} 次有效访问，没有控制其他因素。",
             estimated(engaged,
                       found.probability > 0.995 ? std::string(say(l, "over 99%", "大于 99%"))
                                                 : percent(found.probability)),
             counted(engaged));
  text.likely_why =
      std::string(say(l, "A guess: something new was written there", "猜测：那里写了新内容")) +
      landing_words(
          found.landing, say(l, "; most visits start on {}.", "；多数访问从 {} 开始。"), l);
  text.so_what = say(
      l, "Find out what they wrote, and thank them this week.", "看看他们写了什么，本周就去致谢。");
  return text;
}

FindingText words(const views::TopHides& found, Language l) {
  const FigureId below{.subject = Subject::BelowTop};
  const FigureId all{.subject = Subject::Sources};
  FindingText text;
  text.claim = phrase(l,
                      "A top-ten list hides {} sources and {} of the engaged visits.",
                      "前十名列表会隐藏 {} 个来源和 {} 的有效访问。",
                      counted(of(below, Measure::Sources, found.sources)),
                      shared(of(below, Measure::Engaged, found.engaged),
                             of(all, Measure::Engaged, found.named_engaged)));
  text.rest = say(l, "Here each of them is a dot.", "这里每一个都是一个点。");
  text.how_sure = phrase(
      l,
      "Every visit counted, none sampled; {} of {} hidden visits engage.",
      "逐次计数，没有抽样；{1} 次被隐藏的访问中 {0} 有效。",
      shared(of(below, Measure::Engaged, found.engaged), of(below, Measure::Visits, found.visits)),
      counted(of(below, Measure::Visits, found.visits)));
  text.so_what = say(l,
                     "Read sources by the share that stays, not by size alone.",
                     "看来源要看留下的比例，而不只看大小。");
  return text;
}

FindingText words(const views::NothingYet& found, Language l) {
  FindingText text;
  text.claim =
      say(l, "Can't tell yet which sources are better than the rest.", "尚无法判断哪些来源更好。");
  text.rest = phrase(l,
                     "{} {} in {} {} and {} {} show nothing beyond chance.",
                     "{0} 个来源、{2} 次访问、{4} 个月，没有超出偶然的差异。",
                     counted(of({.subject = Subject::Sources}, Measure::Sources, found.sources)),
                     noun(found.sources, "source", "sources"),
                     counted({{}, found.visits}),
                     noun(found.visits, "visit", "visits"),
                     timed(std::to_string(found.months)),
                     noun(static_cast<std::uint64_t>(found.months), "month", "months"));
  text.how_sure = say(l, "No source passed the false-discovery control.", "没有来源通过误报控制。");
  text.so_what =
      say(l,
          "More months, or more engaged visits a source, would tell; the limits are settings.",
          "再多几个月或更多有效访问即可判断；门槛可在设置中修改。");
  text.grade = schema::Grade::None;
  return text;
}

std::string headline_of(const views::SmallSources& found, Language l) {
  const std::string sources = counted(of(kSmall, Measure::Sources, found.sources));
  const std::string engaged = counted(of(kSmall, Measure::Engaged, found.engaged));
  if (!found.paid || found.ratio.value <= 0.0) {
    return phrase(l,
                  "{} small sources you do not see sent {} engaged visits at no media cost.",
                  "{} 个您看不到的小来源送来 {} 次有效访问，没有媒体费用。",
                  sources,
                  engaged);
  }
  const FigureId paid = views::channel_figure(*found.paid);
  const RowsOf visits = of(paid, Measure::Visits, found.paid_visits);
  return phrase(l,
                "{} small sources you do not see sent {} engaged visits at no media cost, {}, "
                "whose {} visits bounced at {}.",
                "{} 个您看不到的小来源送来 {} 次有效访问，没有媒体费用，{}；后者的 {} "
                "次访问跳出率为 {}。",
                sources,
                engaged,
                comparison(found, l),
                counted(visits),
                shared(of(paid, Measure::Bounced, found.paid_bounced), visits));
}

}  // namespace

FindingText words_of(const Finding& finding, Language language) {
  return std::visit([&](const auto& found) { return words(found, language); }, finding);
}

std::string headline(const views::Report& report, Language l) {
  if (report.visits == 0) {
    return std::string(say(l, "No visits yet, so nothing to find.", "还没有访问，也就没有发现。"));
  }
  if (report.findings.empty()) {
    return phrase(l,
                  "{} visits, {} of them engaged.",
                  "{} 次访问，其中 {} 次有效。",
                  counted({{}, report.visits}),
                  counted(of({}, Measure::Engaged, report.engaged)));
  }
  if (const auto* small = std::get_if<views::SmallSources>(&report.findings.front())) {
    return headline_of(*small, l);
  }
  const FindingText first = words_of(report.findings.front(), l);
  return report.findings.size() > 1 ? first.claim + " " + words_of(report.findings[1], l).claim
                                    : first.claim + " " + first.rest;
}

}  // namespace throughline::render
