#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "schema/estimate.hpp"

namespace throughline::render {

enum class Language : std::uint8_t { English, Chinese };

/// Picks the wording of a language.
[[nodiscard]] constexpr std::string_view say(Language language,
                                             std::string_view english,
                                             std::string_view chinese) {
  return language == Language::English ? english : chinese;
}

[[nodiscard]] std::string count(std::uint64_t value);  ///< "41,000"
/// Rounded to what matters: "3,960", "12", "0.4".
[[nodiscard]] std::string amount(double value);
[[nodiscard]] std::string percent(double share);                   ///< 0.714 -> "71%"
[[nodiscard]] std::string percent(const schema::Interval&);        ///< "71% [69, 73]"
[[nodiscard]] std::string signed_points(const schema::Interval&);  ///< "+55 [+52, +58]"
[[nodiscard]] std::string ratio_of(const schema::Interval&);       ///< "1.1 [0.9, 1.3]"
/// "+212 [+118, +309]", to as many digits as the interval supports; zero has no sign.
[[nodiscard]] std::string effect(const schema::Interval&);
/// "120 [40, 200]": the same without plus signs.
[[nodiscard]] std::string level(const schema::Interval&);
/// Only the value of it: "+424".
[[nodiscard]] std::string effect_value(const schema::Interval&);
/// The value rounded to two digits of the interval's half-width: 424 [190, 658] -> 420.
[[nodiscard]] double rounded(const schema::Interval&);
/// A number of any size and sign: "4,870", "−0.4", "2.38".
[[nodiscard]] std::string plain_number(double value);
[[nodiscard]] std::string day(CivilDate date,
                              Language language);  ///< "30 Oct 2026", "2026年10月30日"
[[nodiscard]] std::string short_day(CivilDate date, Language language);  ///< "30 Oct", "10月30日"
[[nodiscard]] std::string month(MonthIndex month, Language language);    ///< "Oct 26", "26年10月"

}  // namespace throughline::render
