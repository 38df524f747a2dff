#include "engine/server_error.hpp"

#include <charconv>
#include <optional>
#include <string>

namespace throughline::engine {
namespace {

constexpr std::string_view kCode = "Code: ";
constexpr std::string_view kException = "DB::Exception: ";
constexpr std::size_t kMaxMessage = 500;

struct Meaning {
  int number;
  ErrorCode code;
  std::string_view hint;
};

constexpr std::string_view kCredentials = "Check user and password under store: in the settings";
constexpr std::string_view kMemory =
    "Give the server more memory, or ask for a shorter period of time";

constexpr std::string_view kFormats =
    "Every engine writes TabSeparatedWithNames, CSVWithNames and JSONEachRow; for Parquet the "
    "store's "
    "server must be a newer ClickHouse";

constexpr Meaning kMeanings[] = {
    {33, ErrorCode::CorruptData, ""},             // CANNOT_READ_ALL_DATA
    {40, ErrorCode::CorruptData, ""},             // CHECKSUM_DOESNT_MATCH
    {73, ErrorCode::Unsupported, kFormats},       // UNKNOWN_FORMAT
    {117, ErrorCode::CorruptData, ""},            // INCORRECT_DATA
    {159, ErrorCode::Unavailable, ""},            // TIMEOUT_EXCEEDED
    {192, ErrorCode::Unavailable, kCredentials},  // UNKNOWN_USER
    {193, ErrorCode::Unavailable, kCredentials},  // WRONG_PASSWORD
    {194, ErrorCode::Unavailable, kCredentials},  // REQUIRED_PASSWORD
    {202, ErrorCode::Unavailable, ""},            // TOO_MANY_SIMULTANEOUS_QUERIES
    {209, ErrorCode::Unavailable, ""},            // SOCKET_TIMEOUT
    {210, ErrorCode::Unavailable, ""},            // NETWORK_ERROR
    {225, ErrorCode::Unavailable, ""},            // NO_ZOOKEEPER
    {241, ErrorCode::TooLarge, kMemory},          // MEMORY_LIMIT_EXCEEDED
    {242, ErrorCode::Unavailable, ""},            // TABLE_IS_READ_ONLY
    {243, ErrorCode::DiskFull, ""},               // NOT_ENOUGH_SPACE
    {246, ErrorCode::CorruptData, ""},            // CORRUPTED_DATA
    {252, ErrorCode::Unavailable, ""},            // TOO_MANY_PARTS
    {279, ErrorCode::Unavailable, ""},            // ALL_CONNECTION_TRIES_FAILED
    {319, ErrorCode::Unavailable, ""},            // UNKNOWN_STATUS_OF_INSERT
    {394, ErrorCode::Cancelled, ""},              // QUERY_WAS_CANCELLED
    {516, ErrorCode::Unavailable, kCredentials},  // AUTHENTICATION_FAILED
    {999, ErrorCode::Unavailable, ""},            // KEEPER_EXCEPTION
};

std::optional<int> number_of(std::string_view text) {
  if (!text.starts_with(kCode)) {
    return std::nullopt;
  }
  int number = 0;
  const auto read = std::from_chars(text.data() + kCode.size(), text.data() + text.size(), number);
  return read.ec == std::errc() ? std::optional(number) : std::nullopt;
}

std::string_view until(std::string_view text, std::string_view end) {
  return text.substr(0, text.find(end));
}

// Cuts at a character, not inside one.
std::string shortened(std::string_view text) {
  if (text.size() <= kMaxMessage) {
    return std::string(text);
  }
  std::size_t end = kMaxMessage;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) {
    --end;
  }
  return std::string(text.substr(0, end)) + " …";
}

std::string sentence_of(std::string_view text) {
  if (const auto at = text.find(kException); at != std::string_view::npos) {
    text.remove_prefix(at + kException.size());
  }
  text = until(text, ", e.what() = DB::Exception");
  text = until(text, " (version ");
  text = until(text, ", Stack trace");
  text = until(text, " Expected one of:");
  while (!text.empty() && (text.back() == '\n' || text.back() == '.' || text.back() == ' ')) {
    text.remove_suffix(1);
  }
  return shortened(text);
}

}  // namespace

Error error_of_exception(std::string_view text) {
  Error error{.code = ErrorCode::InvalidArgument, .message = sentence_of(text)};
  const std::optional<int> number = number_of(text);
  for (const Meaning& meaning : kMeanings) {
    if (number == meaning.number) {
      error.code = meaning.code;
      error.hint = meaning.hint;
    }
  }
  // The system's own words come under many numbers: a failed write, an unfinished merge.
  if (text.find("No space left on device") != std::string_view::npos) {
    error.code = ErrorCode::DiskFull;
  }
  if (error.message.empty()) {
    error.message = "the engine failed without saying why";
  }
  return error;
}

std::size_t find_exception(std::string_view bytes) {
  constexpr std::size_t kWithin = 64;  // "\r\n__exception__\r\n" and a tag of 16 letters
  const auto at = bytes.substr(0, kWithin).find(kCode);
  if (at == std::string_view::npos || !number_of(bytes.substr(at))) {
    return std::string_view::npos;
  }
  return bytes.substr(at).find(kException) == std::string_view::npos ? std::string_view::npos : at;
}

}  // namespace throughline::engine
