#pragma once

#include <filesystem>
#include <memory>

#include "http/message.hpp"

namespace throughline::server {

/// The web app: its files by path, and its one page for every other address that is not one of the
/// API's, since addresses hold what is looked at.
class Pages {
 public:
  /// \param folder  files to send instead of those in the program, for work on the web app; empty =
  /// none
  explicit Pages(std::filesystem::path folder) : folder_(std::move(folder)) {}

  [[nodiscard]] http::Response page(const http::Request& request) const;

 private:
  [[nodiscard]] http::Response from_folder(const http::Request& request) const;

  const std::filesystem::path folder_;
};

}  // namespace throughline::server
