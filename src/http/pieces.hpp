#pragma once

#include <utility>
//
#include <array>
#include <boost/asio/buffer.hpp>
#include <string_view>
#include <vector>

namespace throughline::http {

/// As many pieces as Asio gives the kernel in one call, without making a list on the heap.
inline std::array<boost::asio::const_buffer, 16> first_pieces(
    const std::vector<std::string_view>& pieces) {
  std::array<boost::asio::const_buffer, 16> buffers;
  for (std::size_t i = 0; i < buffers.size() && i < pieces.size(); ++i) {
    buffers[i] = {pieces[i].data(), pieces[i].size()};
  }
  return buffers;
}

}  // namespace throughline::http
