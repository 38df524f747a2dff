#pragma once

#include <future>
#include <utility>

#include "base/error.hpp"

namespace throughline::workflow {

/// Writes one thing on a thread of its own while the next is being made: reading and storing take
/// turns on one core, and run side by side on two. Never more than one write is under way, and
/// writes happen in the order in which they were pushed.
class WriteBehind {
 public:
  /// Waits for the write before, and starts this one. What `write` refers to must outlive this.
  /// \returns the failure of the write before
  template <class Write>
  Result<void> push(Write&& write) {
    TL_CHECK(finish());
    under_way_ = std::async(std::launch::async, std::forward<Write>(write));
    return {};
  }

  /// Waits for the last write. \returns its failure
  Result<void> finish() { return under_way_.valid() ? under_way_.get() : Result<void>(); }

 private:
  std::future<Result<void>> under_way_;  ///< its destructor waits
};

}  // namespace throughline::workflow
