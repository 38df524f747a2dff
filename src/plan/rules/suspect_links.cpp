#include <algorithm>
#include <fmt/format.h>

#include "plan/fingerprint.hpp"
#include "plan/rules/rules.hpp"

// TL005: the parent is no longer what the author of a link looked at.
namespace throughline::plan::rules {
namespace {

// What of the parent moved, where its lock remembers what it was: " (target 5000 > 5200)".
std::string moved(const Subject& subject, const std::string& parent) {
  if (!subject.context().lock) {
    return {};
  }
  std::string out;
  for (const ValueChange& change :
       lock_status(subject.lines(), *subject.context().lock, parent).changes) {
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", change.key, shown(change));
  }
  return out.empty() ? out : fmt::format(" ({})", out);
}

std::vector<Finding> suspect(const Subject& subject,
                             const Head& head,
                             const std::vector<Link>& links) {
  std::vector<Finding> out;
  for (std::size_t i = 0; i < links.size(); ++i) {
    const Link& link = links[i];
    if (review_of(subject.plan(), link) != Review::Suspect) {
      continue;
    }
    const std::string id = fmt::format("{}>{}", head.id.value, link.parent.value);
    out.push_back(finding(
        "TL005",
        head,
        fmt::format("serves[{}].reviewed", i + 1),
        link.reviewed->at,
        fmt::format("{} changed after {} was reviewed{}",
                    link.parent.value,
                    id,
                    moved(subject, link.parent.value)),
        fmt::format("read {} again, then run: throughline review \"{}\"", head.id.value, id)));
  }
  return out;
}

}  // namespace

std::vector<Finding> suspect_links(const Subject& subject) {
  std::vector<Finding> out;
  for (const Strategy& strategy : subject.plan().strategies) {
    append(out, suspect(subject, strategy.head, strategy.serves));
  }
  for (const Programme& programme : subject.plan().programmes) {
    append(out, suspect(subject, programme.head, programme.serves));
  }
  for (const Tactic& tactic : subject.plan().tactics) {
    if (is_kept(tactic)) {
      append(out, suspect(subject, tactic.head, tactic.serves));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
