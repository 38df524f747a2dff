#include <algorithm>

#include "render/html.hpp"
#include "render/html_out.hpp"
#include "render/ledger_parts.hpp"
#include "render/ledger_sentences.hpp"
#include "render/ledger_words.hpp"
#include "render/marked.hpp"
#include "render/money.hpp"
#include "render/report_parts.hpp"
#include "render/words.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

using views::Ledger;
using views::WaterfallStep;

constexpr double kLeft = 96.0;
constexpr double kBars = 206.0;
constexpr double kRow = 25.0;
constexpr double kBar = 13.0;

// A sentence in place of the picture.
std::string waterfall_words(const Ledger& ledger, Language l) {
  std::string text;
  for (const WaterfallStep& step : ledger.waterfall) {
    text += text.empty() ? "" : say(l, ", ", "，");
    text += name_of(step.step, l) + " " + money(step.money.minor, ledger.currency);
  }
  return text;
}

double width_of(std::int64_t minor, std::int64_t spent) {
  return spent == 0
             ? 0.0
             : kBars *
                   std::clamp(static_cast<double>(minor) / static_cast<double>(spent), 0.0, 1.0);
}

void add_step(std::string& out, const WaterfallStep& step, const Ledger& ledger, Language l) {
  const std::int64_t spent = ledger.waterfall.front().money.minor;
  const double top = kRow * static_cast<double>(step.step);
  const double width = width_of(step.money.minor, spent);
  add(out,
      R"x(<text class="lab" x="{:.0f}" y="{:.1f}" text-anchor="end">{}</text><rect class="w{}" x="{:.0f}" y="{:.1f}" width="{:.1f}" height="{:.0f}"/>)x",
      kLeft - 6,
      top + 10,
      name_of(step.step, l),
      static_cast<int>(step.step),
      kLeft,
      top,
      std::max(width, 0.6),
      kBar);
  const double lost = width_of(step.lost.minor, spent);
  if (lost > 0.0) {
    add(out,
        R"x(<rect class="lost" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.0f}"/>)x",
        kLeft + width,
        top + 0.5,
        lost,
        kBar - 1);
  }
  add(out,
      R"x(<text class="lab" x="340" y="{:.1f}" text-anchor="end">{}</text>)x",
      top + 10,
      svg_text(summed(step.money, scale_for(spent, ledger.currency).text(step.money.minor))));
  const std::string why = lost_at(step, ledger, l);
  if (!why.empty()) {
    add(out,
        R"x(<text class="lab2" x="{:.0f}" y="{:.1f}">{}</text>)x",
        kLeft,
        top + kBar + 8.5,
        svg_text(why));
  }
}

// ---- Ansoff

constexpr double kCellWidth = 166.0;
constexpr double kCellHeight = 86.0;
constexpr double kAxis = 20.0;

std::string cut(const std::string& name, std::size_t columns) {
  return named(text::truncate(text::printable(name), columns));
}

void add_cell_strategies(
    std::string& out, const views::AnsoffCell& cell, double x, double y, Language l) {
  constexpr std::size_t kShown = 2;
  constexpr std::size_t kColumns = 30;
  for (std::size_t i = 0; i < std::min(kShown, cell.strategies.size()); ++i) {
    const views::AnsoffItem& item = cell.strategies[i];
    add(out,
        R"x(<text class="lab2" x="{:.0f}" y="{:.1f}">{}</text>)x",
        x,
        y,
        svg_text(named(item.id) + " " + cut(item.name, kColumns)));
    y += 10.5;
    if (item.declared && *item.declared != cell.move) {
      add(out,
          R"x(<text class="warn" x="{:.0f}" y="{:.1f}">{}</text>)x",
          x,
          y,
          phrase(l, "the plan says: {}", "计划自称：{}", name_of(*item.declared, l)));
      y += 10.5;
    }
  }
  if (cell.strategies.size() > kShown) {
    add(out,
        R"x(<text class="lab2" x="{:.0f}" y="{:.1f}">{}</text>)x",
        x,
        y,
        svg_text(phrase(l,
                        "{} more",
                        "另有 {} 个",
                        estimated(RowsOf{cell.money.figure, cell.money.rows},
                                  count(cell.strategies.size() - kShown)))));
  }
}

