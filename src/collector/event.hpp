#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <simdjson.h>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace throughline::collector {

/// What a visitor has said about being measured.
enum class Consent : std::uint8_t { Unsaid, Granted, Denied };

/// One event of a body, sound by itself; the views live until the next body is read.
struct Event {
  std::string_view name;      ///< intake::kPageview, kEngagement, or a name of the site's own
  std::string_view url;       ///< of the page, http or https
  std::string_view referrer;  ///< as the browser tells it
  std::string_view target;    ///< of a click that leaves the site
  std::string_view currency;
  std::optional<simdjson::dom::element> value;  ///< a number, or a short text that holds one
  std::optional<simdjson::dom::object> props;   ///< texts, numbers, truth values
  std::optional<std::uint32_t> foreground;      ///< milliseconds since the last engagement
  std::optional<std::uint8_t> scroll;           ///< percent of the page seen so far
  std::uint32_t age = 0;                        ///< milliseconds between happening and sending
  Consent consent = Consent::Unsaid;
};

/// Why an event was not accepted. The names are answered and counted.
enum class Refusal : std::uint8_t {
  None,
  Object,
  Name,
  Url,
  Elsewhere,
  Referrer,
  Target,
  Foreground,
  Scroll,
  Value,
  Currency,
  Properties,
  Age,
  Consent,
  Characters,
};

inline constexpr std::size_t kRefusals = static_cast<std::size_t>(Refusal::Characters) + 1;
[[nodiscard]] std::string_view name_of(Refusal refusal);

inline constexpr std::size_t kMostBytes = std::size_t{256} << 10;  ///< of a body
inline constexpr std::size_t kMostEvents = 1'000;                  ///< of a body
inline constexpr std::size_t kLongestName = 256;                   ///< bytes
inline constexpr std::size_t kLongestUrl = 2'048;                  ///< also of referrer and target
inline constexpr std::size_t kMostProperties = 30;
inline constexpr std::size_t kLongestKey = 128;
inline constexpr std::size_t kLongestProperty = 2'000;
inline constexpr std::size_t kMostPropertyBytes = 8'192;  ///< of all keys and texts together

/// An event, or why it is none.
struct ReadEvent {
  Event event;
  Refusal refusal = Refusal::None;
};

/// Reads bodies one after the other, parsed once each.
class EventReader {
 public:
  /// Reads one event, or an array of them. Each is accepted or refused by itself; what it tells
  /// besides the fields of Event is left alone.
  ///
  /// Errors: TooLarge above kMostBytes or kMostEvents; InvalidArgument if the body is no JSON in
  /// UTF-8, neither an object nor an array, or empty.
  Result<std::span<const ReadEvent>> read(std::string_view body);

 private:
  simdjson::dom::parser parser_;
  std::string padded_;
  std::vector<ReadEvent> events_;
};

}  // namespace throughline::collector
