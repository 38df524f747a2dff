#include "render/sentences.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace throughline::render {
namespace {

using schema::Channel;
using views::Finding;

template <class... Args>
std::string phrase(Language language,
                   std::string_view english,
                   std::string_view chinese,
                   const Args&... args) {
  return fmt::format(fmt::runtime(say(language, english, chinese)), args...);
}

std::string sentence_start(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 32);
  }
  return text;
}

std::string lower_start(std::string text) {
  if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a') {
    text[0] = static_cast<char>(text[0] + 32);
  }
  return text;
}

FindingText words(const views::SmallSources& found, Language l) {
  FindingText text;
  text.claim = phrase(l,
                      "{} small sources send {} engaged visits a month.",
                      "{} 个小来源每月送来 {} 次有效访问。",
                      count(found.sources),
                      amount(found.engaged_a_month.value));
  text.rest = say(l, "No top-ten list shows one of them.", "任何前十名列表里都看不到它们。");
  text.how_sure = phrase(l, "{} of their visits engage", "{} 的访问有效", percent(found.share));
  if (found.paid) {
    text.how_sure += phrase(l,
                            ", against {} from {}; false-discovery share under 10%.",
                            "，{1}为 {0}；误报比例低于 10%。",
                            percent(1.0 - found.paid_bounce),
                            lower_start(name_of(*found.paid, l)));
    text.so_what = phrase(l,
                          "At no media cost they send {} engaged visits for each one of {}, whose "
                          "{} visits bounced at {}. Write to the strongest five.",
                          "没有媒体费用，{1}每 1 次有效访问对应它们的 {0} 次；{1}的 {2} "
                          "次访问跳出率为 {3}。先联系最强的五个。",
                          ratio_of(found.ratio),
                          lower_start(name_of(*found.paid, l)),
                          count(found.paid_visits),
                          percent(found.paid_bounce));
  } else {
    text.how_sure += say(l, "; false-discovery share under 10%.", "；误报比例低于 10%。");
    text.so_what = say(
        l, "They cost no media. Write to the strongest five.", "没有媒体费用。先联系最强的五个。");
  }
  return text;
}

FindingText words(const views::PooledTheme& found, Language l) {
  FindingText text;
  text.claim = phrase(l,
                      "{} tiny sources share one {}: {}.",
                      "{0} 个微小来源有同一个{1}：{2}。",
                      count(found.sources),
                      translated(found.by, l),
                      found.shared);
  text.rest =
      phrase(l,
             "Each is too small to see alone; together they send {} engaged visits a month.",
             "单个都太小，合起来每月送来 {} 次有效访问。",
             amount(found.engaged_a_month));
  text.how_sure =
      phrase(l,
             "Pooled: {} engage; {} of {} months above the bar; false-discovery share under 10%.",
             "合并后：{0} 有效；{2} 个月中 {1} 个月高于基准；误报比例低于 10%。",
             percent(found.share),
             found.months_better,
             found.months);
  text.so_what = say(l,
                     "Read what they say; it may be a use nobody planned for.",
                     "去读他们写了什么；也许是没人计划过的用法。");
  return text;
}

FindingText words(const views::BreakoutSeen& found, Language l) {
  FindingText text;
  text.claim =
      phrase(l, "{} broke out in {}.", "{} 在 {} 突然增长。", found.source, month(found.month, l));
  text.rest = phrase(l,
                     "It sends {} times its earlier engaged visits, and has stayed there.",
                     "有效访问是之前的 {} 倍，并保持至今。",
                     amount(found.ratio));
  text.how_sure =
      phrase(l,
             "Probability of a lasting rise {}; counts before and after, nothing held constant.",
             "持续上升的概率为 {}；只是前后计数，没有控制其他因素。",
             found.probability > 0.995 ? std::string(say(l, "over 99%", "大于 99%"))
                                       : percent(found.probability));
  text.so_what = say(
      l, "Find out what they wrote, and thank them this week.", "看看他们写了什么，本周就去致谢。");
  return text;
}

FindingText words(const views::PaidBounces& found, Language l) {
  FindingText text;
  text.claim = phrase(l,
                      "{} sent {} visits; {} left at once.",
                      "{0}送来 {1} 次访问，{2} 立即离开。",
                      sentence_start(name_of(found.channel, l)),
                      count(found.visits),
                      percent(found.bounce));
  text.rest = phrase(l,
                     "Of visits that were not paid for, {} did.",
                     "未付费的访问中为 {}。",
                     percent(found.site_bounce));
  text.how_sure =
      phrase(l,
             "Counted, not sampled; {} of its visits were by people who had been here before.",
             "全部计数，没有抽样；其中 {} 来自曾经来过的人。",
             percent(found.returning));
  text.so_what = say(l,
                     "Before the next payment, ask which of these visits were worth one.",
                     "下次付款前，先问清哪些访问值得付费。");
  return text;
}

