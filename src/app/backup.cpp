#include "workflow/backup.hpp"

#include <fmt/format.h>

#include "app/commands.hpp"
#include "render/numbers.hpp"
#include "workflow/restore.hpp"

namespace throughline::app {
namespace {

struct BackupOptions {
  std::vector<std::string> operands;
  bool replace = false;
};

Outcome back_up(Opened& opened, const BackupOptions& options, Console& console) {
  if (options.operands.size() != 1) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("exactly one file is needed, not {}", options.operands.size()),
                "Write: throughline backup site.tar.zst");
  }
  const std::filesystem::path file = console.path(options.operands.front());
  if (!options.replace && std::filesystem::exists(file)) {
    return fail(ErrorCode::Conflict,
                fmt::format("{} is there already", file.string()),
                "Name another file, or add --replace");
  }
  TL_TRY(const workflow::BackupSums sums,
         workflow::back_up(*opened.store, opened.workspace, file, now_utc()));
  console.err << fmt::format("{}: {} rows and {} files in {} bytes\n",
                             file.string(),
                             render::count(sums.n_rows),
                             render::count(sums.n_files),
                             render::count(sums.n_bytes));
  if (!sums.has_store) {
    console.err << "The rows lie on a server and are not in it: back up that server too.\n";
  }
  console.err << "Keep it as safe as the workspace: it holds its keys.\n";
  return {};
}

Outcome bring_back(const std::vector<std::string>& operands, Console& console) {
  if (operands.size() != 2) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("a file and a folder are needed, not {} words", operands.size()),
                "Write: throughline restore site.tar.zst site");
  }
  TL_TRY(const workflow::RestoredSums sums,
         workflow::restore(console.path(operands[0]), console.path(operands[1])));
  console.err << fmt::format("{} is {} as of {}: {} rows and {} files\n",
                             operands[1],
                             sums.workspace,
                             format_timestamp(sums.at),
                             render::count(sums.n_rows),
                             render::count(sums.n_files));
  if (!sums.has_store) {
    console.err << "Its rows lie on the server that its settings name.\n";
  }
  return {};
}

}  // namespace

void add_backup(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand("backup", "Write a workspace into one file");
  auto options = std::make_shared<BackupOptions>();
  command->add_option("operands", options->operands, "[WORKSPACE] FILE")->type_name("");
  command->add_flag("--replace", options->replace, "Replace the file if it is there");
  command->callback([=, &chosen] {
    chosen = {.use = Use::Write,
              .operands = &options->operands,
              .on_store = [=](Opened& opened, Console& console) {
                return back_up(opened, *options, console);
              }};
  });
}

void add_restore(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand("restore", "Make a folder of what a backup holds");
  auto operands = std::make_shared<std::vector<std::string>>();
  command->add_option("operands", *operands, "FILE FOLDER")->type_name("");
  command->callback([=, &chosen] {
    chosen.alone = [=](Console& console) { return bring_back(*operands, console); };
  });
}

}  // namespace throughline::app