// The cell of a move; an empty one where no strategy makes it.
views::AnsoffCell cell_of(const Ledger& ledger, plan::Ansoff move) {
  for (const views::AnsoffCell& cell : ledger.ansoff) {
    if (cell.move == move) {
      return cell;
    }
  }
  return {.move = move};
}

void add_cell(std::string& out, const views::AnsoffCell& cell, const Ledger& ledger, Language l) {
  const bool new_market =
      cell.move == plan::Ansoff::MarketDevelopment || cell.move == plan::Ansoff::Diversification;
  const bool new_product =
      cell.move == plan::Ansoff::ProductDevelopment || cell.move == plan::Ansoff::Diversification;
  const double x = kAxis + (new_product ? kCellWidth + 4 : 0);
  const double y = new_market ? kCellHeight + 4 : 0;
  add(out,
      R"x(<rect class="cell{}" x="{:.0f}" y="{:.0f}" width="{:.0f}" height="{:.0f}"/><text class="lab" x="{:.0f}" y="{:.1f}">{}</text><text x="{:.0f}" y="{:.1f}">{}</text>)x",
      cell.money.minor == 0 ? " empty" : "",
      x,
      y,
      kCellWidth,
      kCellHeight,
      x + 8,
      y + 14,
      name_of(cell.move, l),
      x + 8,
      y + 27,
      svg_text((cell.strategies.empty()
                    ? std::string(say(l, "nothing", "无"))
                    : summed(cell.money, money(cell.money.minor, ledger.currency))) +
               (cell.added ? ", " + estimated(*cell.added) +
                                 fmt::format(" {}", schema::letter_of(cell.added->grade))
                           : std::string())));
  add_cell_strategies(out, cell, x + 8, y + 43, l);
}

}  // namespace

void add_waterfall(std::string& out, const Ledger& ledger, Language l) {
  out += R"x(<div class="fig">)x";
  const MoneyScale scale = scale_for(ledger.waterfall.front().money.minor, ledger.currency);
  add_caption(out, say(l, "Where the money stops", "钱停在哪里"), scale.unit(l));
  add(out,
      R"x(<svg class="plot fall" viewBox="0 0 344 124" width="100%" role="img" aria-label="{}" font-size="8.8">)x",
      escape_html(waterfall_words(ledger, l)));
  for (const WaterfallStep& step : ledger.waterfall) {
    add_step(out, step, ledger, l);
  }
  out += "</svg></div>";
}

std::string ansoff_plot(const Ledger& ledger, Language l) {
  std::string words;
  for (const views::AnsoffCell& cell : ledger.ansoff) {
    words += words.empty() ? "" : say(l, ", ", "，");
    words += name_of(cell.move, l) + " " + money(cell.money.minor, ledger.currency);
  }
  std::string out;
  add(out,
      R"x(<svg class="plot ansoff" viewBox="0 0 358 196" width="100%" role="img" aria-label="{}" font-size="8.8">)x",
      escape_html(words));
  for (int move = 0; move < 4; ++move) {
    add_cell(out, cell_of(ledger, static_cast<plan::Ansoff>(move)), ledger, l);
  }
  for (const auto& [x, text] :
       {std::pair(kAxis, say(l, "existing product", "现有产品")),
        std::pair(kAxis + kCellWidth + 4, say(l, "new product", "新产品"))}) {
    add(out, R"x(<text class="tick" x="{:.0f}" y="190">{}</text>)x", x + 8, text);
  }
  for (const auto& [y, text] : {std::pair(0.0, say(l, "existing market", "现有市场")),
                                std::pair(kCellHeight + 4, say(l, "new market", "新市场"))}) {
    add(out,
        R"x(<text class="tick" transform="translate(12 {:.0f}) rotate(-90)" text-anchor="middle">{}</text>)x",
        y + kCellHeight / 2,
        text);
  }
  return out + "</svg>";
}

}  // namespace throughline::render
