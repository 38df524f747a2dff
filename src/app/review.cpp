#include "workflow/review.hpp"

#include <fmt/format.h>

#include "app/commands.hpp"

namespace throughline::app {
namespace {

void tell_suspect(const workflow::ReviewedLink& link, Console& console) {
  if (!link.changes) {
    console.out
        << "  its parent changed since the last review; from what is in no revision of Git\n";
    return;
  }
  console.out << "  since the last review the parent changed:\n";
  for (const plan::ValueChange& change : *link.changes) {
    console.out << fmt::format("    {}  {}\n", change.key, shown(change));
  }
}

void tell(const workflow::ReviewedLink& link, Console& console) {
  switch (link.before) {
    case workflow::LinkBefore::Never:
      console.out << fmt::format("reviewed {}, for the first time\n", link.id);
      break;
    case workflow::LinkBefore::Current:
      console.out << fmt::format("{} was reviewed already; its parent has not changed since\n",
                                 link.id);
      break;
    case workflow::LinkBefore::Suspect:
      console.out << fmt::format("reviewed {}\n", link.id);
      tell_suspect(link, console);
      break;
  }
}

Outcome review(std::vector<std::string> operands, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(operands, console));
  if (operands.empty()) {
    return fail(ErrorCode::InvalidArgument,
                "review needs a link, or a node for all its links",
                "Write: throughline review \"s1>g1\", or: throughline review s1");
  }
  for (const std::string& name : operands) {
    TL_TRY(const auto links, workflow::review(workspace, name));
    for (const workflow::ReviewedLink& link : links) {
      tell(link, console);
    }
  }
  return {};
}

}  // namespace

void add_review(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand(
      "review", "Mark links of the plan as looked at since their parent changed");
  auto operands = std::make_shared<std::vector<std::string>>();
  command->add_option("operands", *operands, "[WORKSPACE] LINK...")->type_name("");
  command->callback([=, &chosen] {
    chosen.alone = [=](Console& console) { return review(*operands, console); };
  });
}

}  // namespace throughline::app
