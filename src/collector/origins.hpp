#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"
#include "settings/settings.hpp"

namespace throughline::collector {

/// Which sites pages may send for.
class Origins {
 public:
  explicit Origins(const std::vector<settings::Site>& sites);

  /// Index of the site on one of whose hosts, or on a subdomain of one, an address lies; the site
  /// with the longest such host. n_sites() if there is none.
  [[nodiscard]] std::size_t site_of(std::string_view url) const;

  [[nodiscard]] std::size_t n_sites() const { return n_sites_; }

 private:
  struct Host {
    std::string name;
    std::size_t site = 0;
  };

  std::vector<Host> hosts_;  ///< longest first
  std::size_t n_sites_;
};

/// Where a request says that its page lies: Origin, else Referer; empty where it says nothing.
[[nodiscard]] std::string_view origin_of(const http::Request& request);

/// Requests that were refused for where they came from, by host. Remembers the first kMost hosts,
/// and counts the rest together under "", so that nobody can fill the memory with made-up ones.
class RefusedOrigins {
 public:
  static constexpr std::size_t kMost = 1'000;
  using Counts = std::map<std::string, std::uint64_t, std::less<>>;

  void add(std::string_view origin);
  [[nodiscard]] Counts counts() const;

 private:
  mutable std::mutex mutex_;
  Counts counts_;
};

}  // namespace throughline::collector
