#pragma once

#include <string>

#include "render/numbers.hpp"
#include "schema/estimate.hpp"
#include "views/report.hpp"

namespace throughline::render {

/// A finding in words: what, how sure, so what. At grade D no word claims a cause.
struct FindingText {
  std::string claim;  ///< first sentence, with the number
  std::string rest;
  std::string how_sure;
  std::string so_what;
  schema::Grade grade = schema::Grade::D;
};

[[nodiscard]] FindingText words_of(const views::Finding& finding, Language language);

/// The first sentence of the page.
[[nodiscard]] std::string headline(const views::Report& report, Language language);

[[nodiscard]] std::string name_of(schema::Channel channel, Language language);
[[nodiscard]] std::string name_of(views::Trend trend, Language language);
/// Words for a stored kind or reason in English; unknown ones stay as they are.
[[nodiscard]] std::string translated(std::string_view english, Language language);

}  // namespace throughline::render
