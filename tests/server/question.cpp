#include "server/question.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/sql_text.hpp"

namespace throughline::test_server {
namespace {

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = 0;
    const bool escaped = text[i] == '%' && i + 2 < text.size() &&
                         std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr ==
                             text.data() + i + 3;
    out += escaped ? static_cast<char>(byte) : text[i] == '+' ? ' ' : text[i];
    i += escaped ? 2 : 0;
  }
  return out;
}

Pairs arguments_of(std::string_view target) {
  Pairs arguments;
  const std::size_t mark = target.find('?');
  std::string_view rest = mark == std::string_view::npos ? "" : target.substr(mark + 1);
  while (!rest.empty()) {
    const std::string_view piece = rest.substr(0, rest.find('&'));
    const std::size_t equals = std::min(piece.find('='), piece.size());
    arguments.emplace_back(decoded(piece.substr(0, equals)),
                           decoded(piece.substr(std::min(equals + 1, piece.size()))));
    rest.remove_prefix(std::min(piece.size() + 1, rest.size()));
  }
  return arguments;
}

void take(Question& question, const std::string& name, const std::string& value) {
  constexpr std::array<std::string_view, 4> kOfTheProtocol = {
      "buffer_size", "compress", "query_id", "session_id"};
  if (name == "query") {
    question.sql = value;
  } else if (name == "database") {
    question.database = value;
  } else if (name == "default_format") {
    question.format = value;
  } else if (name == "wait_end_of_query") {
    question.wait_end_of_query = value != "0";
  } else if (name.starts_with("param_")) {
    question.parameters.emplace_back(name.substr(6), value);
  } else if (std::find(kOfTheProtocol.begin(), kOfTheProtocol.end(), name) ==
             kOfTheProtocol.end()) {
    question.settings.emplace_back(name, value);
  }
}

}  // namespace

Question question_of(std::string_view target, std::string body) {
  Question question;
  for (const auto& [name, value] : arguments_of(target)) {
    take(question, name, value);
  }
  std::stable_partition(question.settings.begin(), question.settings.end(), [](const auto& pair) {
    return pair.first != "readonly";
  });
  if (!question.sql.empty() && engine::first_word(question.sql) == "INSERT") {
    question.data = std::move(body);
  } else {
    question.sql += body;
  }
  return question;
}

bool gives_rows(std::string_view sql) {
  const std::string word = engine::first_word(sql);
  return word == "SELECT" || word == "WITH";
}

std::string with_file(const std::string& insert, const std::string& path) {
  const std::size_t format = std::min(insert.rfind(" FORMAT "), insert.size());
  return insert.substr(0, format) + " FROM INFILE " + in_quotes(path, '\'') + insert.substr(format);
}

std::string in_quotes(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  return out + quote;
}

}  // namespace throughline::test_server
