#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/console.hpp"
#include "base/error.hpp"
#include "engine/engine.hpp"
#include "workflow/report.hpp"
#include "workflow/workspace.hpp"

namespace throughline::app {

/// How a command went: its exit code, 0 unless it is one that tells by it what it found.
using Outcome = Result<int>;

/// What nearly every command takes: a workspace, and which visits it is about.
struct Scoped {
  std::vector<std::string> operands;  ///< [WORKSPACE] and what follows it
  std::string since;
  std::string until;
  std::string market;
  std::string as_of;
};

void add_scope(CLI::App& command, Scoped& scoped);

/// Takes the workspace off the operands: the first one if it is a folder, else the nearest folder
/// upward. Errors: NotFound, with the command that makes one.
[[nodiscard]] Result<workflow::Workspace> take_workspace(std::vector<std::string>& operands,
                                                         const Console& console);

/// Errors: InvalidArgument for a date that is none.
[[nodiscard]] Result<workflow::Scope> scope_of(const Scoped& scoped,
                                               const workflow::Workspace& workspace);

/// How a table is to be written: --json, --csv.
struct Formed {
  bool json = false;
  bool csv = false;

  [[nodiscard]] Form form() const { return json ? Form::Json : csv ? Form::Csv : Form::Text; }
};

void add_form(CLI::App& command, Formed& formed);

/// The language of what is written about a workspace: that of --lang, else of its settings, else of
/// the environment.
[[nodiscard]] render::Language language_of(const Console& console,
                                           const workflow::Workspace& workspace);

/// A workspace with its store open.
struct Opened {
  workflow::Workspace workspace;
  std::unique_ptr<engine::Engine> store;
};

/// What a command does with the store.
enum class Use { Nothing, Look, Write };

/// What the arguments chose, ready to be done.
struct Chosen {
  Use use = Use::Nothing;
  std::vector<std::string>* operands =
      nullptr;                             ///< [WORKSPACE] is taken off; `on_store` keeps them
  std::function<Outcome(Console&)> alone;  ///< if the store is not used
  std::function<Outcome(Opened&, Console&)> on_store;
};

}  // namespace throughline::app
