#include <cstdlib>

#include "http/request_reader.hpp"

namespace http = throughline::http;

namespace {

// What handlers rely on, whatever was sent.
void check(const http::Request& request) {
  const bool climbs = (request.path + "/").find("/../") != std::string::npos;
  if (!request.path.starts_with('/') || climbs || request.path.find('\0') != std::string::npos) {
    std::abort();
  }
  (void)request.cookie("session");
  (void)request.parameter("since");
}

// The requests in some bytes that arrive in pieces of a given size, as one text.
std::string read_all(std::string_view bytes, std::size_t piece_size) {
  http::RequestReader reader({.max_header = 512, .max_body = 256});
  std::string seen;
  while (!bytes.empty()) {
    auto piece = bytes.substr(0, piece_size);
    bytes.remove_prefix(piece.size());
    while (!piece.empty()) {
      piece.remove_prefix(reader.feed(piece));
      (void)reader.take_expectation();
      if (reader.state() == http::ReadState::Refused) {
        return seen;
      }
      if (reader.state() == http::ReadState::Ready) {
        const auto read = reader.take();
        check(read.request);
        seen.append(read.request.path).append(read.request.body).append("\n");
      }
    }
  }
  return seen;
}

}  // namespace

// The first byte says how many bytes arrive at once; the rest arrives. However that is, the same
// requests must be read, up to where something is refused: limits are counted in pieces.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto whole = read_all(bytes, bytes.size() + 1);
  const auto pieces = read_all(bytes, std::size_t{1} + data[0] % 32);
  if (!whole.starts_with(pieces) && !pieces.starts_with(whole)) {
    std::abort();
  }
  return 0;
}
