#include "render/wrap.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "text/utf8.hpp"

namespace throughline::render {
namespace {

constexpr std::array<std::string_view, 10> kClosing = {
    "，", "。", "；", "：", "、", "）", "”", "！", "？", "」"};
constexpr std::array<std::string_view, 3> kOpening = {"（", "“", "「"};

std::size_t length_of_character(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

bool is_wide(std::string_view character) { return text::display_width(character) == 2; }

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& all, std::string_view character) {
  return std::find(all.begin(), all.end(), character) != all.end();
}

// A piece that is not broken, and whether a space stood before it.
struct Piece {
  std::string_view text;
  bool space = false;
};

// Where a line may break although there is no space.
bool may_break(std::string_view before, std::string_view after) {
  return (is_wide(before) || is_wide(after)) && !is_one_of(kClosing, after) &&
         !is_one_of(kOpening, before);
}

void add_pieces(std::string_view word, std::vector<Piece>& pieces) {
  bool space = true;
  std::size_t start = 0;
  std::string_view before;
  for (std::size_t at = 0; at < word.size();) {
    const std::string_view character =
        word.substr(at, length_of_character(static_cast<unsigned char>(word[at])));
    if (at > start && may_break(before, character)) {
      pieces.push_back({word.substr(start, at - start), space});
      space = false;
      start = at;
    }
    before = character;
    at += character.size();
  }
  pieces.push_back({word.substr(start), space});
}

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    add_pieces(text.substr(0, end), pieces);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pieces;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string out;
  std::size_t used = 0;
  for (const Piece& piece : pieces_of(text)) {
    const std::size_t columns = text::display_width(piece.text);
    const std::size_t gap = piece.space && used > 0 ? 1 : 0;
    if (used > 0 && used + gap + columns > width) {
      out += "\n" + std::string(indent, ' ');
      used = 0;
    } else {
      out.append(gap, ' ');
      used += gap;
    }
    out += piece.text;
    used += columns;
  }
  return out;
}

}  // namespace throughline::render