FindingText words(const views::NothingYet& found, Language l) {
  FindingText text;
  text.claim =
      say(l, "Can't tell yet which sources are better than the rest.", "尚无法判断哪些来源更好。");
  text.rest = phrase(l,
                     "{} sources in {} visits and {} months show nothing beyond chance.",
                     "{} 个来源、{} 次访问、{} 个月，没有超出偶然的差异。",
                     count(found.sources),
                     count(found.visits),
                     found.months);
  text.how_sure = say(l,
                      "No source passed with a false-discovery share of 10%.",
                      "在误报比例 10% 下没有来源通过。");
  text.so_what = say(l,
                     "A source tells from its third month and its twentieth engaged visit on.",
                     "来源满三个月、二十次有效访问后即可判断。");
  text.grade = schema::Grade::None;
  return text;
}

constexpr std::array<std::pair<Channel, std::string_view>, schema::kChannels> kChinese = {
    {{Channel::Unassigned, "未归类"},
     {Channel::Direct, "直接访问"},
     {Channel::CrossNetwork, "跨网络"},
     {Channel::PaidShopping, "付费购物"},
     {Channel::PaidSearch, "付费搜索"},
     {Channel::PaidSocial, "付费社交"},
     {Channel::PaidVideo, "付费视频"},
     {Channel::Display, "展示广告"},
     {Channel::PaidOther, "其他付费"},
     {Channel::OrganicShopping, "自然购物"},
     {Channel::OrganicSocial, "自然社交"},
     {Channel::OrganicVideo, "自然视频"},
     {Channel::AiAssistant, "AI 助手"},
     {Channel::OrganicSearch, "自然搜索"},
     {Channel::Referral, "引荐"},
     {Channel::Email, "邮件"},
     {Channel::Affiliates, "联盟"},
     {Channel::Audio, "音频"},
     {Channel::Sms, "短信"},
     {Channel::MobilePush, "推送"},
     {Channel::Own, "自定义"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 24> kTranslations = {{
    {"domain", "域名"},
    {"blog on a platform", "平台上的博客"},
    {"page", "页面"},
    {"campaign", "活动"},
    {"landing page", "落地页"},
    {"platform", "平台"},
    {"theme", "主题"},
    {"pool", "合并"},
    {"none", "人"},
    {"agent", "用户代理自报"},
    {"referrer spam", "来源垃圾"},
    {"no assets", "不取资源"},
    {"rate", "速度非人"},
    {"sweep", "逐页扫描"},
    {"post only", "只提交"},
    {"self referral", "自我引荐"},
    {"no agent", "没有用户代理"},
    {"binary bytes", "二进制字节"},
    {"line longer than 64 KiB", "行长超过 64 KiB"},
    {"fields missing or not in the format's order", "字段缺失或顺序不对"},
    {"no valid time", "时间无效"},
    {"no valid request", "请求无效"},
    {"no valid status", "状态无效"},
    {"not a JSON object", "不是 JSON 对象"},
}};

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
                  count(report.visits),
                  count(report.engaged));
  }
  const FindingText first = words_of(report.findings.front(), l);
  if (report.findings.size() > 1) {
    return first.claim + " " + words_of(report.findings[1], l).claim;
  }
  return first.claim + " " + first.rest;
}

std::string name_of(Channel channel, Language language) {
  if (language == Language::English) {
    return std::string(schema::name_of(channel));
  }
  const auto* const found = std::find_if(
      kChinese.begin(), kChinese.end(), [&](const auto& entry) { return entry.first == channel; });
  return std::string(found == kChinese.end() ? schema::name_of(channel) : found->second);
}

std::string name_of(views::Trend trend, Language l) {
  switch (trend) {
    case views::Trend::Unknown:
      return std::string(say(l, "can't tell yet", "尚不清楚"));
    case views::Trend::Steady:
      return std::string(say(l, "steady", "平稳"));
    case views::Trend::Rising:
      return std::string(say(l, "rising", "上升"));
    case views::Trend::Falling:
      return std::string(say(l, "falling", "下降"));
    case views::Trend::Breakout:
      return std::string(say(l, "breakout", "突增"));
  }
  return {};
}

std::string translated(std::string_view english, Language language) {
  if (language == Language::Chinese) {
    for (const auto& [from, to] : kTranslations) {
      if (from == english) {
        return std::string(to);
      }
    }
  }
  return std::string(english);
}

}  // namespace throughline::render
