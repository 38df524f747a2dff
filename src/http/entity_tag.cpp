#include "http/entity_tag.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"

namespace throughline::http {

namespace {

// What is between the quotes, without the ending that tag_of_coding() gives.
std::string_view core_of(std::string_view tag) {
  const auto from = tag.find('"');
  const auto to = tag.rfind('"');
  if (from == to) {
    return {};
  }
  auto core = tag.substr(from + 1, to - from - 1);
  for (const std::string_view ending : {"-gzip", "-zstd"}) {
    if (core.ends_with(ending)) {
      core.remove_suffix(ending.size());
    }
  }
  return core;
}

// Cuts the next tag off, with its quotes.
std::string_view take_tag(std::string_view& list) {
  const auto from = list.find('"');
  const auto to = from == std::string_view::npos ? from : list.find('"', from + 1);
  if (to == std::string_view::npos) {
    list = {};
    return {};
  }
  const auto tag = list.substr(from, to - from + 1);
  list.remove_prefix(to + 1);
  return tag;
}

}  // namespace

std::string entity_tag(std::string_view body) {
  return fmt::format(
      "\"{:016x}{:016x}{:x}\"", hash_bytes(body, 1), hash_bytes(body, 2), body.size());
}

std::string tag_of_coding(std::string_view tag, Coding coding) {
  if (coding == Coding::Identity || tag.size() < 2 || tag.back() != '"') {
    return std::string(tag);
  }
  return fmt::format("{}-{}\"", tag.substr(0, tag.size() - 1), name_of(coding));
}

bool matches(std::string_view if_none_match, std::string_view tag) {
  if (if_none_match == "*") {
    return true;
  }
  const auto core = core_of(tag);
  while (!if_none_match.empty()) {
    const auto other = take_tag(if_none_match);
    if (!other.empty() && core_of(other) == core) {
      return true;
    }
  }
  return false;
}

}  // namespace throughline::http
