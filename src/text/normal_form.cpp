#include "text/normal_form.hpp"

#include <algorithm>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "base/error.hpp"

namespace throughline::text {
namespace {

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

const icu::Normalizer2& nfc() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  TL_ASSERT(U_SUCCESS(status) && form != nullptr);  // its data are linked in
  return *form;
}

}  // namespace

std::string normal_form(std::string_view text) {
  if (is_ascii(text)) {
    return std::string(text);
  }
  const icu::UnicodeString read =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  nfc().normalize(read, status).toUTF8String(out);
  TL_ASSERT(U_SUCCESS(status));
  return out;
}

std::string without_extra_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_blank(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') {
    out.pop_back();
  }
  return out;
}

}  // namespace throughline::text
