#include <algorithm>

#include "settings/settings.hpp"
#include "settings/tables.hpp"

namespace throughline::settings {
namespace {

// ISO 4217, minor units other than 2.
constexpr std::array<std::string_view, 16> kNoMinor = {"BIF",
                                                       "CLP",
                                                       "DJF",
                                                       "GNF",
                                                       "ISK",
                                                       "JPY",
                                                       "KMF",
                                                       "KRW",
                                                       "PYG",
                                                       "RWF",
                                                       "UGX",
                                                       "VND",
                                                       "VUV",
                                                       "XAF",
                                                       "XOF",
                                                       "XPF"};
constexpr std::array<std::string_view, 7> kThousandths = {
    "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

std::string_view name_of(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_named(std::string_view name) {
  const auto found = std::ranges::find(kKinds, name);
  return found == kKinds.end() ? std::nullopt
                               : std::optional(static_cast<Kind>(found - kKinds.begin()));
}

std::string_view name_of(Rotate rotate) { return kRotations[static_cast<std::size_t>(rotate)]; }

std::string_view name_of(ChannelField field) {
  return kChannelFields[static_cast<std::size_t>(field)];
}

bool is_currency(std::string_view code) {
  return code.size() == 3 && std::ranges::all_of(code, is_capital);
}

int minor_digits(std::string_view currency) {
  if (std::ranges::find(kNoMinor, currency) != kNoMinor.end()) {
    return 0;
  }
  return std::ranges::find(kThousandths, currency) != kThousandths.end() ? 3 : 2;
}

}  // namespace throughline::settings
