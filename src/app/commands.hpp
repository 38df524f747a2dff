#pragma once

#include <CLI/CLI.hpp>

#include "app/context.hpp"

namespace throughline::app {

/// Each adds one subcommand; when it is given, `chosen` is what is to be done.
void add_init(CLI::App& app, Chosen& chosen);
void add_import(CLI::App& app, Chosen& chosen);
void add_run(CLI::App& app, Chosen& chosen);
void add_report(CLI::App& app, Chosen& chosen);
void add_ledger(CLI::App& app, Chosen& chosen);
void add_demo(CLI::App& app, Chosen& chosen);
void add_signals(CLI::App& app, Chosen& chosen);
void add_sources(CLI::App& app, Chosen& chosen);
void add_journeys(CLI::App& app, Chosen& chosen);
void add_show(CLI::App& app, Chosen& chosen);
void add_sql(CLI::App& app, Chosen& chosen);
void add_quarantine(CLI::App& app, Chosen& chosen);
void add_lock(CLI::App& app, Chosen& chosen);
void add_review(CLI::App& app, Chosen& chosen);
void add_line(CLI::App& app, Chosen& chosen);
void add_adopt(CLI::App& app, Chosen& chosen);
void add_diff(CLI::App& app, Chosen& chosen);
void add_check(CLI::App& app, Chosen& chosen);
void add_explain(CLI::App& app, Chosen& chosen);
void add_settings(CLI::App& app, Chosen& chosen);
void add_user(CLI::App& app, Chosen& chosen);
void add_token(CLI::App& app, Chosen& chosen);
void add_audit(CLI::App& app, Chosen& chosen);
void add_backup(CLI::App& app, Chosen& chosen);
void add_restore(CLI::App& app, Chosen& chosen);
void add_serve(CLI::App& app, Chosen& chosen);

}  // namespace throughline::app
