#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "engine/engine.hpp"
#include "plan/model.hpp"
#include "settings/settings.hpp"

namespace throughline::workflow {

/// The last second that each dataset of a plan tells of, by its id; a row of a day tells of it to
/// its end. Absent = no rows, or a dataset whose rows this version does not keep.
[[nodiscard]] Result<std::map<std::string, Seconds, std::less<>>> newest_by_dataset(
    engine::Engine& store, const settings::Settings& settings, const plan::Plan& plan);

/// Money of one source in one currency: as it was read, and as it is kept.
struct SourceMoney {
  std::string table;   ///< "spend_rows"
  std::string source;  ///< id in the settings; its number where they no longer name it
  std::string currency;
  std::uint64_t rows_read = 0;
  std::uint64_t rows_kept = 0;
  std::int64_t amount_read = 0;  ///< minor units of the currency
  std::int64_t amount_kept = 0;

  /// |read - kept| / |read|; 1 where something is kept and nothing was read.
  [[nodiscard]] double off() const;

  friend bool operator==(const SourceMoney&, const SourceMoney&) = default;
};

[[nodiscard]] Result<std::vector<SourceMoney>> load_source_money(
    engine::Engine& store, const settings::Settings& settings);

/// Checks that all money that was read is kept, to 0.1% by source and currency.
/// Errors: CorruptData that names the source, both sums and what to do.
[[nodiscard]] Result<void> check_money(const std::vector<SourceMoney>& money);

}  // namespace throughline::workflow
