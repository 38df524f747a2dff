#include "collector/event.hpp"

#include <algorithm>
#include <array>

#include "intake/event_row.hpp"
#include "text/url.hpp"

namespace throughline::collector {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr double kDay = 86'400'000.0;  // milliseconds
constexpr std::size_t kLongestValue = 32;

// Control characters stand in no name, address or property; a page that sends them is broken, or
// tries what a reader of the file would make of them.
bool is_clean(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

// Takes a text of bounded length without control characters.
Refusal take_text(element value, std::size_t longest, Refusal otherwise, std::string_view& text) {
  if (value.get(text) != simdjson::SUCCESS || text.size() > longest) {
    return otherwise;
  }
  return is_clean(text) ? Refusal::None : Refusal::Characters;
}

template <class Number>
Refusal take_number(element value, double most, Refusal otherwise, Number& number) {
  double read = 0.0;
  if (value.get(read) != simdjson::SUCCESS || !(read >= 0.0 && read <= most)) {
    return otherwise;
  }
  number = static_cast<typename Number::value_type>(read);
  return Refusal::None;
}

// As the importer takes addresses apart, so that what is accepted here is a row there.
bool is_web_address(std::string_view url) {
  if (!url.starts_with("https://") && !url.starts_with("http://")) {
    return false;
  }
  const text::Url parts = text::split_url(url);
  return !parts.host.empty() && (parts.path.empty() || parts.path.starts_with('/')) &&
         url.find(' ') == std::string_view::npos;
}

Refusal take_value(element value, Event& event) {
  std::string_view text;
  if (!value.is_number() && (value.get(text) != simdjson::SUCCESS || text.size() > kLongestValue)) {
    return Refusal::Value;
  }
  event.value = value;
  return is_clean(text) ? Refusal::None : Refusal::Characters;
}

// A property is a text, a number or a truth value; bytes of keys and texts are added up.
Refusal check_property(std::string_view key, element value, std::size_t& bytes) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS && !value.is_number() && !value.is_bool() &&
      !value.is_null()) {
    return Refusal::Properties;
  }
  bytes += key.size() + text.size();
  if (key.empty() || key.size() > kLongestKey || text.size() > kLongestProperty) {
    return Refusal::Properties;
  }
  return is_clean(key) && is_clean(text) ? Refusal::None : Refusal::Characters;
}

Refusal take_properties(element value, Event& event) {
  object properties;
  if (value.get(properties) != simdjson::SUCCESS || properties.size() > kMostProperties) {
    return Refusal::Properties;
  }
  std::size_t bytes = 0;
  for (const auto [key, of_key] : properties) {
    if (const Refusal refusal = check_property(key, of_key, bytes); refusal != Refusal::None) {
      return refusal;
    }
  }
  event.props = properties;
  return bytes <= kMostPropertyBytes ? Refusal::None : Refusal::Properties;
}

Refusal take_consent(element value, Event& event) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) {
    return Refusal::Consent;
  }
  event.consent = text == "granted"  ? Consent::Granted
                  : text == "denied" ? Consent::Denied
                                     : Consent::Unsaid;
  return event.consent != Consent::Unsaid || text == "unsaid" ? Refusal::None : Refusal::Consent;
}

Refusal take_age(element value, Event& event) {
  std::optional<std::uint32_t> age;
  const Refusal refusal = take_number(value, kDay, Refusal::Age, age);
  event.age = age.value_or(0);
  return refusal;
}

struct Field {
  std::string_view key;
  Refusal (*take)(element, Event&);
};

constexpr std::array<Field, 11> kFields = {{
    {"name", [](element v, Event& e) { return take_text(v, kLongestName, Refusal::Name, e.name); }},
    {"url", [](element v, Event& e) { return take_text(v, kLongestUrl, Refusal::Url, e.url); }},
    {"referrer",
     [](element v, Event& e) { return take_text(v, kLongestUrl, Refusal::Referrer, e.referrer); }},
    {"target",
     [](element v, Event& e) { return take_text(v, kLongestUrl, Refusal::Target, e.target); }},
    {"currency",
     [](element v, Event& e) { return take_text(v, 3, Refusal::Currency, e.currency); }},
    {"foreground",
     [](element v, Event& e) { return take_number(v, kDay, Refusal::Foreground, e.foreground); }},
    {"scroll", [](element v, Event& e) { return take_number(v, 100, Refusal::Scroll, e.scroll); }},
    {"value", take_value},
    {"props", take_properties},
    {"age", take_age},
    {"consent", take_consent},
}};

