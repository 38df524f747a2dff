#include "render/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace throughline::render {
namespace {

using schema::Channel;

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

constexpr std::array<std::pair<std::string_view, std::string_view>, 26> kTranslations = {{
    {"site", "网站"},
    {"platform blog", "平台博客"},
    {"host", "主机"},
    {"domain", "域名"},
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

std::string name_of(Channel channel, Language language) {
  if (language == Language::English) {
    return std::string(schema::name_of(channel));
  }
  const auto* const found = std::find_if(
      kChinese.begin(), kChinese.end(), [&](const auto& entry) { return entry.first == channel; });
  return std::string(found == kChinese.end() ? schema::name_of(channel) : found->second);
}

std::string name_within(Channel channel, Language language) {
  std::string name = name_of(channel, language);
  if (name.starts_with("AI ")) {
    name[3] = static_cast<char>(name[3] | 0x20);
    return name;
  }
  if (language == Language::English && channel != Channel::Sms) {
    std::transform(name.begin(), name.end(), name.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    });
  }
  return name;
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

std::string kind_of(const views::SignalRow& row, Language language) {
  return row.kind == "site" && row.members.empty() && row.channel != Channel::Referral
             ? name_within(row.channel, language)
             : translated(row.kind, language);
}

std::string meaning_of(schema::Grade grade, Language l) {
  switch (grade) {
    case schema::Grade::A:
      return std::string(say(l, "randomised or geo holdout", "随机对照或地区对照"));
    case schema::Grade::B:
      return std::string(say(l, "quasi-experiment", "准实验"));
    case schema::Grade::C:
      return std::string(say(l, "calibrated model", "校准过的模型"));
    case schema::Grade::D:
      return std::string(say(l, "before-after or correlation", "前后对比或相关"));
    case schema::Grade::E:
      return std::string(say(l, "anecdote", "个例"));
    case schema::Grade::None:
      break;
  }
  return std::string(say(l, "no evidence yet", "尚无证据"));
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
