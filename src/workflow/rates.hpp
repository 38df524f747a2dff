#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "engine/engine.hpp"
#include "workflow/workspace.hpp"

namespace throughline::workflow {

/// Puts the rates of the settings, and of the file they name, into the store, by which every amount
/// of another currency counts. Writes nothing if they are there already.
/// Errors: NotFound if there is no such file; CorruptData with the line that cannot be read.
Result<void> store_rates(engine::Engine& store, const Workspace& workspace);

/// Money that no sum counts, since its currency has no rate on its day.
struct Unpriced {
  std::string kind;  ///< "spend", "orders"
  std::string currency;
  std::uint64_t rows = 0;
  std::int64_t amount = 0;  ///< minor units of the currency

  friend bool operator==(const Unpriced&, const Unpriced&) = default;
};

[[nodiscard]] Result<std::vector<Unpriced>> unpriced_money(engine::Engine& store);

/// "spend: 12 rows with 1234.50 BRL have no rate …", with the line to add.
[[nodiscard]] std::string sentence_of(const Unpriced& money);

}  // namespace throughline::workflow
