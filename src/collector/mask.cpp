#include "collector/mask.hpp"

#include <algorithm>
#include <array>

#include "text/url.hpp"
#include "text/utf8.hpp"

namespace throughline::collector {
namespace {

constexpr std::size_t kLongestWord = 40;    // a longer stretch without a hyphen is no word
constexpr std::size_t kShortestToken = 16;  // of letters and digits mixed
constexpr std::size_t kShortestHex = 8;     // of hexadecimal digits, at least one of them decimal
constexpr std::size_t kShortestNumber = 4;  // within a word: years and numbers of orders
constexpr std::size_t kMostParameters = 8;

// What stands before somebody's name.
constexpr std::array<std::string_view, 12> kPeople = {"account",
                                                      "accounts",
                                                      "customer",
                                                      "customers",
                                                      "member",
                                                      "members",
                                                      "profile",
                                                      "profiles",
                                                      "u",
                                                      "user",
                                                      "users",
                                                      "people"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

template <class Test>
bool all(std::string_view text, Test test) {
  return std::all_of(text.begin(), text.end(), test);
}

template <class Test>
bool any(std::string_view text, Test test) {
  return std::any_of(text.begin(), text.end(), test);
}

bool is_id(std::string_view word) {
  return word.size() >= kShortestHex && any(word, is_digit) &&
         all(word, [](char c) { return is_hex(c) || c == '-'; });
}

// Letters, digits and what Base64 adds, without any word's end in it.
bool is_token(std::string_view word) {
  const bool is_mixed = any(word, is_digit) && any(word, is_letter);
  const bool is_one = all(word, [](char c) {
    return is_digit(c) || is_letter(c) || c == '_' || c == '=' || c == '+' || c == '.' || c == '~';
  });
  return (is_one && is_mixed && word.size() >= kShortestToken) ||
         (word.size() >= kLongestWord && word.find('-') == std::string_view::npos);
}

// A word whose long numbers are masked: "order-20481" -> "order-{number}".
std::string without_numbers(std::string_view word) {
  std::string out;
  while (!word.empty()) {
    const auto end = std::find_if_not(word.begin(), word.end(), is_digit);
    const auto digits = static_cast<std::size_t>(end - word.begin());
    if (digits >= kShortestNumber) {
      out += "{number}";
    } else {
      out.append(word.substr(0, digits));
    }
    word.remove_prefix(digits);
    const auto next = std::find_if(word.begin(), word.end(), is_digit);
    const auto other = static_cast<std::size_t>(next - word.begin());
    out.append(word.substr(0, other));
    word.remove_prefix(other);
  }
  return out;
}

std::string masked_word(std::string_view sent, std::string_view before) {
  const std::string word = text::decode_query(sent);
  if (word.empty()) {
    return {};
  }
  if (word.find('@') != std::string::npos) {
    return "{email}";
  }
  if (all(word,
          [](char c) { return is_digit(c) || c == '.' || c == ',' || c == '-' || c == ' '; })) {
    return "{number}";
  }
  if (is_id(word)) {
    return "{id}";
  }
  if (is_token(word)) {
    return "{token}";
  }
  const std::string known = text::to_lower(before);
  if (std::find(kPeople.begin(), kPeople.end(), known) != kPeople.end()) {
    return "{name}";
  }
  return without_numbers(word);
}

// Names of parameters are kept, as far as they are plain words; values never.
std::string masked_query(std::string_view query) {
  std::string out;
  for (std::size_t n = 0; n < kMostParameters && !query.empty(); ++n) {
    const std::string_view one = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(one.size() + 1, query.size()));
    const std::size_t equals = one.find('=');
    const std::string_view name = one.substr(0, equals);
    const bool is_word = equals != std::string_view::npos && name.size() <= 20 &&
                         all(name, [](char c) { return is_letter(c) || c == '_' || c == '-'; });
    out += out.empty() ? "?" : "&";
    out.append(is_word ? name : "{name}").append("=*");
  }
  return out;
}

// Cut between characters.
std::string at_most(std::string text, std::size_t longest) {
  if (text.size() <= longest) {
    return text;
  }
  while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0U) == 0x80U) {
    --longest;
  }
  text.resize(longest);
  return text + "…";
}

}  // namespace

std::string mask_path(std::string_view path, std::string_view query) {
  path = path.substr(0, 2 * kLongestMasked);
  std::string out;
  std::string_view before;
  while (!path.empty()) {
    path.remove_prefix(path.front() == '/' ? 1 : 0);
    const std::string_view word = path.substr(0, path.find('/'));
    out.append("/").append(masked_word(word, before));
    before = word;
    path.remove_prefix(word.size());
  }
  return at_most(text::printable((out.empty() ? "/" : out) + masked_query(query)), kLongestMasked);
}

}  // namespace throughline::collector
