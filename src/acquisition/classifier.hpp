#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "schema/source.hpp"

namespace throughline::acquisition {

/// How one visit came: the referrer and the tags of its landing page, taken apart and judged.
struct Touch {
  std::string host;    ///< of the referrer, lower case; empty where none
  std::string domain;  ///< its registrable domain
  std::string page;    ///< host + path, without query; only the host where the path is "/"
  std::string source;  ///< utm_source, else the host without "www."; "(direct)"
  std::string medium;  ///< "cpc", "organic", "referral", "(none)"
  std::string campaign;
  std::string term;
  std::string content;
  std::string click_id;     ///< the parameter's name: "gclid"; empty where none
  std::string own_channel;  ///< the name where channel is Own
  std::string rule;         ///< which rule fired: "ga4:paid-social source=facebook.com medium=cpc",
                            ///< "own:partners *.partner.example", "own-landing:shop /shop*"
  std::string name;  ///< the source as people know it: domain, host on a platform, or utm_source
  schema::Channel channel = schema::Channel::Direct;
  schema::SourceKind grain = schema::SourceKind::Domain;  ///< Host on platforms of many authors
  bool internal = false;                                  ///< the referrer is one of the own hosts
  bool provider = false;                                  ///< a payment or sign-in provider
  bool spam = false;                                      ///< on the referrer spam list
  bool tagged = false;  ///< a campaign tag or a click id was present

  /// Judged by an own rule on the landing page: then the page is part of how the visit came.
  [[nodiscard]] bool is_by_landing() const;
};

/// What an own rule looks at.
enum class RuleField : unsigned char { Source, Medium, Campaign, Host, Landing };
/// Suffix respects label boundaries of hosts and sources, and is a plain end elsewhere; Glob knows
/// * and ?.
enum class RuleMatch : unsigned char { Exact, Suffix, Glob };

struct OwnRule {
  std::string channel;  ///< the name of the channel; one of GA4's names gives that channel
  RuleField field = RuleField::Source;
  RuleMatch match = RuleMatch::Exact;
  std::string pattern;  ///< compared without case
};

struct ClassifierOptions {
  std::vector<std::string> own_hosts;  ///< referrals from these and their subdomains are internal
  std::vector<OwnRule> own_rules;      ///< tried in order before the built-in ones
  bool keep_spam = false;              ///< true leaves Touch::spam unset
  std::vector<std::string> extra_spam;
  std::vector<std::string> extra_providers;
  std::vector<std::string> extra_platforms;
};

/// True when a query holds a parameter that classify would read. No allocation; for the hot loop.
[[nodiscard]] bool has_tags(std::string_view query);

/// Judges visits. Const and thread-safe once made.
class Classifier {
 public:
  /// \returns InvalidArgument for a rule without a channel or a pattern.
  static Result<Classifier> make(ClassifierOptions options);

  /// \param referrer       the header as logged; "-" and "" are none
  /// \param landing_query  without "?", still percent-encoded
  [[nodiscard]] Touch classify(std::string_view referrer,
                               std::string_view landing_query,
                               std::string_view landing_path) const;

  /// Judges a touch that was taken apart before: what lists and own rules say of it today. Source,
  /// medium and tags stay; what was judged by its landing page keeps its channel, since the page is
  /// not part of a touch.
  void judge_again(Touch& touch) const;

  /// True if some own rule looks at the landing page, so that the same referrer may be two touches.
  [[nodiscard]] bool looks_at_landing() const;

 private:
  explicit Classifier(ClassifierOptions options) : options_(std::move(options)) {}

  void read_referrer(Touch& touch, std::string_view referrer) const;
  void judge_host(Touch& touch, std::string_view path) const;
  void judge_spam(Touch& touch) const;
  [[nodiscard]] bool is_spam(std::string_view host) const;
  void apply_rules(Touch& touch, std::string_view landing_path) const;

  ClassifierOptions options_;
};

}  // namespace throughline::acquisition
