#include "intake/log_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/time.hpp"

namespace throughline::intake {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Two digits, or a number above 99 where there are none: no range check lets it pass.
unsigned two(const char* at) {
  const auto high = static_cast<unsigned>(at[0] - '0');
  const auto low = static_cast<unsigned>(at[1] - '0');
  return high > 9 || low > 9 ? 1000U : high * 10 + low;
}

bool in_range(std::int64_t at) { return at >= 0 && at <= 0xffffffffLL; }

// "+hhmm" or "+hh:mm"; 0 minutes for "Z" or nothing. False if it is neither.
bool parse_offset(std::string_view text, std::int64_t& offset) {
  offset = 0;
  if (text.empty() || text == "Z" || text == "z") {
    return true;
  }
  if ((text[0] != '+' && text[0] != '-') || (text.size() != 5 && text.size() != 6)) {
    return false;
  }
  const unsigned hours = two(text.data() + 1);
  const unsigned minutes = two(text.data() + text.size() - 2);
  if (hours > 15 || minutes > 59) {
    return false;
  }
  offset = (text[0] == '-' ? -1 : 1) * static_cast<std::int64_t>(hours * 3600 + minutes * 60);
  return true;
}

// "hh:mm:ss" to seconds of the day; a leap second counts as the one before.
bool parse_clock(const char* at, std::int64_t& seconds) {
  const unsigned hour = two(at);
  const unsigned minute = two(at + 3);
  const unsigned second = two(at + 6);
  if (hour > 23 || minute > 59 || second > 60 || at[2] != ':' || at[5] != ':') {
    return false;
  }
  seconds = hour * 3600 + minute * 60 + std::min(second, 59U);
  return true;
}

}  // namespace

bool ClfTime::parse(std::string_view text, std::uint32_t& seconds) {
  if (text.size() < 20 || text[11] != ':') {
    return false;
  }
  if (std::memcmp(text.data(), day_, 11) != 0) {
    const auto* const month = std::find(kMonths.begin(), kMonths.end(), text.substr(3, 3));
    const CivilDate date{static_cast<int>(two(text.data() + 7) * 100 + two(text.data() + 9)),
                         static_cast<int>(month - kMonths.begin()) + 1,
                         static_cast<int>(two(text.data()))};
    if (text[2] != '/' || text[6] != '/' || date.year > 9999 || !is_valid(date)) {
      return false;
    }
    day_start_ = days_from_civil(date) * 86400;
    std::memcpy(day_, text.data(), 11);
  }
  std::int64_t clock = 0;
  std::int64_t offset = 0;
  const std::string_view zone = text.size() > 21 ? text.substr(21) : std::string_view{};
  if (!parse_clock(text.data() + 12, clock) || !parse_offset(zone, offset)) {
    return false;
  }
  const std::int64_t at = day_start_ + clock - offset;
  seconds = static_cast<std::uint32_t>(at);
  return in_range(at);
}

bool parse_iso_time(std::string_view text, std::uint32_t& seconds) {
  if (text.size() < 19 || (text[10] != 'T' && text[10] != ' ')) {
    return false;
  }
  const auto date = parse_date(text.substr(0, 10));
  std::int64_t clock = 0;
  std::int64_t offset = 0;
  std::string_view rest = text.substr(19);
  if (rest.starts_with('.') || rest.starts_with(',')) {
    rest.remove_prefix(std::min(rest.find_first_not_of("0123456789", 1), rest.size()));
  }
  if (!date || !parse_clock(text.data() + 11, clock) || !parse_offset(rest, offset)) {
    return false;
  }
  const std::int64_t at = days_from_civil(*date) * 86400 + clock - offset;
  seconds = static_cast<std::uint32_t>(at);
  return in_range(at);
}

bool parse_epoch_time(std::string_view text, std::uint32_t& seconds) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= 0.0)) {
    return false;
  }
  const double at = std::floor(value >= 1e11 ? value / 1000.0 : value);
  if (!(at <= 4294967295.0)) {
    return false;
  }
  seconds = static_cast<std::uint32_t>(at);
  return true;
}

namespace {

// Nearly always the last word is the protocol; searching for it from the end is for the odd rest.
std::string_view without_protocol(std::string_view target) {
  constexpr std::string_view kProtocol = " HTTP/";
  const std::size_t last = target.rfind(' ');
  if (last != std::string_view::npos && target.substr(last).starts_with(kProtocol)) {
    return target.substr(0, last);
  }
  return target.substr(0, target.rfind(kProtocol));
}

}  // namespace

bool parse_request(std::string_view request, LogLine& line) {
  const std::size_t space = request.find(' ');
  if (space == std::string_view::npos || space == 0 || space > 20) {
    return false;
  }
  line.method = request.substr(0, space);
  std::string_view rest = request.substr(space + 1);
  rest = without_protocol(rest);
  split_target(rest, line);
  return !rest.empty() && std::all_of(line.method.begin(), line.method.end(), [](char c) {
    return c >= 'A' && c <= 'Z';
  });
}

void split_target(std::string_view target, LogLine& line) {
  if (target.starts_with("http://") || target.starts_with("https://")) {
    const std::size_t slash = target.find('/', 8);
    target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
  }
  target = target.substr(0, target.find('#'));
  const std::size_t mark = std::min(target.find('?'), target.size());
  line.path = target.substr(0, mark);
  line.query = target.substr(std::min(mark + 1, target.size()));
}

bool parse_status(std::string_view text, std::uint16_t& status) {
  if (text.size() != 3 || text[0] < '1' || text[0] > '5') {
    return false;
  }
  const unsigned low = two(text.data() + 1);
  status = static_cast<std::uint16_t>(static_cast<unsigned>(text[0] - '0') * 100 + low);
  return low < 100;
}

}  // namespace throughline::intake
