#pragma once

#include <cstdint>
#include <mutex>
#include <string_view>

#include "intake/visitor.hpp"

namespace throughline::collector {

/// Numbers of visitors, as a log of the same site would have them. Who does not want to be followed
/// gets a number from a key that lives half an hour in memory and is then forgotten: it holds the
/// views of one visit together, and nothing beyond.
class Visitors {
 public:
  explicit Visitors(intake::VisitorKey key) : key_(key), passing_(intake::VisitorKey::random()) {}

  /// \param agent  as it was sent
  /// \param site   hash of the site's registrable domain
  /// \param time   UTC seconds
  [[nodiscard]] std::uint64_t known(std::string_view address,
                                    std::string_view agent,
                                    std::uint64_t site,
                                    std::uint32_t time) const;

  /// The same for somebody who is not to be followed.
  [[nodiscard]] std::uint64_t passing(std::string_view address,
                                      std::string_view agent,
                                      std::uint64_t site,
                                      std::uint32_t time);

 private:
  [[nodiscard]] intake::VisitorKey passing_key(std::uint32_t time);

  const intake::VisitorKey key_;
  std::mutex mutex_;
  intake::VisitorKey::Bytes passing_;
  std::uint32_t until_ = 0;  ///< UTC seconds
};

}  // namespace throughline::collector
