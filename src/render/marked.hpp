#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/estimate.hpp"
#include "views/figure.hpp"
#include "views/ledger.hpp"

namespace throughline::render {

/// Sentences with figures in them. A figure is marked where its text is made, with the id of its
/// rows and how the number follows from how many they are; the sentence is then shown with links to
/// the rows (HTML), or plain (terminal). Marks are control characters, which text from outside
/// cannot contain: it goes through named().

/// Rows that an id stands for.
struct RowsOf {
  views::FigureId id;
  std::uint64_t count = 0;
};

/// A count: its rows.
[[nodiscard]] std::string counted(const RowsOf& rows);
/// A share in percent: rows / whole.
[[nodiscard]] std::string shared(const RowsOf& rows, const RowsOf& whole);
/// A mean a month: rows / months.
[[nodiscard]] std::string monthly(const RowsOf& rows, int months);
/// Anything inferred from rows, as text.
[[nodiscard]] std::string estimated(const RowsOf& rows, std::string_view text);
/// Money: the sum of rows of cost, as text.
[[nodiscard]] std::string summed(const views::MoneyFigure& money, std::string_view text);
/// A share of money in percent.
[[nodiscard]] std::string money_share(const views::MoneyFigure& money,
                                      const views::MoneyFigure& whole);
/// An effect with its interval: "+212 [+118, +309]".
[[nodiscard]] std::string estimated(const views::EffectFigure& effect);
/// What was counted: "4,870".
[[nodiscard]] std::string measured(const views::Quantity& quantity);

/// What the plan says, as written: words and numbers that nobody measured.
[[nodiscard]] std::string claimed(std::string_view text);
/// A name from outside, as it may stand in a sentence.
[[nodiscard]] std::string named(std::string_view name);
/// A day, a month, a number of months: no figure, but a place in time.
[[nodiscard]] std::string timed(std::string_view text);

[[nodiscard]] std::string plain_text(std::string_view marked);
/// Escaped, figures as links.
[[nodiscard]] std::string html_text(std::string_view marked);
/// The same for the inside of an SVG text.
[[nodiscard]] std::string svg_text(std::string_view marked);
/// Attributes that make any element a figure: of what is drawn and not written.
[[nodiscard]] std::string figure_attributes(const RowsOf& rows);

}  // namespace throughline::render
