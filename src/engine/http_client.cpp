#include "engine/http_client.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <curl/curl.h>
#include <optional>

namespace throughline::engine {
namespace {

constexpr std::size_t kMaxRefusal = 64 << 10;
constexpr long kReceiveBuffer = 256 << 10;
constexpr long kConnectSeconds = 10;
constexpr long kOk = 200;

struct CurlDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }

  void operator()(CURLU* url) const { curl_url_cleanup(url); }

  void operator()(curl_slist* list) const { curl_slist_free_all(list); }

  void operator()(char* text) const { curl_free(text); }
};

template <class T>
using CurlPtr = std::unique_ptr<T, CurlDeleter>;

// What one request needs while curl calls back.
struct Exchange {
  CURL* curl = nullptr;
  const HttpBody& body;
  const BytesSink& sink;
  std::string_view piece;  // of the body, not yet sent
  HttpAnswer answer;
  std::optional<Error> sink_error;
};

std::size_t on_send(char* to, std::size_t size, std::size_t count, void* data) {
  auto& exchange = *static_cast<Exchange*>(data);
  if (exchange.piece.empty()) {
    exchange.piece = exchange.body.next();
  }
  const std::size_t n = std::min(size * count, exchange.piece.size());
  exchange.piece.copy(to, n);
  exchange.piece.remove_prefix(n);
  return n;
}

int on_rewind(void* data, curl_off_t offset, int origin) {
  if (offset != 0 || origin != SEEK_SET) {
    return CURL_SEEKFUNC_CANTSEEK;
  }
  auto& exchange = *static_cast<Exchange*>(data);
  exchange.piece = {};
  exchange.body.restart();
  return CURL_SEEKFUNC_OK;
}

std::size_t on_receive(char* bytes, std::size_t size, std::size_t count, void* data) {
  auto& exchange = *static_cast<Exchange*>(data);
  const std::string_view got(bytes, size * count);
  curl_easy_getinfo(exchange.curl, CURLINFO_RESPONSE_CODE, &exchange.answer.status);
  if (exchange.answer.status != kOk) {
    std::string& refusal = exchange.answer.refusal;
    refusal += got.substr(0, kMaxRefusal - std::min(kMaxRefusal, refusal.size()));
    return got.size();
  }
  if (auto taken = exchange.sink(got); !taken) {
    exchange.sink_error = std::move(taken).error();
    return 0;
  }
  return got.size();
}

Result<void> check_url(const std::string& url) {
  const CurlPtr<CURLU> parts(curl_url());
  char* scheme = nullptr;
  const bool parsed =
      curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), CURLU_DISALLOW_USER) == CURLUE_OK &&
      curl_url_get(parts.get(), CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK;
  const CurlPtr<char> owned(scheme);
  const bool web =
      parsed && (std::strcmp(scheme, "http") == 0 || std::strcmp(scheme, "https") == 0);
  if (!web || url.find_first_of("?#") != std::string::npos) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("the store's url must be like http://host:8123: {}", url),
                "User and password have lines of their own under store: in the settings");
  }
  return {};
}

}  // namespace

HttpBody body_of(std::string_view text) {
  // The function owns how far it is; it looks into the text, which the caller keeps.
  const auto rest = std::make_shared<std::string_view>(text);
  return {.next = [rest] { return std::exchange(*rest, {}); },
          .restart = [rest, text] { *rest = text; }};
}

Result<std::string> url_on_host(const std::string& url, const std::string& host) {
  TL_CHECK(check_url(url));
  const CurlPtr<CURLU> parts(curl_url());
  const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  char* text = nullptr;
  const bool whole = curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) == CURLUE_OK &&
                     curl_url_set(parts.get(), CURLUPART_HOST, name.c_str(), 0) == CURLUE_OK &&
                     curl_url_get(parts.get(), CURLUPART_URL, &text, 0) == CURLUE_OK;
  const CurlPtr<char> owned(text);
  if (!whole) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("a server of the cluster has a name that is no host's: {}", host));
  }
  return std::string(text);
}

struct HttpClient::Handle {
  HttpTarget target;
  CurlPtr<CURL> curl;
  CurlPtr<curl_slist> headers;

