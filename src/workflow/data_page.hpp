#pragma once

#include <optional>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "views/data.hpp"
#include "views/ledger.hpp"
#include "views/overview.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// What figures stand on, beside the report: files read, refusals, money as read and as kept, and
/// what dead feeds spoil. \param ledger  of the same scope
[[nodiscard]] Result<views::DataPage> make_data_page(engine::Engine& store,
                                                     const Workspace& workspace,
                                                     const views::Ledger& ledger);

/// The run that was noted last; nothing where there was none.
[[nodiscard]] Result<std::optional<views::RunNoted>> last_run(engine::Engine& store);

}  // namespace throughline::workflow
