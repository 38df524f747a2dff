#include "document/problems.hpp"

#include <algorithm>
#include <utility>

namespace throughline::document {
namespace {

bool before(const Place& a, const Place& b) {
  return std::pair(a.line, a.column) < std::pair(b.line, b.column);
}

}  // namespace

void Problems::add(Position at, std::string message, std::string hint, ErrorCode code) {
  found_.push_back({code, std::move(message), std::move(hint), {file_, at.line, at.column}});
}

std::vector<Error> Problems::sorted() && {
  std::ranges::stable_sort(found_, before, &Error::place);
  return std::move(found_);
}

}  // namespace throughline::document
