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
[[nodiscard]] std::string day(CivilDate date,
                              Language language);  ///< "30 Oct 2026", "2026年10月30日"
[[nodiscard]] std::string month(MonthIndex month, Language language);  ///< "Oct 26", "26年10月"

}  // namespace throughline::render
