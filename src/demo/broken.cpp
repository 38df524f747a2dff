#include "demo/broken.hpp"

namespace throughline::demo {
namespace {

// Takes away what lies from the first `from` up to and with the next `to`.
std::string without(std::string line, std::string_view from, std::string_view to) {
  const std::size_t begin = line.find(from);
  const std::size_t end = line.find(to, begin + from.size());
  return line.erase(begin, end + to.size() - begin);
}

// The request of a line, without its quotes, becomes another text.
std::string with_request(std::string line, std::string_view request) {
  const std::size_t begin = line.find('"') + 1;
  return line.replace(begin, line.find('"', begin) - begin, request);
}

}  // namespace

std::string break_line(const std::string& line, std::size_t way, Rng& rng) {
  constexpr std::size_t kTooLong = 70'000;
  switch (way) {
    case 0:
      return line.substr(0, 20 + rng.below(25)) + "\n";
    case 1:
      return std::string(8 + rng.below(40), '\0') + "\n";
    case 2:
      return with_request(line, "GET /" + std::string(kTooLong, 'a') + " HTTP/1.1");
    case 3: {
      const std::size_t at = line.find('[') + 1;
      return std::string(line).replace(at, 6, "32/Foo");
    }
    case 4:
      return without(line, " HTTP/1.1", "\"");
    case 5: {
      const std::size_t quote = line.find("\" ", line.find('"') + 1) + 2;
      return std::string(line).replace(quote, 3, "abc");
    }
    case 6:
      return with_request(line, "\\x16\\x03\\x01\\x02\\x00\\x01");
    case 7:
      return "2025/11/03 10:11:12 [error] 991#991: *77 open() \"/var/www/missing.png\" failed\n";
    case 8:
      return without(line, "[", "]");
    default:
      return "<html><head><title>502 Bad Gateway</title></head></html>\n";
  }
}

}  // namespace throughline::demo
