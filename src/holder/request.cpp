#include "holder/request.hpp"

namespace throughline::holder {
namespace {

void put(std::string& bytes, std::uint32_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    bytes += static_cast<char>(number >> shift & 0xffU);
  }
}

void put(std::string& bytes, std::string_view text) {
  put(bytes, static_cast<std::uint32_t>(text.size()));
  bytes += text;
}

// Takes fields off the front; each says if it is not all there.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : rest_(bytes) {}

  Result<std::uint32_t> number() {
    TL_TRY(const std::string_view bytes, take(4));
    std::uint32_t value = 0;
    for (std::size_t i = 4; i > 0; --i) {
      value = value << 8U | static_cast<std::uint8_t>(bytes[i - 1]);
    }
    return value;
  }

  Result<std::string> text() {
    TL_TRY(const std::uint32_t length, number());
    TL_TRY(const std::string_view bytes, take(length));
    return std::string(bytes);
  }

  Result<bool> truth() {
    TL_TRY(const std::uint32_t value, number());
    return value != 0;
  }

  // Every text takes 4 bytes at least, so a count that is a lie reserves nothing.
  Result<std::vector<std::string>> texts() {
    TL_TRY(const std::uint32_t n, number());
    std::vector<std::string> values;
    for (std::uint32_t i = 0; i < n; ++i) {
      TL_TRY(std::string value, text());
      values.push_back(std::move(value));
    }
    return values;
  }

  [[nodiscard]] bool empty() const { return rest_.empty(); }

 private:
  Result<std::string_view> take(std::size_t n) {
    if (n > rest_.size()) {
      return fail(ErrorCode::CorruptData, "the request is cut off");
    }
    const std::string_view taken = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return taken;
  }

  std::string_view rest_;
};

}  // namespace

std::string encode_request(const Request& request) {
  std::string bytes;
  put(bytes, kProtocol);
  put(bytes, request.version);
  put(bytes, static_cast<std::uint32_t>(request.arguments.size()));
  for (const std::string& argument : request.arguments) {
    put(bytes, argument);
  }
  put(bytes, request.folder);
  put(bytes, request.width);
  put(bytes, request.color ? 1U : 0U);
  put(bytes, request.progress ? 1U : 0U);
  put(bytes, request.language);
  return bytes;
}

Result<Request> parse_request(std::string_view bytes) {
  Fields fields(bytes);
  TL_TRY(const std::uint32_t protocol, fields.number());
  if (protocol != kProtocol) {
    return fail(
        ErrorCode::Unsupported,
        fmt::format("it speaks protocol {}, and was asked in protocol {}", kProtocol, protocol));
  }
  Request request;
  TL_TRY(request.version, fields.text());
  TL_TRY(request.arguments, fields.texts());
  TL_TRY(request.folder, fields.text());
  TL_TRY(request.width, fields.number());
  TL_TRY(request.color, fields.truth());
  TL_TRY(request.progress, fields.truth());
  TL_TRY(request.language, fields.text());
  if (!fields.empty()) {
    return fail(ErrorCode::CorruptData, "the request goes on behind its end");
  }
  return request;
}

}  // namespace throughline::holder
