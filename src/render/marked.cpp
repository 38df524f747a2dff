#include "render/marked.hpp"

#include <fmt/format.h>

#include "render/html.hpp"
#include "render/numbers.hpp"
#include "text/utf8.hpp"

namespace throughline::render {
namespace {

// A mark: kBegin, what it is, its attributes, kText, what is shown, kEnd.
constexpr char kBegin = '\x01';
constexpr char kText = '\x02';
constexpr char kEnd = '\x03';

enum class Kind : char { Figure = 'f', Name = 'n', Time = 't', Claim = 'c' };

std::string mark(Kind kind, std::string_view attributes, std::string_view text) {
  return fmt::format(
      "{}{}{}{}{}{}", kBegin, static_cast<char>(kind), attributes, kText, text, kEnd);
}

std::string mark(const RowsOf& rows, std::string_view how, std::string_view text) {
  return mark(Kind::Figure, figure_attributes(rows) + std::string(how), text);
}

// Calls `plain` with what lies between marks and `marks` with kind, attributes and text of each.
template <class Plain, class Marks>
void walk(std::string_view marked, const Plain& plain, const Marks& marks) {
  while (!marked.empty()) {
    const std::size_t begin = marked.find(kBegin);
    plain(marked.substr(0, begin));
    if (begin == std::string_view::npos) {
      return;
    }
    const std::size_t text = marked.find(kText, begin);
    const std::size_t end = marked.find(kEnd, text);
    marks(static_cast<Kind>(marked[begin + 1]),
          marked.substr(begin + 2, text - begin - 2),
          marked.substr(text + 1, end - text - 1));
    marked.remove_prefix(end + 1);
  }
}

// How a language of elements opens and closes what is marked.
struct Element {
  std::string_view open, close;
};

struct Elements {
  Element figure, name, time, claim;

  [[nodiscard]] const Element& of(Kind kind) const {
    switch (kind) {
      case Kind::Figure:
        return figure;
      case Kind::Name:
        return name;
      case Kind::Time:
        return time;
      case Kind::Claim:
        break;
    }
    return claim;
  }
};

constexpr Elements kHtml = {{R"(<span class="drill" tabindex="-1")", "</span>"},
                            {R"(<bdi class="name")", "</bdi>"},
                            {"<time", "</time>"},
                            {R"(<bdi class="claim")", "</bdi>"}};
constexpr Elements kSvg = {{R"(<tspan class="figure")", "</tspan>"},
                           {R"(<tspan class="name")", "</tspan>"},
                           {R"(<tspan class="time")", "</tspan>"},
                           {R"(<tspan class="claim")", "</tspan>"}};

std::string with_elements(std::string_view marked, const Elements& elements) {
  std::string out;
  walk(
      marked,
      [&](std::string_view text) { out += escape_html(text); },
      [&](Kind kind, std::string_view attributes, std::string_view text) {
        const Element& element = elements.of(kind);
        out += fmt::format("{}{}>{}{}", element.open, attributes, escape_html(text), element.close);
      });
  return out;
}

// As a shell takes it: 'it'\''s'.
std::string shell_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    quoted += c == '\'' ? "'\\''" : std::string(1, c);
  }
  return quoted + "'";
}

}  // namespace

std::string counted(const RowsOf& rows) { return mark(rows, "", count(rows.count)); }

std::string shared(const RowsOf& rows, const RowsOf& whole) {
  const double share =
      whole.count == 0 ? 0.0 : static_cast<double>(rows.count) / static_cast<double>(whole.count);
  return mark(
      rows,
      fmt::format(R"( data-of="{}" data-whole="{}")", escape_html(text_of(whole.id)), whole.count),
      percent(share));
}

std::string monthly(const RowsOf& rows, int months) {
  return mark(rows,
              fmt::format(R"( data-months="{}")", months),
              amount(static_cast<double>(rows.count) / (months > 0 ? months : 1)));
}

std::string estimated(const RowsOf& rows, std::string_view text) {
  return mark(rows, " data-estimate=\"\"", text);
}

std::string summed(const views::MoneyFigure& money, std::string_view text) {
  return mark({money.figure, money.rows}, fmt::format(R"( data-minor="{}")", money.minor), text);
}

std::string money_share(const views::MoneyFigure& money, const views::MoneyFigure& whole) {
  const double share =
      whole.minor == 0 ? 0.0 : static_cast<double>(money.minor) / static_cast<double>(whole.minor);
  return mark({money.figure, money.rows},
              fmt::format(R"( data-minor="{}" data-whole-minor="{}")", money.minor, whole.minor),
              percent(share));
}

std::string estimated(const views::EffectFigure& found) {
  return estimated(RowsOf{found.figure, found.rows}, effect(found.interval));
}

std::string measured(const views::Quantity& quantity) {
  return estimated(RowsOf{quantity.figure, quantity.rows}, plain_number(quantity.value));
}

std::string claimed(std::string_view text) { return mark(Kind::Claim, "", text::printable(text)); }

std::string named(std::string_view name) { return mark(Kind::Name, "", text::printable(name)); }

std::string timed(std::string_view text) { return mark(Kind::Time, "", text); }

std::string plain_text(std::string_view marked) {
  std::string out;
  walk(
      marked,
      [&](std::string_view text) { out += text; },
      [&](Kind, std::string_view, std::string_view text) { out += text; });
  return out;
}

std::string html_text(std::string_view marked) { return with_elements(marked, kHtml); }

std::string svg_text(std::string_view marked) { return with_elements(marked, kSvg); }

std::string figure_attributes(const RowsOf& rows) {
  const std::string id = text_of(rows.id);
  return fmt::format(R"( data-figure="{}" data-rows="{}" title="{} · throughline show {}")",
                     escape_html(id),
                     rows.count,
                     count(rows.count),
                     escape_html(shell_quoted(id)));
}

}  // namespace throughline::render
