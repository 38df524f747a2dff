#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string>

#include "http/server.hpp"

namespace throughline::http {

/// A folder with a certificate for 127.0.0.1 that signs itself, and its key.
class Certificate {
 public:
  Certificate() {
    std::string name = (std::filesystem::temp_directory_path() / "throughline-XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<X509, void (*)(X509*)> certificate(X509_new(), X509_free);
    fill(certificate.get(), key.get());
    write(files().key, [&](FILE* file) {
      return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    write(files().certificate, [&](FILE* file) { return PEM_write_X509(file, certificate.get()); });
  }

  ~Certificate() { std::filesystem::remove_all(folder_); }

  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  [[nodiscard]] TlsFiles files() const {
    return {.certificate = folder_ / "certificate.pem", .key = folder_ / "key.pem"};
  }

 private:
  static void fill(X509* certificate, EVP_PKEY* key) {
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -86'400);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86'400);
    X509_set_pubkey(certificate, key);
    auto* name = X509_get_subject_name(certificate);
    const auto* text = reinterpret_cast<const unsigned char*>("127.0.0.1");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    EXPECT_NE(X509_sign(certificate, key, EVP_sha256()), 0);
  }

  template <class Write>
  static void write(const std::filesystem::path& path, Write write) {
    FILE* file = std::fopen(path.c_str(), "w");
    ASSERT_NE(file, nullptr);
    EXPECT_EQ(write(file), 1);
    std::fclose(file);
  }

  std::filesystem::path folder_;
};

}  // namespace throughline::http