  [[nodiscard]] bool add_header(const std::string& header) {
    curl_slist* const longer = curl_slist_append(headers.get(), header.c_str());
    if (longer != nullptr && headers == nullptr) {
      headers.reset(longer);  // later headers are appended in place
    }
    return longer != nullptr;
  }

  [[nodiscard]] std::string url_with(
      const std::vector<std::pair<std::string, std::string>>& arguments) const {
    const auto encoded = [&](const std::string& text) {
      const CurlPtr<char> safe(
          curl_easy_escape(curl.get(), text.data(), static_cast<int>(text.size())));
      return safe == nullptr || text.empty() ? std::string() : std::string(safe.get());
    };
    std::string url = target.url + (target.url.ends_with('/') ? "" : "/");
    char before = '?';
    for (const auto& [name, value] : arguments) {
      url += fmt::format("{}{}={}", before, encoded(name), encoded(value));
      before = '&';
    }
    return url;
  }

  void prepare(const HttpRequest& request, Exchange& exchange) const {
    CURL* const c = curl.get();
    curl_easy_setopt(c, CURLOPT_URL, url_with(request.arguments).c_str());
    curl_easy_setopt(c, CURLOPT_READDATA, &exchange);
    curl_easy_setopt(c, CURLOPT_SEEKDATA, &exchange);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(c, CURLOPT_FRESH_CONNECT, request.repeat == Repeat::Never ? 1L : 0L);
  }

  [[nodiscard]] tl::unexpected<Error> unavailable(CURLcode code, long status) const {
    return fail(ErrorCode::Unavailable,
                fmt::format("{} {}: {}",
                            status == kOk ? "the answer broke off, from the store's server"
                                          : "no answer from the store's server",
                            target.url,
                            curl_easy_strerror(code)),
                "Check that the server runs, and url under store: in the settings");
  }
};

HttpClient::HttpClient(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}

HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpClient> HttpClient::create(const HttpTarget& target) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  TL_CHECK(check_url(target.url));
  auto handle = std::make_unique<Handle>();
  handle->target = target;
  handle->curl.reset(started == CURLE_OK ? curl_easy_init() : nullptr);
  // An empty Expect: saves the round trip that curl makes before a long body.
  bool whole = handle->curl != nullptr && handle->add_header("Expect:") &&
               handle->add_header("Transfer-Encoding: chunked") &&
               handle->add_header("Content-Type: application/octet-stream");
  if (!target.user.empty()) {
    whole = whole && handle->add_header("X-ClickHouse-User: " + target.user) &&
            handle->add_header("X-ClickHouse-Key: " + target.password);
  }
  if (!whole) {
    return fail(ErrorCode::Internal, "libcurl cannot be started");
  }
  CURL* const c = handle->curl.get();
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(c, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(c, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, static_cast<long>(target.timeout_seconds));
  curl_easy_setopt(c, CURLOPT_BUFFERSIZE, kReceiveBuffer);
  curl_easy_setopt(c, CURLOPT_UPLOAD_BUFFERSIZE, kReceiveBuffer);
  curl_easy_setopt(c, CURLOPT_POST, 1L);
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, handle->headers.get());
  curl_easy_setopt(c, CURLOPT_READFUNCTION, on_send);
  curl_easy_setopt(c, CURLOPT_SEEKFUNCTION, on_rewind);
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_receive);
  return HttpClient(std::move(handle));
}

Result<HttpAnswer> HttpClient::post(const HttpRequest& request, const BytesSink& sink) {
  Exchange exchange{.curl = handle_->curl.get(), .body = request.body, .sink = sink};
  handle_->prepare(request, exchange);
  const CURLcode code = curl_easy_perform(exchange.curl);
  if (exchange.sink_error) {
    return fail(std::move(*exchange.sink_error));
  }
  curl_easy_getinfo(exchange.curl, CURLINFO_RESPONSE_CODE, &exchange.answer.status);
  // A server that refuses a body may hang up before it has read all of it; what it said counts.
  const bool refused = exchange.answer.status > kOk && !exchange.answer.refusal.empty();
  if (code != CURLE_OK && !refused) {
    return handle_->unavailable(code, exchange.answer.status);
  }
  return std::move(exchange.answer);
}

}  // namespace throughline::engine
