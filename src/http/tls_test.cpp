#include <curl/curl.h>
#include <fstream>
#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/certificate_fixture.hpp"
#include "http/server_fixture.hpp"

namespace throughline::http {
namespace {

using testing::HasSubstr;

struct Fetched {
  CURLcode result = CURLE_OK;
  std::string error;
  std::string head;
  std::string body;
};

std::size_t keep(char* bytes, std::size_t size, std::size_t n, void* to) {
  static_cast<std::string*>(to)->append(bytes, size * n);
  return size * n;
}

// One connection of a client that trusts the certificate.
class TlsClient {
 public:
  TlsClient(const Certificate& certificate, std::uint16_t port) : port_(port) {
    curl_easy_setopt(curl_.get(), CURLOPT_CAINFO, certificate.files().certificate.c_str());
    curl_easy_setopt(curl_.get(), CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl_.get(), CURLOPT_HEADERFUNCTION, keep);
    curl_easy_setopt(curl_.get(), CURLOPT_NOPROXY, "*");
  }

  void use(long oldest, long newest) {
    curl_easy_setopt(curl_.get(), CURLOPT_SSLVERSION, oldest | newest);
    // Debian's OpenSSL would not even try what is older than 1.2.
    curl_easy_setopt(curl_.get(), CURLOPT_SSL_CIPHER_LIST, "DEFAULT@SECLEVEL=0");
  }

  Fetched get(const std::string& path) {
    Fetched fetched;
    curl_easy_setopt(curl_.get(), CURLOPT_WRITEDATA, &fetched.body);
    curl_easy_setopt(curl_.get(), CURLOPT_HEADERDATA, &fetched.head);
    const auto url = "https://127.0.0.1:" + std::to_string(port_) + path;
    curl_easy_setopt(curl_.get(), CURLOPT_URL, url.c_str());
    char error[CURL_ERROR_SIZE] = {};
    curl_easy_setopt(curl_.get(), CURLOPT_ERRORBUFFER, error);
    fetched.result = curl_easy_perform(curl_.get());
    fetched.error = error;
    return fetched;
  }

  Fetched post(const std::string& path, const std::string& body) {
    curl_easy_setopt(curl_.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(curl_.get(), CURLOPT_POSTFIELDS, body.c_str());
    return get(path);
  }

 private:
  std::uint16_t port_;
  std::unique_ptr<CURL, void (*)(CURL*)> curl_{curl_easy_init(), curl_easy_cleanup};
};

void say_whether_secure(const Request& request, std::unique_ptr<Reply> reply) {
  reply->send({.body = std::string(request.secure ? "secure " : "plain ") + request.body});
}

TEST(Tls, CarriesRequestsAndAnswers) {
  const Certificate certificate;
  const auto server = serve(say_whether_secure, {.tls = certificate.files()});
  TlsClient client(certificate, server->port());
  const auto first = client.get("/");
  EXPECT_EQ(first.result, CURLE_OK);
  EXPECT_EQ(first.body, "secure ");
  EXPECT_THAT(first.head, HasSubstr("strict-transport-security: max-age=31536000\r\n"));
  const std::string text(2'000'000, 'x');
  EXPECT_EQ(client.post("/", text).body, "secure " + text);
  EXPECT_EQ(server->counters().n_accepted, 1);
}

TEST(Tls, SpeaksOnePointTwoAndNothingOlder) {
  const Certificate certificate;
  const auto server = serve(say_whether_secure, {.tls = certificate.files()});
  TlsClient current(certificate, server->port());
  current.use(CURL_SSLVERSION_TLSv1_2, CURL_SSLVERSION_MAX_TLSv1_2);
  EXPECT_EQ(current.get("/").result, CURLE_OK);
  TlsClient old(certificate, server->port());
  old.use(CURL_SSLVERSION_TLSv1_0, CURL_SSLVERSION_MAX_TLSv1_1);
  EXPECT_THAT(old.get("/").error, HasSubstr("alert protocol version"));
}

TEST(Tls, HangsUpOnClientsThatDoNotSpeakIt) {
  const Certificate certificate;
  const auto server =
      serve(say_whether_secure,
            {.tls = certificate.files(), .request_time = std::chrono::milliseconds(50)});
  Client plain(server->port());
  plain.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(plain.take_rest(), testing::Not(HasSubstr("HTTP/1.1")));
  Client silent(server->port());
  EXPECT_TRUE(silent.is_closed());
}

TEST(Tls, EndsAStreamSoThatNothingSeemsCutOff) {
  const Certificate certificate;
  const auto server =
      serve([](const Request&, std::unique_ptr<Reply> reply) { reply->stream()->send("hit", "1"); },
            {.tls = certificate.files()});
  TlsClient client(certificate, server->port());
  const auto fetched = client.get("/");
  EXPECT_EQ(fetched.result, CURLE_OK);
  EXPECT_EQ(fetched.body, "event: hit\ndata: 1\n\n");
}

TEST(Tls, NeedsFilesThatCanBeUsed) {
  const Certificate certificate;
  const Certificate other;
  auto files = certificate.files();
  const auto refused = [&files] {
    const auto server = Server::listen({.port = 0, .tls = files}, say_whether_secure);
    return server ? std::string() : server.error().text();
  };
  EXPECT_EQ(refused(), "");
  files.key = other.files().key;
  EXPECT_THAT(refused(), HasSubstr(files.key.string()));
  files.key = "/nowhere/key.pem";
  EXPECT_THAT(refused(), HasSubstr("/nowhere/key.pem"));
  std::ofstream(certificate.files().certificate) << "no certificate";
  EXPECT_THAT(refused(), HasSubstr(files.certificate.string()));
}

}  // namespace
}  // namespace throughline::http
