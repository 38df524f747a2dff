#include "workflow/run_name.hpp"

#include <fmt/format.h>
#include <utility>

#include "base/hash.hpp"
#include "sql/queries.hpp"
#include "workflow/store.hpp"

namespace throughline::workflow {

Result<RunName> run_name(engine::Engine& store, settings::Settings settings, CivilDate as_of) {
  RunName name;
  TL_TRY(name.inputs, one_number(store, sql::kInputs));
  settings.store = {};  // where the rows lie changes no figure, nor do files of the report
  settings.reports = {};
  name.settings = hash_bytes(settings::settings_with_defaults(settings));
  name.text =
      fmt::format("{:08x}", hash_bytes(format_date(as_of), name.inputs ^ name.settings) >> 32U);
  return name;
}

}  // namespace throughline::workflow
