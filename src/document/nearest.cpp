#include "document/nearest.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace throughline::document {
namespace {

// Longer names come from no list of ours; the bound keeps the cost of a hostile file small.
constexpr std::size_t kLongest = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string folded(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

// Three rows of the table of prefix distances; a swap looks two rows back.
std::size_t distance(std::string_view a, std::string_view b) {
  std::array<std::vector<std::size_t>, 3> rows;
  rows.fill(std::vector<std::size_t>(b.size() + 1));
  std::iota(rows[0].begin(), rows[0].end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t>& row = rows[i % 3];
    const std::vector<std::size_t>& above = rows[(i + 2) % 3];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], rows[(i + 1) % 3][j - 2] + 1);
      }
    }
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

std::string_view nearest(std::string_view name, std::span<const std::string_view> candidates) {
  const std::vector<std::string_view> found = nearest_few(name, candidates, 1);
  return found.empty() ? std::string_view() : found.front();
}

std::vector<std::string_view> nearest_few(std::string_view name,
                                          std::span<const std::string_view> candidates,
                                          std::size_t most) {
  if (name.empty() || name.size() > kLongest) {
    return {};
  }
  const std::string wanted = folded(name);
  const std::size_t limit = std::max<std::size_t>(1, name.size() / 3);
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > name.size() + limit || candidate.size() + limit < name.size()) {
      continue;  // so many letters more or fewer are too many steps
    }
    const std::size_t steps = distance(wanted, folded(candidate));
    // A name of two letters that shares none of them is no near miss.
    if (steps <= limit && steps < wanted.size()) {
      near.emplace_back(steps, candidate);
    }
  }
  std::ranges::stable_sort(near, {}, &std::pair<std::size_t, std::string_view>::first);
  std::vector<std::string_view> out;
  for (const auto& [steps, candidate] : near) {
    if (out.size() < most) {
      out.push_back(candidate);
    }
  }
  return out;
}

}  // namespace throughline::document
