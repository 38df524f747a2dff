#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "document/document.hpp"

namespace throughline::document {

/// Gathers what is wrong with one file.
class Problems {
 public:
  explicit Problems(std::string file) : file_(std::move(file)) {}

  /// \param message  one sentence, without full stop
  /// \param hint     what to do next; may be empty
  void add(Position at,
           std::string message,
           std::string hint = {},
           ErrorCode code = ErrorCode::InvalidArgument);

  [[nodiscard]] bool empty() const { return found_.empty(); }

  [[nodiscard]] const std::string& file() const { return file_; }

  /// All of them in the order of the file.
  [[nodiscard]] std::vector<Error> sorted() &&;

 private:
  std::string file_;
  std::vector<Error> found_;
};

}  // namespace throughline::document
