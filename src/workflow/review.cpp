#include "workflow/review.hpp"

#include <utility>

#include "plan/fingerprint.hpp"
#include "plan/splice.hpp"
#include "workflow/folder_turn.hpp"
#include "workflow/plan_version.hpp"

namespace throughline::workflow {
namespace {

// So many revisions are looked through; older ones are not known.
constexpr std::size_t kRevisions = 100;

LinkBefore before(const plan::Plan& plan, const plan::Link& link) {
  switch (plan::review_of(plan, link)) {
    case plan::Review::Never:
      return LinkBefore::Never;
    case plan::Review::Current:
      return LinkBefore::Current;
    case plan::Review::Suspect:
      return LinkBefore::Suspect;
  }
  return LinkBefore::Never;
}

// Old states of the plan, read from Git only when one is asked for, and each once.
class OldPlans {
 public:
  explicit OldPlans(VersionPlace place) : place_(std::move(place)) {}

  /// What a node meant when it had this fingerprint, or nothing.
  std::optional<plan::Canonical> meaning(std::string_view id, const std::string& fingerprint) {
    for (std::size_t i = 0; load(i); ++i) {
      const auto meaning = plan::meaning_of(*plans_[i], id);
      if (meaning && plan::sha256_of(meaning->text()) == fingerprint) {
        return meaning;
      }
    }
    return std::nullopt;
  }

 private:
  // False where there is no such revision. One that cannot be read is an empty plan.
  bool load(std::size_t i) {
    if (!revisions_) {
      revisions_ = revisions_of(place_, kRevisions).value_or(std::vector<std::string>());
    }
    if (i < revisions_->size() && i == plans_.size()) {
      plans_.push_back(std::make_unique<plan::Plan>(
          plan_version(place_, (*revisions_)[i]).value_or(plan::Plan())));
    }
    return i < revisions_->size();
  }

  VersionPlace place_;
  std::optional<std::vector<std::string>> revisions_;
  std::vector<std::unique_ptr<plan::Plan>> plans_;
};

ReviewedLink reviewed(const plan::Plan& plan, const plan::LinkOf& one, OldPlans& old) {
  ReviewedLink out{.id = one.id(), .before = before(plan, *one.link)};
  if (out.before == LinkBefore::Suspect) {
    const std::string& parent = one.link->parent.value;
    const auto meant = old.meaning(parent, one.link->reviewed->value);
    const auto means = plan::meaning_of(plan, parent);
    if (meant && means) {
      out.changes = plan::changes_between(*meant, *means);
    }
  }
  return out;
}

Result<void> write_changed(const LoadedPlan& loaded, const std::vector<plan::SourceFile>& files) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].text != loaded.reading.plan.files[i].text) {
      TL_CHECK(rewrite_text(loaded.path_of(files[i]), files[i].text));
    }
  }
  return {};
}

}  // namespace

Result<std::vector<ReviewedLink>> review(const Workspace& workspace, const std::string& name) {
  TL_TRY(const FolderTurn turn, FolderTurn::take(workspace.folder));
  TL_TRY(const LoadedPlan loaded, need_plan(workspace));
  const plan::Plan& plan = loaded.reading.plan;
  TL_TRY(const auto links, plan::links_named(plan, name));
  TL_TRY(const auto files, plan::review_links(plan, links, read_context(workspace.settings)));
  OldPlans old({workspace.folder, loaded.at, workspace.settings.currency});
  std::vector<ReviewedLink> out;
  for (const plan::LinkOf& one : links) {
    out.push_back(reviewed(plan, one, old));
  }
  TL_CHECK(write_changed(loaded, files));
  return out;
}

}  // namespace throughline::workflow
