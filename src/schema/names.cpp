#include "schema/estimate.hpp"
#include "schema/source.hpp"

namespace throughline::schema {
namespace {

constexpr std::array<std::string_view, kChannels> kChannelNames = {"Unassigned",
                                                                   "Direct",
                                                                   "Cross-network",
                                                                   "Paid Shopping",
                                                                   "Paid Search",
                                                                   "Paid Social",
                                                                   "Paid Video",
                                                                   "Display",
                                                                   "Paid Other",
                                                                   "Organic Shopping",
                                                                   "Organic Social",
                                                                   "Organic Video",
                                                                   "AI Assistant",
                                                                   "Organic Search",
                                                                   "Referral",
                                                                   "Email",
                                                                   "Affiliates",
                                                                   "Audio",
                                                                   "SMS",
                                                                   "Mobile Push",
                                                                   "Own"};

constexpr std::array<std::string_view, kSourceKinds> kKindNames = {
    "domain", "host", "page", "campaign", "landing", "channel"};

constexpr std::array<std::string_view, kBotReasons> kReasonNames = {"person",
                                                                    "agent",
                                                                    "referrer spam",
                                                                    "no assets",
                                                                    "inhuman rate",
                                                                    "page sweep",
                                                                    "post only",
                                                                    "self-referral",
                                                                    "no agent"};

template <class Table, class Enum>
std::string_view look_up(const Table& table, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < table.size() ? table[index] : std::string_view("unknown");
}

}  // namespace

std::string_view name_of(Channel channel) { return look_up(kChannelNames, channel); }

std::string_view name_of(SourceKind kind) { return look_up(kKindNames, kind); }

std::string_view name_of(BotReason reason) { return look_up(kReasonNames, reason); }

std::string_view name_of(HitKind kind) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "unknown", "page", "event", "api", "feed", "asset", "error"};
  return look_up(kNames, kind);
}

bool is_paid(Channel channel) {
  switch (channel) {
    case Channel::CrossNetwork:
    case Channel::PaidShopping:
    case Channel::PaidSearch:
    case Channel::PaidSocial:
    case Channel::PaidVideo:
    case Channel::Display:
    case Channel::PaidOther:
    case Channel::Affiliates:
      return true;
    default:
      return false;
  }
}

char letter_of(Grade grade) { return "-ABCDE"[static_cast<std::size_t>(grade)]; }

std::string_view meaning_of(Grade grade) {
  static constexpr std::array<std::string_view, 6> kMeanings = {"no evidence yet",
                                                                "randomised or geo holdout",
                                                                "quasi-experiment",
                                                                "calibrated model",
                                                                "before-after or correlation",
                                                                "anecdote"};
  return look_up(kMeanings, grade);
}

}  // namespace throughline::schema
