#pragma once

#include <cstdint>
#include <string_view>

namespace throughline::intake {

/// One access-log line taken apart; the views point into the line.
struct LogLine {
  std::string_view address;
  std::string_view host;  ///< virtual host, where the format has one
  std::string_view method;
  std::string_view path;   ///< as asked for, still percent-encoded
  std::string_view query;  ///< without "?"
  std::string_view referrer;
  std::string_view agent;
  std::uint32_t time = 0;  ///< UTC seconds
  std::uint16_t status = 0;
};

/// Reads "10/Oct/2000:13:55:36 -0700" to UTC seconds, remembering the last day. False if it is no
/// time between 1970 and 2106.
class ClfTime {
 public:
  bool parse(std::string_view text, std::uint32_t& seconds);

 private:
  char day_[12] = {};
  std::int64_t day_start_ = 0;
};

/// Reads "2026-06-30T12:00:00.123+02:00", "…Z" or with a space for T; without offset UTC.
bool parse_iso_time(std::string_view text, std::uint32_t& seconds);
/// Reads epoch seconds "1717243200.123"; from 10^11 on milliseconds.
bool parse_epoch_time(std::string_view text, std::uint32_t& seconds);

/// "GET /a?b HTTP/1.1" -> method, path and query. False where there is no target.
bool parse_request(std::string_view request, LogLine& line);
/// "/a?b#c", or "https://host/a?b" as proxies are asked -> path and query.
void split_target(std::string_view target, LogLine& line);
bool parse_status(std::string_view text, std::uint16_t& status);

}  // namespace throughline::intake
