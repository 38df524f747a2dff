#include "intake/records.hpp"

#include <algorithm>
#include <utility>

namespace throughline::intake {
namespace {

template <class T>
void append_to(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

void append_to(Texts& to, const Texts& from) {
  const std::uint64_t shift = to.bytes.size();
  to.bytes.append(from.bytes);
  for (std::size_t i = 1; i < from.offsets.size(); ++i) {
    to.offsets.push_back(from.offsets[i] + shift);
  }
}

}  // namespace

void Records::append(Records&& other, std::uint64_t lines_before) {
  for (std::uint64_t& at : other.line) {
    at += lines_before;
  }
  if (columns.empty()) {
    *this = std::move(other);
    return;
  }
  for (std::size_t i = 0; i < other.columns.size(); ++i) {
    std::visit(
        [&](const auto& from) {
          append_to(std::get<std::decay_t<decltype(from)>>(columns[i].values), from);
        },
        other.columns[i].values);
  }
  append_to(line, other.line);
  append_to(offset, other.offset);
  newest = std::max(newest, other.newest);
}

}  // namespace throughline::intake
