#include "intake/own_host.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "base/hash.hpp"
#include "text/url.hpp"

namespace throughline::intake {
namespace {

constexpr std::uint64_t kLeast = 3;  // fewer are chance

}  // namespace

std::string guess_own_host(const LogFormat& format, std::string_view sample) {
  LogParser parser(format);
  LogLine line;
  std::unordered_set<std::uint64_t> asked;  // visitor and path
  std::map<std::string, std::uint64_t> hosts;
  while (!sample.empty()) {
    const std::size_t end = std::min(sample.find('\n'), sample.size());
    const std::string_view text = sample.substr(0, end);
    sample.remove_prefix(std::min(end + 1, sample.size()));
    if (parser.take_directive(text) || parser.parse(text, line) != RejectReason::None) {
      continue;
    }
    const std::uint64_t visitor = hash_bytes(line.agent, hash_bytes(line.address));
    if (!line.referrer.empty()) {
      const text::Url url = text::split_url(line.referrer);
      const std::string_view path = url.path.empty() ? std::string_view("/") : url.path;
      if (!url.host.empty() && asked.contains(hash_bytes(path, visitor))) {
        ++hosts[url.host];
      }
    }
    asked.insert(hash_bytes(line.path, visitor));
  }
  const auto best = std::max_element(
      hosts.begin(), hosts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == hosts.end() || best->second < kLeast ? std::string() : best->first;
}

}  // namespace throughline::intake
