#include "workflow/report.hpp"

#include "app/commands.hpp"
#include "render/report_html.hpp"
#include "workflow/ledger.hpp"
#include "workflow/pdf.hpp"

namespace throughline::app {
namespace {

namespace fs = std::filesystem;

struct ReportOptions {
  Scoped scoped;
  std::string html;
  std::string pdf;
  std::string browser;
};

fs::path file_of(const std::string& named, const fs::path& otherwise, const Console& console) {
  return named.empty() ? otherwise : console.folder / named;
}

Result<std::string> browser_of(const ReportOptions& options) {
  if (!options.browser.empty()) {
    return options.browser;
  }
  if (auto found = workflow::find_browser()) {
    return *std::move(found);
  }
  return fail(ErrorCode::Unavailable,
              "no browser was found that could print the report",
              "Install chromium, or name one with --browser FILE");
}

Outcome write_report(Opened& opened, const ReportOptions& options, Console& console) {
  const workflow::Workspace& workspace = opened.workspace;
  TL_TRY(const workflow::Scope scope, scope_of(options.scoped, workspace));
  TL_TRY(const views::Report report, workflow::make_report(*opened.store, workspace, scope));
  TL_TRY(const views::Ledger ledger,
         workflow::make_ledger(*opened.store, workspace, scope, report.signals));
  const fs::path html = file_of(options.html, workspace.report(), console);
  TL_CHECK(workflow::write_text(
      html, render::report_html(report, ledger, language_of(console, workspace))));
  console.out << fmt::format("Report: {}\n", html.string());
  if (options.pdf.empty()) {
    return {};
  }
  TL_TRY(const std::string browser, browser_of(options));
  const fs::path pdf = console.folder / options.pdf;
  TL_CHECK(workflow::print_pdf(browser, html, pdf));
  console.out << fmt::format("Printed: {}\n", pdf.string());
  return {};
}

}  // namespace

void add_report(CLI::App& app, Chosen& chosen) {
  auto* const command =
      app.add_subcommand("report", "Write report.html from what was read so far, or print it");
  auto options = std::make_shared<ReportOptions>();
  add_scope(*command, options->scoped);
  command->add_option("--html", options->html, "File to write; else report.html in the workspace");
  command->add_option("--pdf", options->pdf, "Print it into this file, with a browser");
  command->add_option("--browser", options->browser, "Chromium or Chrome; else the one in PATH");
  command->callback([=, &chosen] {
    chosen = {.use = Use::Look,
              .operands = &options->scoped.operands,
              .on_store = [=](Opened& opened, Console& console) {
                return write_report(opened, *options, console);
              }};
  });
}

}  // namespace throughline::app
