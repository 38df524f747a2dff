#pragma once

#include <array>
#include <string_view>

#include "document/fields.hpp"
#include "settings/settings.hpp"

namespace throughline::settings {

/// One switch of `bots:`, as it is written and where it is kept.
struct BotSwitch {
  std::string_view name;
  bool Bots::* field;
};

inline constexpr std::array kBotSwitches = {
    BotSwitch{"agents", &Bots::agents},
    BotSwitch{"no_agent", &Bots::no_agent},
    BotSwitch{"referrer_spam", &Bots::referrer_spam},
    BotSwitch{"no_assets", &Bots::no_assets},
    BotSwitch{"rate", &Bots::rate},
    BotSwitch{"sweep", &Bots::sweep},
    BotSwitch{"post_only", &Bots::post_only},
    BotSwitch{"self_referral", &Bots::self_referral},
};

/// One limit of `thresholds:`, as it is written, where it is kept and what it may be.
struct Threshold {
  std::string_view name;
  double Thresholds::* field;
  document::Range range;
};

inline constexpr std::array kThresholds = {
    Threshold{"false_discovery", &Thresholds::false_discovery, {0.001, 0.5}},
    Threshold{"seen_share", &Thresholds::seen_share, {0.0, 1.0}},
    Threshold{"min_months", &Thresholds::min_months, {1, 120}},
    Threshold{"min_engaged", &Thresholds::min_engaged, {1, 1e9}},
    Threshold{"min_engaged_a_month", &Thresholds::min_engaged_a_month, {0, 1e9}},
    Threshold{"unmapped_spend_share", &Thresholds::unmapped_spend_share, {0.0, 1.0}},
    Threshold{"explore_share", &Thresholds::explore_share, {0.0, 1.0}},
    Threshold{"reciprocity", &Thresholds::reciprocity, {0.0, 1.0}},
    Threshold{"knowledge_days", &Thresholds::knowledge_days, {1, 3650}},
    Threshold{"decision_grace_days", &Thresholds::decision_grace_days, {0, 365}},
    Threshold{"convergence_days", &Thresholds::convergence_days, {1, 3650}},
    Threshold{"solved_days", &Thresholds::solved_days, {1, 365}},
    Threshold{"review_days", &Thresholds::review_days, {1, 365}},
    Threshold{"kappa", &Thresholds::kappa, {0.0, 1.0}},
    Threshold{"lead_days", &Thresholds::lead_days, {1, 365}},
    Threshold{"voice_alert_minutes", &Thresholds::voice_alert_minutes, {1, 10'080}},
    Threshold{"live_lag_seconds", &Thresholds::live_lag_seconds, {1, 3600}},
};

inline constexpr std::array kKinds = {
    std::string_view("log"),
    std::string_view("events"),
    std::string_view("plausible"),
    std::string_view("ga4"),
    std::string_view("matomo"),
    std::string_view("spend"),
    std::string_view("hours"),
    std::string_view("orders"),
    std::string_view("leads"),
    std::string_view("support"),
    std::string_view("mentions"),
    std::string_view("acts"),
    std::string_view("experiments"),
    std::string_view("estimates"),
};

inline constexpr std::array kRotations = {
    std::string_view("none"), std::string_view("month"), std::string_view("day")};

inline constexpr std::array kEvery = {std::string_view("never"),
                                      std::string_view("day"),
                                      std::string_view("week"),
                                      std::string_view("month")};

inline constexpr std::array kChannelFields = {std::string_view("source"),
                                              std::string_view("medium"),
                                              std::string_view("campaign"),
                                              std::string_view("host"),
                                              std::string_view("landing")};

}  // namespace throughline::settings
