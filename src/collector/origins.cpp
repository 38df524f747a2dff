#include "collector/origins.hpp"

#include <algorithm>

#include "text/hosts.hpp"
#include "text/url.hpp"

namespace throughline::collector {
namespace {

// Hosts that nobody could have are counted as one, not kept.
constexpr std::string_view kNone = "(none)";

}  // namespace

Origins::Origins(const std::vector<settings::Site>& sites) : n_sites_(sites.size()) {
  for (std::size_t site = 0; site < sites.size(); ++site) {
    for (const std::string& host : sites[site].hosts) {
      hosts_.push_back({host, site});
    }
  }
  std::stable_sort(hosts_.begin(), hosts_.end(), [](const Host& a, const Host& b) {
    return a.name.size() > b.name.size();
  });
}

std::size_t Origins::site_of(std::string_view url) const {
  const std::string host = text::split_url(url).host;
  const auto found = std::find_if(hosts_.begin(), hosts_.end(), [&](const Host& own) {
    return text::is_under(host, own.name);
  });
  return found == hosts_.end() ? n_sites_ : found->site;
}

std::string_view origin_of(const http::Request& request) {
  const std::string_view origin = request.header("origin");
  return origin.empty() || origin == "null" ? request.header("referer") : origin;
}

void RefusedOrigins::add(std::string_view origin) {
  std::string host = text::split_url(origin).host;
  if (host.empty()) {
    host = kNone;
  }
  const std::lock_guard lock(mutex_);
  const auto known = counts_.find(host);
  if (known != counts_.end()) {
    ++known->second;
  } else {
    ++counts_[counts_.size() < kMost ? host : std::string()];
  }
}

RefusedOrigins::Counts RefusedOrigins::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

}  // namespace throughline::collector
