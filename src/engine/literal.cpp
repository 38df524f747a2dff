#include "engine/literal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "engine/sql_text.hpp"

namespace throughline::engine {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::string_view kWordCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

tl::unexpected<Error> bad_value(std::string_view type, std::string_view value) {
  constexpr std::size_t kShown = 100;
  return fail(ErrorCode::InvalidArgument,
              fmt::format("a parameter is not of its type {}: {}", type, value.substr(0, kShown)));
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    switch (c) {
      case '\'':
        out += "\\'";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\0':
        out += "\\0";
        break;
      default:
        out += c;
    }
  }
  return out + "'";
}

// The whole text as one number, or nothing.
template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

template <class Number>
Result<std::string> number_literal(std::string_view type, std::string_view value) {
  const std::optional<Number> number = number_of<Number>(value);
  if (!number) {
    return bad_value(type, value);
  }
  if constexpr (std::is_floating_point_v<Number>) {
    if (!std::isfinite(*number)) {
      return bad_value(type, value);
    }
  }
  return fmt::format("to{}({})", type, *number);
}

Result<std::string> string_literal(std::string_view, std::string_view value) {
  return quoted(value);
}

Result<std::string> date_literal(std::string_view type, std::string_view value) {
  const auto date = parse_date(value);
  if (!date) {
    return bad_value(type, value);
  }
  return fmt::format("toDate('{}')", format_date(*date));
}

bool is_time_of_day(std::string_view text) {
  const auto two = [&](std::size_t at, unsigned limit) {
    const auto number = number_of<unsigned>(text.substr(at, 2));
    return number && *number < limit;
  };
  return text.size() == 8 && text[2] == ':' && text[5] == ':' && two(0, 24) && two(3, 60) &&
         two(6, 60);
}

// "2026-06-30 12:00:00", on the clock of `zone`; empty: the server's.
Result<std::string> moment_literal(std::string_view type,
                                   std::string_view zone,
                                   std::string_view value) {
  constexpr std::size_t kDate = 10;
  if (value.size() != 19 || value[kDate] != ' ' || !parse_date(value.substr(0, kDate)) ||
      !is_time_of_day(value.substr(kDate + 1))) {
    return bad_value(type, value);
  }
  return zone.empty() ? fmt::format("toDateTime('{}')", value)
                      : fmt::format("toDateTime('{}', '{}')", value, zone);
}

Result<std::string> server_moment_literal(std::string_view type, std::string_view value) {
  return moment_literal(type, {}, value);
}

using Writer = Result<std::string> (*)(std::string_view type, std::string_view value);

struct ScalarType {
  std::string_view name;
  Writer write;
  bool quoted;  ///< stands in quotes in the text of an array
};

constexpr ScalarType kScalarTypes[] = {
    {"UInt8", number_literal<std::uint8_t>, false},
    {"UInt16", number_literal<std::uint16_t>, false},
    {"UInt32", number_literal<std::uint32_t>, false},
    {"UInt64", number_literal<std::uint64_t>, false},
    {"Int8", number_literal<std::int8_t>, false},
    {"Int16", number_literal<std::int16_t>, false},
    {"Int32", number_literal<std::int32_t>, false},
    {"Int64", number_literal<std::int64_t>, false},
    {"Float32", number_literal<float>, false},
    {"Float64", number_literal<double>, false},
    {"String", string_literal, true},
    {"Date", date_literal, true},
    {"DateTime", server_moment_literal, true},
};

// What is inside "Outer(…)", or nothing.
std::optional<std::string_view> inside(std::string_view type, std::string_view outer) {
  if (type.size() < outer.size() + 2 || !type.starts_with(outer) || type[outer.size()] != '(' ||
      type.back() != ')') {
    return std::nullopt;
  }
  return type.substr(outer.size() + 1, type.size() - outer.size() - 2);
}

// The zone of DateTime('zone'), if it is spelled like one.
std::optional<std::string_view> zone_of(std::string_view type) {
  const auto argument = inside(type, "DateTime");
  if (!argument || argument->size() < 3 || argument->front() != '\'' || argument->back() != '\'') {
    return std::nullopt;
  }
  const std::string_view zone = argument->substr(1, argument->size() - 2);
  const bool plain = std::all_of(zone.begin(), zone.end(), [](char c) {
    return c == '/' || c == '+' || c == '-' || kWordCharacters.find(c) != kNone;
  });
  return plain ? std::optional(zone) : std::nullopt;
}

const ScalarType* scalar_named(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kScalarTypes),
                                         std::end(kScalarTypes),
                                         [&](const ScalarType& type) { return type.name == name; });
  return found == std::end(kScalarTypes) ? nullptr : found;
}

Result<std::string> scalar_literal(std::string_view type, std::string_view value) {
  if (const ScalarType* scalar = scalar_named(type)) {
    return scalar->write(type, value);
  }
  if (const auto zone = zone_of(type)) {
    return moment_literal(type, *zone, value);
  }
  return fail(ErrorCode::Unsupported,
              fmt::format("a parameter has a type that cannot be written as a literal: {}", type));
}

bool is_quoted_in_arrays(std::string_view type) {
  const ScalarType* scalar = scalar_named(type);
  return scalar == nullptr || scalar->quoted;
}

