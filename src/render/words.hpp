#pragma once

#include <fmt/format.h>
#include <string>
#include <string_view>

#include "render/numbers.hpp"
#include "schema/estimate.hpp"
#include "views/report.hpp"

namespace throughline::render {

[[nodiscard]] std::string name_of(schema::Channel channel, Language language);
/// As it stands in a sentence: "paid social", but "AI assistant".
[[nodiscard]] std::string name_within(schema::Channel channel, Language language);
[[nodiscard]] std::string name_of(views::Trend trend, Language language);
/// "platform blog"; a site of another channel than referral is called by its channel.
[[nodiscard]] std::string kind_of(const views::SignalRow& row, Language language);
[[nodiscard]] std::string meaning_of(schema::Grade grade, Language language);
/// Words for a stored kind or reason in English; unknown ones stay as they are.
[[nodiscard]] std::string translated(std::string_view english, Language language);

/// The English noun that goes with a number: noun(1, "month", "months") is "month".
[[nodiscard]] constexpr std::string_view noun(std::uint64_t n,
                                              std::string_view one,
                                              std::string_view many) {
  return n == 1 ? one : many;
}

/// A pattern in either language with its values put in.
template <class... Args>
std::string phrase(Language language,
                   std::string_view english,
                   std::string_view chinese,
                   const Args&... args) {
  return fmt::format(fmt::runtime(say(language, english, chinese)), args...);
}

}  // namespace throughline::render