Refusal take_field(std::string_view key, element value, Event& event) {
  const auto* const field =
      std::find_if(kFields.begin(), kFields.end(), [&](const Field& f) { return f.key == key; });
  return field == kFields.end() || value.is_null() ? Refusal::None : field->take(value, event);
}

Refusal check_whole(const Event& event) {
  if (event.name.empty()) {
    return Refusal::Name;
  }
  if (!is_web_address(event.url)) {
    return Refusal::Url;
  }
  if (event.name == intake::kEngagement && !event.foreground) {
    return Refusal::Foreground;
  }
  return Refusal::None;
}

ReadEvent read_event(element value) {
  ReadEvent read;
  object fields;
  if (value.get(fields) != simdjson::SUCCESS) {
    read.refusal = Refusal::Object;
    return read;
  }
  for (const auto [key, of_key] : fields) {
    read.refusal = take_field(key, of_key, read.event);
    if (read.refusal != Refusal::None) {
      return read;
    }
  }
  read.refusal = check_whole(read.event);
  return read;
}

}  // namespace

std::string_view name_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::None:
      return "none";
    case Refusal::Object:
      return "not a JSON object";
    case Refusal::Name:
      return "no name, or one longer than 256 bytes";
    case Refusal::Url:
      return "no address of a page (url), or one longer than 2,048 bytes";
    case Refusal::Elsewhere:
      return "the page lies on none of the hosts under sites: in the settings";
    case Refusal::Referrer:
      return "referrer is no text of at most 2,048 bytes";
    case Refusal::Target:
      return "target is no text of at most 2,048 bytes";
    case Refusal::Foreground:
      return "foreground is no number of milliseconds from 0 to 86,400,000";
    case Refusal::Scroll:
      return "scroll is no number from 0 to 100";
    case Refusal::Value:
      return "value is neither a number nor a text of at most 32 bytes";
    case Refusal::Currency:
      return "currency is no text of at most three letters";
    case Refusal::Properties:
      return "props is no object of at most 30 texts, numbers and truth values, or longer than "
             "8,192 bytes";
    case Refusal::Age:
      return "age is no number of milliseconds from 0 to 86,400,000";
    case Refusal::Consent:
      return "consent is none of granted, denied, unsaid";
    case Refusal::Characters:
      return "control characters in a text";
  }
  return "unknown";
}

Result<std::span<const ReadEvent>> EventReader::read(std::string_view body) {
  events_.clear();
  if (body.size() > kMostBytes) {
    return fail(ErrorCode::TooLarge,
                fmt::format("the body must be at most {} bytes: {}", kMostBytes, body.size()),
                "Send fewer events at once");
  }
  padded_.assign(body);
  padded_.reserve(body.size() + simdjson::SIMDJSON_PADDING);
  element root;
  if (const auto error = parser_.parse(padded_.data(), body.size(), false).get(root)) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("the body is no JSON: {}", simdjson::error_message(error)),
                "Send one event as a JSON object, or an array of them");
  }
  simdjson::dom::array array;
  if (root.get(array) != simdjson::SUCCESS) {
    events_.push_back(read_event(root));
    return std::span<const ReadEvent>(events_);
  }
  for (const element one : array) {
    if (events_.size() == kMostEvents) {
      return fail(ErrorCode::TooLarge,
                  fmt::format("the body must hold at most {} events", kMostEvents),
                  "Send fewer events at once");
    }
    events_.push_back(read_event(one));
  }
  return std::span<const ReadEvent>(events_);
}

}  // namespace throughline::collector
