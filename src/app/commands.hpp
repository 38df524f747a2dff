#pragma once

#include <CLI/CLI.hpp>

#include "app/console.hpp"
#include "app/context.hpp"

namespace throughline::app {

/// Each adds one subcommand; when it is given, `outcome` holds how it went.
void add_init(CLI::App& app, Console& console, Outcome& outcome);
void add_import(CLI::App& app, Console& console, Outcome& outcome);
void add_run(CLI::App& app, Console& console, Outcome& outcome);
void add_demo(CLI::App& app, Console& console, Outcome& outcome);
void add_signals(CLI::App& app, Console& console, Outcome& outcome);
void add_sources(CLI::App& app, Console& console, Outcome& outcome);
void add_show(CLI::App& app, Console& console, Outcome& outcome);
void add_sql(CLI::App& app, Console& console, Outcome& outcome);
void add_quarantine(CLI::App& app, Console& console, Outcome& outcome);
void add_settings(CLI::App& app, Console& console, Outcome& outcome);

}  // namespace throughline::app
