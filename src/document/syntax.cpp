#include "document/syntax.hpp"

#include <algorithm>
#include <array>
#include <yaml-cpp/exceptions.h>

namespace throughline::document {
namespace {

struct Row {
  std::string_view library;
  std::string_view message;
  std::string_view hint;
};

constexpr std::string_view kIndent = "Check the indentation of this line and of the one above";
constexpr std::string_view kQuote =
    "Put text that holds \": \" or begins with a sign such as @ or % in quotes";

// The library's messages are no constant expressions.
const std::array kRows = {
    Row{YAML::ErrorMsg::END_OF_MAP, "this line does not belong to the keys above", kIndent},
    Row{YAML::ErrorMsg::END_OF_SEQ, "this line does not belong to the list above", kIndent},
    Row{YAML::ErrorMsg::END_OF_MAP_FLOW, "a { is not closed, or a comma is missing", "Add the }"},
    Row{YAML::ErrorMsg::END_OF_SEQ_FLOW, "a [ is not closed, or a comma is missing", "Add the ]"},
    Row{YAML::ErrorMsg::FLOW_END, "a closing bracket has no opening one", "Remove it"},
    Row{YAML::ErrorMsg::EOF_IN_SCALAR,
        "a quote is not closed before the end of the file",
        "Add it"},
    Row{YAML::ErrorMsg::DOC_IN_SCALAR, "a quote is not closed before --- or ...", "Add it"},
    Row{YAML::ErrorMsg::BLOCK_ENTRY, "a list entry cannot stand here", kIndent},
    Row{YAML::ErrorMsg::MAP_KEY, "a key cannot stand here", kIndent},
    Row{YAML::ErrorMsg::MAP_VALUE, "a second \": \" cannot stand here", kQuote},
    Row{YAML::ErrorMsg::UNKNOWN_TOKEN, "plain text cannot begin with this character", kQuote},
    Row{YAML::ErrorMsg::UNKNOWN_ANCHOR, "an alias cannot be used here", "Repeat the value"},
    Row{YAML::ErrorMsg::ALIAS_NOT_FOUND, "plain text cannot begin with *", "Put it in quotes"},
    Row{YAML::ErrorMsg::ANCHOR_NOT_FOUND, "plain text cannot begin with &", "Put it in quotes"},
    Row{YAML::ErrorMsg::CHAR_IN_ALIAS, "plain text cannot begin with *", "Put it in quotes"},
    Row{YAML::ErrorMsg::CHAR_IN_ANCHOR, "plain text cannot begin with &", "Put it in quotes"},
};

}  // namespace

Advice advice_for(std::string_view library_message) {
  const auto row = std::ranges::find(kRows, library_message, &Row::library);
  if (row == kRows.end()) {
    return {std::string(library_message), {}};
  }
  return {std::string(row->message), std::string(row->hint)};
}

}  // namespace throughline::document
