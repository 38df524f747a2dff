#include <algorithm>
#include <array>

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

constexpr std::array<std::string_view, 14> kMethodNames = {"randomised",
                                                           "geo-holdout",
                                                           "switchback",
                                                           "synthetic-control",
                                                           "diff-in-diff",
                                                           "interrupted-series",
                                                           "mix-model",
                                                           "calibrated-attribution",
                                                           "before-after",
                                                           "comparison",
                                                           "attribution",
                                                           "report",
                                                           "anecdote",
                                                           "external"};

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

std::string_view name_of(Method method) { return look_up(kMethodNames, method); }

std::optional<Method> method_named(std::string_view name) {
  const auto* const found = std::ranges::find(kMethodNames, name);
  return found == kMethodNames.end()
             ? std::nullopt
             : std::optional(static_cast<Method>(found - kMethodNames.begin()));
}

Grade best_grade(Method method) {
  switch (method) {
    case Method::Randomised:
    case Method::GeoHoldout:
    case Method::Switchback:
    case Method::External:
      return Grade::A;
    case Method::SyntheticControl:
    case Method::DiffInDiff:
    case Method::InterruptedSeries:
      return Grade::B;
    case Method::MixModel:
    case Method::CalibratedAttribution:
      return Grade::C;
    case Method::BeforeAfter:
    case Method::Comparison:
    case Method::Attribution:
      return Grade::D;
    case Method::Report:
    case Method::Anecdote:
      return Grade::E;
  }
  return Grade::None;
}

}  // namespace throughline::schema
