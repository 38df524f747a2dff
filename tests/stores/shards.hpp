#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "stores/child_process.hpp"

namespace throughline::stores {

/// Debian's clickhouse-server twice, as a cluster named "two" of two shards. Each has its own
/// folder and its own loopback address, made of the test's process id, so that any number of tests
/// run side by side; both listen for HTTP at one port, as the servers of a cluster do.
class Shards {
 public:
  /// \param folder  for data and configurations; the caller removes it
  /// Errors: NotFound if the server is not unpacked here; Unavailable if it does not start.
  [[nodiscard]] static Result<std::unique_ptr<Shards>> start(const std::filesystem::path& folder);

  [[nodiscard]] std::string url(std::size_t shard) const;

 private:
  int http_port_ = 0;
  std::vector<std::string> hosts_;
  std::vector<ChildProcess> servers_;
};

}  // namespace throughline::stores
