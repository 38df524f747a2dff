#include "http/request_reader.hpp"

// Asio 1.74 uses std::exchange without including this.
#include <utility>
//
#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <fmt/format.h>
#include <optional>

#include "http/coding.hpp"
#include "http/target.hpp"

namespace throughline::http {

namespace {

namespace beast = boost::beast;
using beast::http::field;
using beast::http::verb;
using boost::beast::error_code;

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return result;
}

std::optional<Method> method_of(verb method) {
  switch (method) {
    case verb::get:
      return Method::Get;
    case verb::head:
      return Method::Head;
    case verb::post:
      return Method::Post;
    case verb::put:
      return Method::Put;
    case verb::delete_:
      return Method::Delete;
    case verb::options:
      return Method::Options;
    default:
      return std::nullopt;
  }
}

// Of a body that cannot be decompressed.
unsigned status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::TooLarge:
      return 413;
    case ErrorCode::Unsupported:
      return 415;
    default:
      return 400;
  }
}

Refusal refusal_of(const error_code& error, const ReadLimits& limits) {
  if (error == beast::http::error::header_limit) {
    return {431, fmt::format("the header is longer than {} bytes", limits.max_header)};
  }
  if (error == beast::http::error::body_limit) {
    return {413, fmt::format("the body is longer than {} bytes", limits.max_body)};
  }
  if (error == beast::http::error::bad_version) {
    return {505, "this server speaks HTTP/1.1 and HTTP/1.0"};
  }
  return {400, "this is no well-formed HTTP request: " + error.message()};
}

}  // namespace

class RequestReader::Parser : public beast::http::basic_parser<true> {
 public:
  explicit Parser(const ReadLimits& limits) : max_body_(limits.max_body) {
    eager(true);
    header_limit(static_cast<std::uint32_t>(limits.max_header));
    body_limit(limits.max_body);
  }

  [[nodiscard]] bool accepts_more() const { return !refusal && !is_done(); }

  // Beast 1.74 asserts that the last chunk comes with the five bytes that it has at least.
  [[nodiscard]] bool must_wait_for_more(std::size_t n_bytes) const {
    return n_bytes < 5 && header_done_ && chunked();
  }

  Request request;
  std::optional<Refusal> refusal;
  bool expects = false;  ///< "100 Continue", which was not promised yet
  bool modern = true;    ///< HTTP/1.1

 private:
  void refuse(unsigned status, std::string message, error_code& error) {
    refusal = Refusal{status, std::move(message)};
    error = beast::http::error::bad_value;  // only to stop the parser
  }

  void on_request_impl(verb method,
                       beast::string_view name,
                       beast::string_view target,
                       int version,
                       error_code& error) override {
    modern = version >= 11;
    const auto known = method_of(method);
    if (!known) {
      const bool unknown = method == verb::unknown;
      return refuse(
          unknown ? 501 : 405, fmt::format("the method {} is not served here", view(name)), error);
    }
    request.method = *known;
    request.target = view(target);
    auto read = read_target(request.target);
    if (!read) {
      return refuse(400, "the address asked for is not well formed", error);
    }
    request.path = std::move(read->path);
    request.parameters = std::move(read->parameters);
  }

  // Headers that are repeated in a way that two readers may read differently are refused, so that
  // no proxy sees another request than we do (RFC 9112, 11.2).
  void on_field_impl(field name,
                     beast::string_view name_text,
                     beast::string_view value,
                     error_code& error) override {
    if (header_done_) {
      return;  // a trailer
    }
    if (name == field::host) {
      if (has_host_) {
        return refuse(400, "the header host stands twice in the request", error);
      }
      has_host_ = true;
    }
    if (name == field::transfer_encoding && !beast::iequals(value, "chunked")) {
      return refuse(501, "the only transfer encoding served here is chunked", error);
    }
    if (name == field::expect) {
      if (!beast::iequals(value, "100-continue")) {
        return refuse(417, "the only expectation met here is 100-continue", error);
      }
      expects = modern;
    }
    request.headers.push_back({lower(view(name_text)), std::string(view(value))});
  }

  void on_header_impl(error_code& error) override {
    header_done_ = true;
    if (modern && !has_host_) {
      refuse(400, "the request has no header host", error);
    }
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code& error) override {
    error = {};
    // What a client promises costs it nothing, so only so much is believed at once.
    request.body.reserve(std::min<std::size_t>(length.value_or(0), std::size_t{64} << 10));
  }

  std::size_t on_body_impl(beast::string_view bytes, error_code& error) override {
    error = {};
    request.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  std::size_t on_chunk_body_impl(std::uint64_t /*remain*/,
                                 beast::string_view bytes,
                                 error_code& error) override {
    return on_body_impl(bytes, error);
  }

  void on_chunk_header_impl(std::uint64_t /*size*/,
                            beast::string_view /*extensions*/,
                            error_code& error) override {
    error = {};
  }

  void on_response_impl(int /*code*/,
                        beast::string_view /*reason*/,
                        int /*version*/,
                        error_code& error) override {
    error = {};
  }

  void on_finish_impl(error_code& error) override {
    error = {};
    const auto coding = request.header("content-encoding");
    if (coding.empty() || coding == "identity") {
      return;
    }
    auto body = decode(coding, request.body, max_body_);
    if (!body) {
      return refuse(status_of(body.error().code), body.error().message, error);
    }
    request.body = *std::move(body);
  }

  std::size_t max_body_;
  bool header_done_ = false;
  bool has_host_ = false;
};

RequestReader::RequestReader(const ReadLimits& limits) : limits_(limits) {}

RequestReader::~RequestReader() = default;
RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;

ReadState RequestReader::state() const {
  if (!parser_) {
    return ReadState::Nothing;
  }
  if (parser_->refusal) {
    return ReadState::Refused;
  }
  return parser_->is_done() ? ReadState::Ready : ReadState::Partial;
}

std::size_t RequestReader::feed(std::string_view bytes) {
  if (!parser_) {
    parser_ = std::make_unique<Parser>(limits_);
  }
  if (!parser_->accepts_more()) {
    return 0;
  }
  // Bytes that were kept belong to this request; those over are the end of `bytes`.
  const bool kept = !unread_.empty();
  const auto all = kept ? std::string_view(unread_.append(bytes)) : bytes;
  if (parser_->must_wait_for_more(all.size())) {
    unread_ = all;
    return bytes.size();
  }
  error_code error;
  const std::size_t used = parser_->put({all.data(), all.size()}, error);
  if (error && error != beast::http::error::need_more && !parser_->refusal) {
    parser_->refusal = refusal_of(error, limits_);
  }
  const auto rest = all.substr(used);
  if (!parser_->accepts_more()) {
    const auto over = std::min(rest.size(), bytes.size());
    unread_.clear();
    return bytes.size() - over;
  }
  if (rest.size() > limits_.max_header) {
    parser_->refusal = Refusal{431, "a line between two chunks of the body is too long"};
  }
  unread_ = std::string(rest);
  return bytes.size();
}

bool RequestReader::take_expectation() {
  const bool waits = state() == ReadState::Partial && parser_->is_header_done() && parser_->expects;
  if (waits) {
    parser_->expects = false;
  }
  return waits;
}

ReadRequest RequestReader::take() {
  ReadRequest result{.request = std::move(parser_->request),
                     .keep_alive = parser_->modern && parser_->keep_alive()};
  parser_.reset();
  return result;
}

const Refusal& RequestReader::refusal() const { return *parser_->refusal; }

}  // namespace throughline::http
