#pragma once

#include <string>

#include "render/numbers.hpp"
#include "schema/estimate.hpp"
#include "views/report.hpp"

namespace throughline::render {

/// A finding in words: what, how sure, perhaps why, so what. Every text is marked
/// (render/marked.hpp). At grade D no word claims a cause, and what may be behind it is called a
/// guess.
struct FindingText {
  std::string claim;  ///< first sentence, with the number
  std::string rest;
  std::string how_sure;
  std::string likely_why;  ///< "" = there is not even a guess
  std::string so_what;
  schema::Grade grade = schema::Grade::D;
};

[[nodiscard]] FindingText words_of(const views::Finding& finding, Language language);

/// The first sentence of the page, marked.
[[nodiscard]] std::string headline(const views::Report& report, Language language);

}  // namespace throughline::render
