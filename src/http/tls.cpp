#include "http/tls.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>

namespace throughline::http {

namespace {

using boost::asio::ssl::context;
using boost::system::error_code;

// Names the one protocol we speak to clients that ask; others get none, which means the same.
int choose_protocol(SSL* /*connection*/,
                    const unsigned char** chosen,
                    unsigned char* chosen_size,
                    const unsigned char* offered,
                    unsigned offered_size,
                    void* /*unused*/) {
  static constexpr unsigned char kHttp[] = "\x08http/1.1";
  unsigned char* found = nullptr;
  const int result =
      SSL_select_next_proto(&found, chosen_size, kHttp, sizeof kHttp - 1, offered, offered_size);
  *chosen = found;
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

tl::unexpected<Error> unusable(std::string_view what,
                               const std::filesystem::path& file,
                               const error_code& error) {
  return fail(ErrorCode::InvalidArgument,
              fmt::format("cannot use {} as the {}: {}", file.string(), what, error.message()),
              "both must be PEM files, the certificate first in its file and its chain after it");
}

}  // namespace

Result<std::shared_ptr<context>> load_tls(const TlsFiles& files) {
  auto tls = std::make_shared<context>(context::tls_server);
  auto* native = tls->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  // Connections that say nothing then hold no buffers.
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  error_code error;
  if (tls->use_certificate_chain_file(files.certificate.string(), error)) {
    return unusable("certificate", files.certificate, error);
  }
  if (tls->use_private_key_file(files.key.string(), context::pem, error)) {
    return unusable("key of the certificate", files.key, error);
  }
  return tls;
}

}  // namespace throughline::http