// Takes the text of an array apart from the left.
class ArrayReader {
 public:
  explicit ArrayReader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool take(char c) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
    if (rest_.empty() || rest_.front() != c) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  [[nodiscard]] std::optional<std::string> element(bool in_quotes) {
    return in_quotes ? quoted_element() : bare_element();
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::optional<std::string> bare_element() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
    const std::string_view taken = rest_.substr(0, rest_.find_first_of(", ]"));
    rest_.remove_prefix(taken.size());
    return std::string(taken);
  }

  std::optional<std::string> quoted_element() {
    if (!take('\'')) {
      return std::nullopt;
    }
    std::string text;
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '\'') {
        return text;
      }
      const auto plain = c == '\\' ? escaped() : std::optional(c);
      if (!plain) {
        return std::nullopt;
      }
      text += *plain;
    }
    return std::nullopt;
  }

  // The character behind a backslash; only those that we write ourselves.
  std::optional<char> escaped() {
    constexpr std::string_view kLetters = "\\'ntr0";
    constexpr std::string_view kMeanings("\\'\n\t\r\0", 6);
    const auto at = rest_.empty() ? kNone : kLetters.find(rest_.front());
    if (at == kNone) {
      return std::nullopt;
    }
    rest_.remove_prefix(1);
    return kMeanings[at];
  }

  std::string_view rest_;
};

// "toUInt64(5)" without its conversion. In arrays it saves the parser a call for each value; signed
// numbers keep theirs, since [-1, 5000000000] has no type of its own.
std::string plain_number(const std::string& literal) {
  const auto open = literal.find('(');
  return literal.starts_with("toUInt") ? literal.substr(open + 1, literal.size() - open - 2)
                                       : literal;
}

Result<std::string> array_literal(std::string_view type,
                                  std::string_view of,
                                  std::string_view value) {
  ArrayReader reader(value);
  std::string list;
  bool open = reader.take('[');
  if (!open) {
    return bad_value(type, value);
  }
  open = !reader.take(']');
  while (open) {
    const auto element = reader.element(is_quoted_in_arrays(of));
    if (!element) {
      return bad_value(type, value);
    }
    TL_TRY(const std::string literal, scalar_literal(of, *element));
    list += (list.empty() ? "" : ", ") + plain_number(literal);
    open = !reader.take(']');
    if (open && !reader.take(',')) {
      return bad_value(type, value);
    }
  }
  if (!reader.at_end()) {
    return bad_value(type, value);
  }
  return fmt::format("CAST([{}] AS {})", list, type);
}

Result<std::string> literal_of(std::string_view type, std::string_view value) {
  if (const auto of = inside(type, "Array")) {
    if (scalar_named(*of) == nullptr && !zone_of(*of)) {  // CAST below repeats the type's name
      return scalar_literal(*of, {});
    }
    return array_literal(type, *of, value);
  }
  return scalar_literal(type, value);
}

std::size_t end_after(std::string_view sql, std::size_t at, std::string_view mark) {
  const auto found = sql.find(mark, at);
  return found == kNone ? kNone : found + mark.size();
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
  return text.substr(0, text.find_last_not_of(kSpace) + 1);
}

// `inner` is what stands between the braces: name:Type.
Result<std::string> bound(std::string_view inner, const Parameters& parameters) {
  const auto colon = inner.find(':');
  const std::string_view name = trimmed(inner.substr(0, colon));
  if (colon == kNone || name.empty() || name.find_first_not_of(kWordCharacters) != kNone) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("braces in SQL hold a parameter, as in {{name:Type}}: {{{}}}", inner));
  }
  for (const auto& [known, value] : parameters) {
    if (known == name) {
      return literal_of(trimmed(inner.substr(colon + 1)), value);
    }
  }
  return fail(ErrorCode::InvalidArgument, fmt::format("a parameter has no value: {}", name));
}

// Does SQL written so far end in LIMIT, in OFFSET or in LIMIT 10 and a comma? Old servers take only
// a plain number there.
bool wants_plain_number(std::string_view written) {
  std::string_view text = trimmed(written);
  if (text.ends_with(',')) {
    text = trimmed(text.substr(0, text.size() - 1));
    text = trimmed(text.substr(0, text.find_last_not_of("0123456789") + 1));
  }
  const std::string_view last = text.substr(text.find_last_not_of(kWordCharacters) + 1);
  return same_word(last, "LIMIT") || same_word(last, "OFFSET");
}

tl::unexpected<Error> not_closed(std::string_view sql, std::size_t at) {
  constexpr std::size_t kShown = 40;
  return fail(ErrorCode::InvalidArgument,
              fmt::format("SQL ends inside a quote, comment or brace: {}", sql.substr(at, kShown)));
}

}  // namespace

Result<std::string> bind_literals(std::string_view sql, const Parameters& parameters) {
  std::string out;
  out.reserve(sql.size());
  for (std::size_t at = 0; at < sql.size();) {
    std::size_t end = end_of_opaque(sql, at);
    if (end == at && sql[at] == '{') {
      end = end_after(sql, at, "}");
      if (end != kNone) {
        TL_TRY(const std::string literal, bound(sql.substr(at + 1, end - at - 2), parameters));
        out += wants_plain_number(out) ? plain_number(literal) : literal;
        at = end;
        continue;
      }
    }
    if (end == kNone) {
      return not_closed(sql, at);
    }
    end = std::max(end, at + 1);
    out += sql.substr(at, end - at);
    at = end;
  }
  return out;
}

}  // namespace throughline::engine
