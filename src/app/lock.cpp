#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands.hpp"
#include "plan/words.hpp"
#include "workflow/plan_lock.hpp"
#include "workflow/run.hpp"

namespace throughline::app {
namespace {

struct LockOptions {
  std::vector<std::string> operands;
  std::string as_of;
  bool new_trial = false;
};

Result<CivilDate> day_of(const LockOptions& options, const workflow::Workspace& workspace) {
  return options.as_of.empty() ? workflow::as_of(workspace) : parse_date(options.as_of);
}

void tell_changed(const plan::LockStatus& status, Console& console) {
  const plan::LockEntry& entry = *status.entry;
  console.err << fmt::format("{} differs from its lock of {}:\n", entry.id, format_date(entry.at));
  for (const plan::ValueChange& change : status.changes) {
    console.err << fmt::format("  {}  {}\n", change.key, shown(change));
  }
  console.err << fmt::format(
      "  Restore it, or start over with these terms: throughline lock {} --new-trial\n", entry.id);
}

void tell(const plan::Locking& locking, Console& console) {
  for (const plan::LockEntry& entry : locking.fresh) {
    console.out << fmt::format("locked {} {}, trial {}, on {}\n",
                               plan::name_of(entry.kind),
                               entry.id,
                               entry.trial,
                               format_date(entry.at));
  }
  for (const std::string& id : locking.late) {
    console.err << fmt::format(
        "The window of {} had begun before: what it shows counts as grade D\n", id);
  }
  for (const plan::NotLocked& one : locking.incomplete) {
    console.err << fmt::format(
        "{} cannot be locked yet: {}\n", one.id, fmt::join(one.reasons, "; "));
  }
  for (const plan::LockStatus& status : locking.changed) {
    tell_changed(status, console);
  }
  if (!locking.locked.empty()) {
    console.err << fmt::format("Locked already: {}\n", fmt::join(locking.locked, ", "));
  }
}

tl::unexpected<Error> incomplete(const plan::Locking& locking) {
  const plan::NotLocked& first = locking.incomplete.front();
  return fail(ErrorCode::InvalidArgument,
              fmt::format("{} cannot be locked: {}", first.id, fmt::join(first.reasons, "; ")),
              "Nothing was locked; complete it, or name what is complete");
}

Outcome lock(LockOptions options, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(options.operands, console));
  if (options.new_trial && options.operands.empty()) {
    return fail(ErrorCode::InvalidArgument,
                "--new-trial needs the ids of what starts over",
                "Write: throughline lock t1 --new-trial");
  }
  TL_TRY(const auto plan, workflow::find_plan(workspace));
  if (!plan && options.operands.empty()) {
    console.err << "There is no plan yet. Write a first one with: throughline init --plan\n";
    return {};
  }
  TL_TRY(const CivilDate at, day_of(options, workspace));
  TL_TRY(const workflow::LoadedPlan loaded, workflow::need_plan(workspace));
  const plan::Trial trial = options.new_trial ? plan::Trial::New : plan::Trial::First;
  TL_TRY(const plan::Locking locking, workflow::lock_plan(loaded, options.operands, trial, at));
  if (!options.operands.empty() && !locking.incomplete.empty()) {
    return incomplete(locking);
  }
  tell(locking, console);
  console.err << (locking.fresh.empty()
                      ? "Nothing new to lock\n"
                      : fmt::format("Commit {} to Git\n", loaded.lock_path().string()));
  return {};
}

}  // namespace

void add_lock(CLI::App& app, Chosen& chosen) {
  auto* const command =
      app.add_subcommand("lock", "Fix what tactics and goals promise, before the data come in");
  auto options = std::make_shared<LockOptions>();
  command->add_option("operands", options->operands, "[WORKSPACE] [ID...]")->type_name("");
  command->add_option("--as-of", options->as_of, "The day that counts as today");
  command->add_flag("--new-trial", options->new_trial, "Lock again what is locked, as a new trial");
  command->callback(
      [=, &chosen] { chosen.alone = [=](Console& console) { return lock(*options, console); }; });
}

}  // namespace throughline::app
