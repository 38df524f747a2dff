#include "base/currency.hpp"

#include <algorithm>
#include <array>

namespace throughline {
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

bool is_currency(std::string_view code) {
  return code.size() == 3 && std::ranges::all_of(code, is_capital);
}

int minor_digits(std::string_view currency) {
  if (std::ranges::find(kNoMinor, currency) != kNoMinor.end()) {
    return 0;
  }
  return std::ranges::find(kThousandths, currency) != kThousandths.end() ? 3 : 2;
}

}  // namespace throughline
