#include <fmt/format.h>

#include "plan/placeholder.hpp"
#include "plan/rules/echo.hpp"
#include "plan/rules/rules.hpp"

// TL002: what does it do for the business, why is it important, how does it fit, how will we know.
namespace throughline::plan::rules {
namespace {

constexpr std::string_view kAskBusiness =
    "write the change you expect, {delta, unit, lo, hi}, or unknown";
constexpr std::string_view kAskImportant = "say what is lost if this stops";
constexpr std::string_view kAskFits =
    "name one node at least that it needs, amplifies or competes with, or {alone: \"why\"}";
constexpr std::string_view kAskKnow = "write measure, or the id of a tactic and .measure";

// The answers of one node, held against its names.
class Asker {
 public:
  Asker(const Head& head, NodeType type, const Questions& q) : head_(head), type_(type), q_(q) {}

  std::vector<Finding> ask() && {
    ask_business();
    ask_text("q.important", q_.important, kAskImportant);
    ask_fits();
    ask_know();
    return std::move(out_);
  }

 private:
  void add(std::string key, Span at, std::string_view what, std::string_view help) {
    out_.push_back(finding("TL002",
                           head_,
                           key,
                           at,
                           fmt::format("{}.{} {}", head_.id.value, key, what),
                           std::string(help)));
  }

  void ask_business() {
    if (!q_.business) {
      add("q.business", head_.id.at, "is not answered", kAskBusiness);
      return;
    }
    const Business& business = *q_.business;
    if (business.unknown) {
      return;
    }
    const auto part = [&](bool there, std::string_view key) {
      if (!there) {
        add(fmt::format("q.business.{}", key), business.at, "is not answered", kAskBusiness);
      }
    };
    part(business.delta.has_value(), "delta");
    part(business.unit.has_value(), "unit");
    part(business.low.has_value(), "lo");
    part(business.high.has_value(), "hi");
  }

  void ask_text(std::string key, const std::optional<Text>& text, std::string_view help) {
    if (!text) {
      add(std::move(key), head_.id.at, "is not answered", help);
    } else if (is_placeholder(text->value) || content_words(text->value).empty()) {
      add(std::move(key), text->at, fmt::format("is no answer: \"{}\"", text->value), help);
    } else if (head_.title && echoes(text->value, head_.title->value)) {
      add(std::move(key), text->at, "repeats the title", help);
    } else if (echoes(text->value, head_.id.value)) {
      add(std::move(key), text->at, "repeats the id", help);
    }
  }

  void ask_fits() {
    if (!q_.fits) {
      add("q.fits", head_.id.at, "is not answered", kAskFits);
    } else if (q_.fits->needs.empty() && q_.fits->amplifies.empty() && q_.fits->competes.empty()) {
      q_.fits->alone ? ask_text("q.fits.alone", q_.fits->alone, "say why it stands alone")
                     : add("q.fits", q_.fits->at, "names nothing", kAskFits);
    }
  }

  void ask_know() {
    if (!q_.know) {
      add("q.know", head_.id.at, "is not answered", kAskKnow);
    } else if (is_placeholder(q_.know->value)) {
      add("q.know", q_.know->at, fmt::format("is no answer: \"{}\"", q_.know->value), kAskKnow);
    } else if (type_ == NodeType::Strategy && q_.know->value == "measure") {
      add("q.know",
          q_.know->at,
          "is measure, but a strategy has none of its own",
          "name the measure of a tactic below it: t1.measure");
    }
  }

  const Head& head_;
  NodeType type_;
  const Questions& q_;
  std::vector<Finding> out_;
};

std::vector<Finding> ask(const Head& head, NodeType type, const std::optional<Questions>& q) {
  if (!q) {
    return {finding("TL002",
                    head,
                    "q",
                    head.id.at,
                    fmt::format("{} answers none of the four questions", head.id.value),
                    "add q: {business, important, fits, know}")};
  }
  return Asker(head, type, *q).ask();
}

}  // namespace

std::vector<Finding> questions(const Subject& subject) {
  std::vector<Finding> out;
  for (const Strategy& strategy : subject.plan().strategies) {
    append(out, ask(strategy.head, NodeType::Strategy, strategy.q));
  }
  for (const Tactic& tactic : subject.plan().tactics) {
    if (is_kept(tactic)) {
      append(out, ask(tactic.head, NodeType::Tactic, tactic.q));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
