#include "collector/source_name.hpp"

#include "text/hosts.hpp"
#include "text/url.hpp"
#include "text/utf8.hpp"

namespace throughline::collector {
namespace {

constexpr std::size_t kLongest = 100;

}  // namespace

std::string source_name(std::string_view url, std::string_view referrer) {
  const text::Url page = text::split_url(url);
  if (page.query.find("utm_source") != std::string_view::npos) {
    if (const auto tag = text::query_value(page.query, "utm_source"); tag && !tag->empty()) {
      return tag->find('@') == std::string::npos
                 ? text::printable(text::to_lower(tag->substr(0, kLongest)))
                 : std::string("{email}");
    }
  }
  if (referrer.empty()) {
    return {};
  }
  const text::Url from = text::split_url(referrer);
  const std::string_view domain = text::registrable_domain(from.host);
  return domain == text::registrable_domain(page.host) ? std::string() : text::printable(domain);
}

}  // namespace throughline::collector
