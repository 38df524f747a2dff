#include "intake/visitor.hpp"

#include <algorithm>
#include <cstring>
#include <sodium.h>

#include "base/time.hpp"

namespace throughline::intake {
namespace {

constexpr std::size_t kLongest = 256;

std::uint64_t keyed(const VisitorKey::Bytes& key,
                    std::string_view text,
                    std::array<std::uint64_t, 3> numbers) {
  std::array<unsigned char, sizeof(numbers) + kLongest> bytes;
  const std::size_t n = std::min(text.size(), kLongest);
  std::memcpy(bytes.data(), numbers.data(), sizeof(numbers));
  std::copy_n(text.data(), n, bytes.data() + sizeof(numbers));  // a text without bytes may be null
  std::array<unsigned char, crypto_shorthash_BYTES> out;
  crypto_shorthash(out.data(), bytes.data(), sizeof(numbers) + n, key.data());
  std::uint64_t number = 0;
  std::memcpy(&number, out.data(), sizeof(number));
  return number;
}

}  // namespace

std::uint64_t VisitorKey::period(std::uint32_t time) const {
  switch (rotation_) {
    case Rotation::None:
      return 0;
    case Rotation::Month:
      return static_cast<std::uint64_t>(month_index(civil_from_days(time / 86400)));
    case Rotation::Day:
      return time / 86400 + 1;
  }
  return 0;
}

std::uint64_t VisitorKey::of_log(std::string_view address,
                                 std::uint64_t agent,
                                 std::uint64_t site,
                                 std::uint32_t time) const {
  return keyed(key_, address, {agent, site, period(time)});
}

std::uint64_t VisitorKey::of_id(std::string_view id, std::uint64_t site, std::uint32_t time) const {
  return keyed(key_, id, {1, site, period(time)});
}

std::uint64_t VisitorKey::of_customer(std::string_view id) const {
  return keyed(key_, id, {2, 0, 0});
}

VisitorKey::Bytes VisitorKey::random() {
  Bytes key;
  randombytes_buf(key.data(), key.size());
  return key;
}

}  // namespace throughline::intake
