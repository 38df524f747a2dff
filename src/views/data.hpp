#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "views/ledger.hpp"
#include "views/report.hpp"

namespace throughline::views {

/// A file that was read, with what became of its lines.
struct ImportedFile {
  std::string file;
  std::string source;
  Seconds at = 0;  ///< when it was read last
  std::uint64_t lines = 0;
  std::uint64_t hits = 0;  ///< rows that were kept
  std::uint64_t rejects = 0;
  std::uint64_t blank = 0;
};

/// Refused rows of one source for one reason.
struct RefusedRows {
  std::string source;
  std::string reason;
  std::uint64_t lines = 0;
};

/// Money of one source in one currency, as it was read and as it is kept; minor units.
struct KeptMoney {
  std::string source;
  std::string currency;
  std::uint64_t rows_read = 0;
  std::uint64_t rows_kept = 0;
  std::int64_t read = 0;
  std::int64_t kept = 0;
  double off = 0.0;  ///< |read - kept| / |read|
};

/// A tactic or goal whose verdict a dead feed spoils.
struct SpoiledNode {
  std::string id;
  std::string name;
  std::optional<plan::Verdict> verdict;
};

/// What a source spoils by being old.
struct SpoilingSource {
  std::string source;
  std::vector<SpoiledNode> nodes;
};

/// What figures stand on: freshness, imports, refusals, programs, and whether money adds up.
struct DataPage {
  std::vector<ImportedFile> imports;  ///< the latest first
  std::vector<RefusedRows> refused;
  std::vector<KeptMoney> money;
  std::vector<SpoilingSource> spoils;
  std::optional<Reconciliation> ledger;  ///< absent without a plan
};

}  // namespace throughline::views
