#include "plan/words.hpp"

#include <array>

namespace throughline::plan {
namespace {

template <std::size_t N>
using Words = std::array<std::string_view, N>;

constexpr Words<15> kNodeTypes = {"company",
                                  "purpose",
                                  "dataset",
                                  "metric",
                                  "goal",
                                  "product",
                                  "market",
                                  "strategy",
                                  "programme",
                                  "tactic",
                                  "partner",
                                  "community",
                                  "learning",
                                  "decision",
                                  "change"};
constexpr Words<15> kLists = {"company",
                              "purpose",
                              "datasets",
                              "metrics",
                              "goals",
                              "products",
                              "markets",
                              "strategies",
                              "programmes",
                              "tactics",
                              "partners",
                              "communities",
                              "learnings",
                              "decisions",
                              "changes"};
constexpr Words<4> kMetricKinds = {"existence", "activity", "response", "outcome"};
constexpr Words<3> kGrains = {"day", "week", "month"};
constexpr Words<2> kBetter = {"up", "down"};
constexpr Words<5> kBoards = {
    "revenue", "new-business", "growth-market", "cost-efficiency", "recruitment"};
constexpr Words<3> kConsents = {"none", "masked", "consented"};
constexpr Words<3> kGoalKinds = {"achieve", "maintain", "maximise"};
constexpr Words<2> kNewness = {"existing", "new"};
constexpr Words<4> kAnsoff = {
    "penetration", "market-development", "product-development", "diversification"};
constexpr Words<4> kModes = {"engaged", "networked", "converged", "neither"};
constexpr Words<5> kStatuses = {"draft", "planned", "running", "stopped", "retired"};
constexpr Words<3> kStages = {"seed", "test", "scale"};
constexpr Words<7> kReasonCodes = {
    "observation", "outcome-model", "learning", "experiment", "competitor", "fashion", "request"};
constexpr Words<8> kVerdicts = {"working",
                                "not-working",
                                "harmful",
                                "too-early",
                                "underpowered",
                                "unmeasured",
                                "learning-only",
                                "void"};
constexpr Words<5> kActions = {"scale", "keep", "extend", "stop", "override"};
constexpr Words<3> kStopWhen = {"diminishing", "bigger-fish", "churn-penalty"};
constexpr Words<5> kPartnerStages = {"unknown", "contact", "trust", "working", "preferred"};
constexpr Words<6> kGiftTypes = {"knowledge", "access", "content", "money", "product", "other"};
constexpr Words<3> kOptionStates = {"open", "realised", "late"};
constexpr Words<5> kCommunityKinds = {"blog-cluster", "forum", "group", "event", "platform"};
constexpr Words<5> kWhyTheyTalk = {"edge-case", "latent-need", "validation", "service", "other"};
constexpr Words<6> kLearningSources = {
    "visit", "mention", "journey", "signal", "experiment", "internal"};
constexpr Words<3> kConsistent = {"yes", "neutral", "no"};
constexpr Words<3> kParentTypes = {"goal", "strategy", "programme"};
constexpr Words<4> kLensNames = {"it", "marketing", "pr", "service"};
constexpr Words<kMatchKeys> kMatchKeyNames = {"campaign",
                                              "source",
                                              "medium",
                                              "channel",
                                              "landing",
                                              "host",
                                              "spend_campaign",
                                              "order_code",
                                              "ledger_tag",
                                              "experiment",
                                              "community",
                                              "partner",
                                              "market"};

}  // namespace

using WordsView = std::span<const std::string_view>;

WordsView words_of(NodeType /*type*/) { return kNodeTypes; }

WordsView words_of(MetricKind /*kind*/) { return kMetricKinds; }

WordsView words_of(Grain /*grain*/) { return kGrains; }

WordsView words_of(Better /*better*/) { return kBetter; }

WordsView words_of(Board /*board*/) { return kBoards; }

WordsView words_of(Consent /*consent*/) { return kConsents; }

WordsView words_of(GoalKind /*kind*/) { return kGoalKinds; }

WordsView words_of(Newness /*newness*/) { return kNewness; }

WordsView words_of(Ansoff /*move*/) { return kAnsoff; }

WordsView words_of(Mode /*mode*/) { return kModes; }

WordsView words_of(Status /*status*/) { return kStatuses; }

WordsView words_of(Stage /*stage*/) { return kStages; }

WordsView words_of(ReasonCode /*code*/) { return kReasonCodes; }

WordsView words_of(Verdict /*verdict*/) { return kVerdicts; }

WordsView words_of(Action /*action*/) { return kActions; }

WordsView words_of(StopWhen /*stop*/) { return kStopWhen; }

WordsView words_of(PartnerStage /*stage*/) { return kPartnerStages; }

WordsView words_of(GiftType /*type*/) { return kGiftTypes; }

WordsView words_of(OptionState /*state*/) { return kOptionStates; }

WordsView words_of(CommunityKind /*kind*/) { return kCommunityKinds; }

WordsView words_of(WhyTheyTalk /*why*/) { return kWhyTheyTalk; }

WordsView words_of(LearningSource /*source*/) { return kLearningSources; }

WordsView words_of(Consistent /*consistent*/) { return kConsistent; }

WordsView words_of(ParentType /*type*/) { return kParentTypes; }

WordsView words_of(LensName /*lens*/) { return kLensNames; }

WordsView words_of(MatchKey /*key*/) { return kMatchKeyNames; }

std::string_view list_of(NodeType type) { return kLists[static_cast<std::size_t>(type)]; }

}  // namespace throughline::plan
