#pragma once

#include <algorithm>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace throughline::server {

/// Values that take long to make, by key; the few that were asked for last are kept. One that
/// several threads ask for is made by the first of them, and the others wait. Errors are not kept.
template <class T>
class Kept {
 public:
  using Pointer = std::shared_ptr<const T>;  ///< shared by all who look at it

  explicit Kept(std::size_t most) : most_(most) {}

  /// \param make  Result<T>()
  template <class Make>
  [[nodiscard]] Result<Pointer> get(const std::string& key, const Make& make) {
    const std::shared_ptr<Entry> entry = entry_of(key);
    const std::scoped_lock lock(entry->mutex);
    if (!entry->value) {
      TL_TRY(T value, make());
      entry->value = std::make_shared<const T>(std::move(value));
    }
    return entry->value;
  }

 private:
  struct Entry {
    std::string key;
    std::mutex mutex;
    Pointer value;
  };

  std::shared_ptr<Entry> entry_of(const std::string& key) {
    const std::scoped_lock lock(mutex_);
    const auto found = std::ranges::find(entries_, key, [](const auto& one) { return one->key; });
    if (found != entries_.end()) {
      entries_.splice(entries_.begin(), entries_, found);
    } else {
      entries_.push_front(std::make_shared<Entry>());
      entries_.front()->key = key;
    }
    if (entries_.size() > most_) {
      entries_.pop_back();
    }
    return entries_.front();
  }

  const std::size_t most_;
  std::mutex mutex_;
  std::list<std::shared_ptr<Entry>> entries_;  ///< asked for last first
};

}  // namespace throughline::server
