#include "app/holding.hpp"

#include <chrono>
#include <memory>
#include <thread>
#include <utility>

#include "app/answering.hpp"
#include "holder/ask.hpp"
#include "holder/holder.hpp"

namespace throughline::app {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// Between the end of one holder and the lock of the next, or between a lock and its socket, nobody
// answers for a moment.
constexpr std::chrono::seconds kPatience{3};
constexpr std::chrono::milliseconds kBetweenTries{20};

Outcome work_in_turn(Held& held, Use use, Opened& opened, Console& console, const StoreWork& work) {
  holder::Turns::Turn turn;
  if (use == Use::Write) {
    TL_TRY(turn, held.writers.take(console.stop, [&] {
      console.err << "Waiting until another command has finished changing this store\n"
                  << std::flush;
    }));
  }
  Outcome outcome = work(opened, console);
  turn = holder::Turns::Turn();
  if (use == Use::Write && held.changed) {
    held.changed();
  }
  return outcome;
}

Result<Opened> open(const workflow::Workspace& workspace) {
  Opened opened{.workspace = workspace};
  TL_TRY(opened.store, workflow::open_store(workspace));
  return opened;
}

// A further Engine on the store that this process holds already.
Outcome share(const workflow::Workspace& workspace,
              Use use,
              Console& console,
              const StoreWork& work) {
  if (!fs::equivalent(workspace.hidden(), console.held->folder)) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("this process holds another store: {}", console.held->folder.string()));
  }
  TL_TRY(Opened opened, open(workspace));
  return work_in_turn(*console.held, use, opened, console, work);
}

// Whoever cannot be answered is told who holds the store; the work itself can go on.
std::unique_ptr<holder::Holder> answer_others(const workflow::Workspace& workspace,
                                              Held& held,
                                              Console& console) {
  auto listening = holder::Holder::listen(
      workspace.socket(),
      kVersion,
      [&held](const holder::Request& request, holder::Conversation& conversation) {
        return answer(request, conversation, held);
      });
  if (!listening) {
    console.err << listening.error().text()
                << "; until this command ends, no other one can look into the store\n";
    return nullptr;
  }
  return *std::move(listening);
}

void finish(holder::Holder& holder, Console& console) {
  console.out.flush();
  if (const std::size_t n = holder.n_running(); n > 0) {
    console.err << fmt::format("Finishing {} that {} asked of this process\n",
                               n == 1 ? "a command" : fmt::format("{} commands", n),
                               n == 1 ? "was" : "were")
                << std::flush;
  }
  holder.finish();
}

Result<std::optional<int>> ask_holder(const workflow::Workspace& workspace,
                                      const std::vector<std::string>& arguments,
                                      Console& console) {
  return holder::ask(workspace.socket(),
                     request_of(arguments, console),
                     {.out = [&](std::string_view bytes) { console.out << bytes << std::flush; },
                      .err = [&](std::string_view bytes) { console.err << bytes << std::flush; }});
}

}  // namespace

Outcome hold(const workflow::Workspace& workspace,
             Use use,
             Console& console,
             const StoreWork& work) {
  if (console.held != nullptr) {
    return share(workspace, use, console, work);
  }
  TL_TRY(Opened opened, open(workspace));
  if (!workspace.settings.store.url.empty()) {  // a server takes any number of processes
    return work(opened, console);
  }
  Held held{.folder = workspace.hidden()};
  const auto holder = answer_others(workspace, held, console);
  Outcome outcome = work_in_turn(held, use, opened, console, work);
  if (holder) {
    finish(*holder, console);
  }
  return outcome;
}

Outcome hold_for_long(const workflow::Workspace& workspace,
                      Console& console,
                      const std::function<Outcome(Opened&, Held&)>& work) {
  TL_TRY(Opened opened, open(workspace));
  Held held{.folder = workspace.hidden()};
  if (!workspace.settings.store.url.empty()) {
    return work(opened, held);
  }
  const auto holder = answer_others(workspace, held, console);
  Outcome outcome = work(opened, held);
  if (holder) {
    finish(*holder, console);
  }
  return outcome;
}

Outcome hold_or_ask(const workflow::Workspace& workspace,
                    Use use,
                    const std::vector<std::string>& arguments,
                    Console& console,
                    const StoreWork& work) {
  const Clock::time_point end = Clock::now() + kPatience;
  while (true) {
    Outcome outcome = hold(workspace, use, console, work);
    if (outcome || outcome.error().code != ErrorCode::Held) {
      return outcome;
    }
    TL_TRY(const std::optional<int> answered, ask_holder(workspace, arguments, console));
    if (answered) {
      return *answered;
    }
    if (Clock::now() > end) {
      return outcome;
    }
    std::this_thread::sleep_for(kBetweenTries);
  }
}

}  // namespace throughline::app
