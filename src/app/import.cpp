#include <filesystem>

#include "app/commands.hpp"
#include "app/progress_events.hpp"
#include "workflow/formats.hpp"
#include "workflow/judging.hpp"
#include "workflow/rates.hpp"
#include "workflow/run.hpp"

namespace throughline::app {
namespace {

namespace fs = std::filesystem;

bool names_file(const workflow::Workspace& workspace,
                const settings::Source& source,
                const std::string& file) {
  for (const std::string& known : workflow::files_of(workspace, source)) {
    std::error_code error;
    if (known == file || fs::equivalent(known, file, error)) {
      return true;
    }
  }
  return false;
}

// "access.log.gz" -> "access"
std::string id_of(const std::string& file) {
  std::string id;
  for (const char c : file == "-" ? "stdin" : fs::path(file).filename().string()) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (c == '.') {
      break;
    }
    id += (low >= 'a' && low <= 'z') || (low >= '0' && low <= '9') ? low : '-';
  }
  return id.empty() ? "log" : id;
}

// The source of the settings that the file belongs to, else one made for it.
Result<settings::Source> source_of(const workflow::Workspace& workspace,
                                   const workflow::Opened& opened,
                                   const std::string& format,
                                   Console& console) {
  const std::string& file = opened.path;
  for (const settings::Source& source : workspace.settings.sources) {
    if (names_file(workspace, source, file)) {
      return source;
    }
  }
  settings::Source source{.id = id_of(file), .format = format};
  if (format.empty()) {
    TL_TRY(source.kind, workflow::kind_of(opened));
  }
  source.path = file == "-" ? file : fs::absolute(file).lexically_normal().string();
  console.err << fmt::format("To read it with every run, add under sources: in {}:\n  {}\n",
                             (workspace.folder / workflow::kSettingsFile).string(),
                             settings::source_line(source));
  return source;
}

Outcome import(Opened& opened,
               const std::vector<std::string>& operands,
               const std::string& format,
               Console& console) {
  const workflow::Workspace& workspace = opened.workspace;
  if (operands.empty()) {
    return fail(ErrorCode::InvalidArgument,
                "no file to import",
                "throughline import [WORKSPACE] ACCESS.LOG.GZ; - reads standard input");
  }
  TL_CHECK(workflow::settle_batches(*opened.store));
  TL_CHECK(workflow::store_rates(*opened.store, workspace));
  const workflow::RunOptions options = run_options(console);
  for (const std::string& operand : operands) {
    const std::string file = operand == "-" ? operand : console.path(operand).string();
    TL_TRY(workflow::Opened rows, workflow::open_rows(file, console.open_input));
    TL_TRY(const settings::Source source, source_of(workspace, rows, format, console));
    TL_TRY(const auto imported,
           workflow::import_file(*opened.store, workspace, source, std::move(rows), options));
    static_cast<void>(imported);  // told by the events
  }
  console.err << fmt::format("Next: throughline run {}\n", workspace.folder.string());
  return {};
}

}  // namespace

void add_import(CLI::App& app, Chosen& chosen) {
  auto* const command = app.add_subcommand("import", "Read files into the store");
  auto operands = std::make_shared<std::vector<std::string>>();
  auto format = std::make_shared<std::string>();
  command->add_option("operands", *operands, "[WORKSPACE] FILE...; - is standard input")
      ->type_name("");
  command->add_option("--format",
                      *format,
                      "Name of a format or a pattern of nginx or Apache; else found by looking");
  command->callback([=, &chosen] {
    chosen = {.use = Use::Write,
              .operands = operands.get(),
              .on_store = [=](Opened& opened, Console& console) {
                return import(opened, *operands, *format, console);
              }};
  });
}

}  // namespace throughline::app
