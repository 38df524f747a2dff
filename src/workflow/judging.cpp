#include "workflow/judging.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/hash.hpp"
#include "text/hosts.hpp"
#include "workflow/import.hpp"

namespace throughline::workflow {
namespace {

using schema::BotReason;

acquisition::RuleMatch match_of(const settings::ChannelRule& rule) {
  if (rule.pattern.find_first_of("*?") != std::string::npos) {
    return acquisition::RuleMatch::Glob;
  }
  return rule.field == settings::ChannelField::Host ? acquisition::RuleMatch::Suffix
                                                    : acquisition::RuleMatch::Exact;
}

acquisition::OwnRule rule_of(const settings::ChannelRule& rule) {
  constexpr std::array kFields = {acquisition::RuleField::Source,
                                  acquisition::RuleField::Medium,
                                  acquisition::RuleField::Campaign,
                                  acquisition::RuleField::Host,
                                  acquisition::RuleField::Landing};
  return {
      rule.channel, kFields[static_cast<std::size_t>(rule.field)], match_of(rule), rule.pattern};
}

intake::Rotation rotation_of(settings::Rotate rotate) {
  switch (rotate) {
    case settings::Rotate::None:
      return intake::Rotation::None;
    case settings::Rotate::Month:
      return intake::Rotation::Month;
    case settings::Rotate::Day:
      return intake::Rotation::Day;
  }
  return intake::Rotation::None;
}

}  // namespace

std::vector<std::string> own_hosts_of(const settings::Settings& settings,
                                      const settings::Source& source) {
  std::vector<std::string> hosts;
  for (const bool own : {true, false}) {
    for (const settings::Site& site : settings.sites) {
      const bool is_own = site.id == source.site || settings.sites.size() == 1;
      if (is_own == own) {
        hosts.insert(hosts.end(), site.hosts.begin(), site.hosts.end());
      }
    }
  }
  return hosts;
}

Result<Judge> make_judge(const Workspace& workspace, const std::vector<std::string>& own_hosts) {
  const settings::Settings& settings = workspace.settings;
  TL_TRY(const intake::VisitorKey::Bytes key, workspace_key(workspace));
  acquisition::ClassifierOptions options{.own_hosts = own_hosts,
                                         .extra_spam = settings.bots.extra_spam};
  for (const settings::ChannelRule& rule : settings.channels) {
    options.own_rules.push_back(rule_of(rule));
  }
  TL_TRY(acquisition::Classifier classifier, acquisition::Classifier::make(std::move(options)));
  const std::string site =
      own_hosts.empty() ? std::string() : std::string(text::registrable_domain(own_hosts.front()));
  return Judge{std::move(classifier),
               acquisition::AgentList(settings.bots.extra_agents),
               intake::VisitorKey(key, rotation_of(settings.rotate)),
               site.empty() ? 0 : hash_bytes(site)};
}

SessionRules session_rules(const settings::Settings& settings) {
  SessionRules rules{.gap_seconds = static_cast<std::uint32_t>(settings.sessions.gap),
                     .cut_at_midnight = settings.sessions.cut_at_midnight,
                     .cut_on_campaign = settings.sessions.cut_on_campaign,
                     .zone = settings.timezone};
  for (const settings::Conversion& goal : settings.conversions) {
    (goal.event.empty() ? rules.goal_paths : rules.goal_events)
        .push_back(hash_bytes(goal.event.empty() ? goal.path : goal.event));
  }
  for (const settings::Conversion& goal : settings.conversions) {
    if (!goal.event.empty() && !goal.value.empty()) {
      rules.money_events.push_back(hash_bytes(goal.event));
    }
  }
  for (const settings::Source& source : settings.sources) {
    if (!source.visits) {
      rules.feeds_off.push_back(feed_number(source.id));
    }
  }
  const settings::Bots& bots = settings.bots;
  for (const auto& [on, reason] : {std::pair(bots.agents, BotReason::Agent),
                                   std::pair(bots.referrer_spam, BotReason::ReferrerSpam),
                                   std::pair(bots.no_assets, BotReason::NoAssets),
                                   std::pair(bots.rate, BotReason::Rate),
                                   std::pair(bots.sweep, BotReason::Sweep),
                                   std::pair(bots.post_only, BotReason::PostOnly),
                                   std::pair(bots.self_referral, BotReason::SelfReferral),
                                   std::pair(bots.no_agent, BotReason::NoAgent)}) {
    if (!on) {
      rules.bots_off.push_back(reason);
    }
  }
  return rules;
}

}  // namespace throughline::workflow
