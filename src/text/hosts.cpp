#include "text/hosts.hpp"

#include <libpsl.h>
#include <string>

namespace throughline::text {
namespace {

bool is_address(std::string_view host) {
  return host.find(':') != std::string_view::npos ||
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::string_view registrable_domain(std::string_view host) {
  if (host.empty() || is_address(host)) {
    return host;
  }
  const std::string text(host);  // libpsl wants an end
  const char* const domain = psl_registrable_domain(psl_builtin(), text.c_str());
  return domain == nullptr ? host : host.substr(static_cast<std::size_t>(domain - text.c_str()));
}

bool is_under(std::string_view host, std::string_view parent) {
  if (parent.empty() || host.size() < parent.size() || !host.ends_with(parent)) {
    return false;
  }
  return host.size() == parent.size() || host[host.size() - parent.size() - 1] == '.';
}

}  // namespace throughline::text
