#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/batch.hpp"

namespace throughline::server {

/// Which rows of how many these are.
struct RowsHead {
  std::string figure;  ///< id
  std::uint64_t total = 0;
  std::uint64_t offset = 0;
  std::optional<std::int64_t> minor;  ///< of cost: the sum of all of them
  std::string currency;
};

/// Rows of an answer of the store in the form "throughline.rows/1": names of columns, and rows as
/// lists. Text is made printable; whole numbers that JavaScript cannot hold are texts.
[[nodiscard]] std::string rows_json(const RowsHead& head, const engine::Batch& batch);

/// The same rows as CSV (RFC 4180). \param with_head  names of columns come first
[[nodiscard]] std::string rows_csv(const engine::Batch& batch, bool with_head);

}  // namespace throughline::server
