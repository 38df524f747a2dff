#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/error.hpp"

namespace throughline::intake {

/// When a visitor's number changes, so that nobody can be followed for longer.
enum class Rotation : std::uint8_t { None, Month, Day };

/// Turns what a log knows of a person into a number that nobody without the key can turn back.
/// SipHash-2-4 (Aumasson and Bernstein, 2012) of libsodium.
class VisitorKey {
 public:
  using Bytes = std::array<unsigned char, 16>;

  VisitorKey(Bytes key, Rotation rotation) : key_(key), rotation_(rotation) {}

  /// \param agent  hash of the user agent
  /// \param site   hash of the site's registrable domain
  [[nodiscard]] std::uint64_t of_log(std::string_view address,
                                     std::uint64_t agent,
                                     std::uint64_t site,
                                     std::uint32_t time) const;

  /// \param id  the visitor as an export names them
  [[nodiscard]] std::uint64_t of_id(std::string_view id,
                                    std::uint64_t site,
                                    std::uint32_t time) const;

  /// \param id  a customer as shop or ledger name them. Never rotates: whether an order is
  /// somebody's first must stay known, and it is their own shop that knows it.
  [[nodiscard]] std::uint64_t of_customer(std::string_view id) const;

  /// Makes a new random key.
  [[nodiscard]] static Bytes random();

 private:
  [[nodiscard]] std::uint64_t period(std::uint32_t time) const;

  Bytes key_;
  Rotation rotation_;
};

}  // namespace throughline::intake
