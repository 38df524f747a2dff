#include "access/attempts.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace throughline::access {

void Attempts::fill(Bucket& bucket, Seconds now) const {
  const auto passed = static_cast<double>(std::max<Seconds>(0, now - bucket.at));
  bucket.left = std::min(limits_.burst, bucket.left + passed / limits_.seconds_each);
  bucket.at = std::max(bucket.at, now);
}

// Forgets those that are full again; if that is not enough, half of them, the fullest first.
void Attempts::make_room(Seconds now) {
  std::vector<double> levels;
  for (auto& [key, bucket] : buckets_) {
    fill(bucket, now);
    levels.push_back(bucket.left);
  }
  const auto middle = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2);
  std::nth_element(levels.begin(), middle, levels.end());
  const double least = std::min(*middle, limits_.burst);
  std::erase_if(buckets_, [&](const auto& entry) { return entry.second.left >= least; });
}

Seconds Attempts::take(std::string_view key, Seconds now) {
  const std::scoped_lock lock(mutex_);
  auto found = buckets_.find(key);
  if (found == buckets_.end()) {
    if (buckets_.size() >= max_keys_) {
      make_room(now);
    }
    found = buckets_.emplace(std::string(key), Bucket{.left = limits_.burst, .at = now}).first;
  }
  Bucket& bucket = found->second;
  fill(bucket, now);
  if (bucket.left < 1.0) {
    const double wait = std::ceil((1.0 - bucket.left) * limits_.seconds_each);
    return std::max<Seconds>(1, static_cast<Seconds>(wait));
  }
  bucket.left -= 1.0;
  return 0;
}

void Attempts::give_back(std::string_view key) {
  const std::scoped_lock lock(mutex_);
  if (const auto found = buckets_.find(key); found != buckets_.end()) {
    found->second.left = std::min(limits_.burst, found->second.left + 1.0);
  }
}

}  // namespace throughline::access
