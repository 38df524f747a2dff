#include "workflow/plan_lock.hpp"

#include "workflow/folder_turn.hpp"

namespace throughline::workflow {
namespace {

Result<void> append(const std::filesystem::path& file, const std::vector<plan::LockEntry>& fresh) {
  std::string text;
  if (std::filesystem::exists(file)) {
    TL_TRY(text, read_text(file));
  }
  if (!text.empty() && text.back() != '\n') {
    text += '\n';
  }
  for (const plan::LockEntry& entry : fresh) {
    text += text_of(entry);
  }
  return write_text(file, text);
}

}  // namespace

Result<plan::Locking> lock_plan(const LoadedPlan& loaded,
                                const std::vector<std::string>& ids,
                                plan::Trial trial,
                                CivilDate at) {
  const std::filesystem::path file = loaded.lock_path();
  TL_TRY(const FolderTurn turn, FolderTurn::take(file.parent_path()));
  TL_TRY(const plan::Lock lock, load_lock(loaded));
  const plan::Lines lines(loaded.reading.plan);
  TL_TRY(plan::Locking locking,
         plan::lock_nodes(lines, lock, ids, trial, at, loaded.reading.findings));
  // What was named is locked whole or not at all.
  if (!locking.fresh.empty() && (ids.empty() || locking.incomplete.empty())) {
    TL_CHECK(append(file, locking.fresh));
  }
  return locking;
}

}  // namespace throughline::workflow
