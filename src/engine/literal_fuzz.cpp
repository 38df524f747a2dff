// Whatever a value holds, the query keeps its form: bound with any bytes it has the same tokens as
// bound with harmless ones, and the one text among them reads back as the value. The reader of
// tokens here shares no code with the writer.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "engine/literal.hpp"

namespace {

using throughline::engine::bind_literals;

// The bytes that a quoted text of ClickHouse stands for, and how many bytes it takes.
struct Text {
  std::string value;
  std::size_t size = 0;
};

std::optional<Text> read_text(std::string_view sql) {
  Text text;
  for (std::size_t i = 1; i < sql.size(); ++i) {
    if (sql[i] == '\'') {
      text.size = i + 1;
      return text;
    }
    if (sql[i] != '\\') {
      text.value += sql[i];
      continue;
    }
    if (++i == sql.size()) {
      return std::nullopt;
    }
    switch (sql[i]) {
      case 'n':
        text.value += '\n';
        break;
      case 'r':
        text.value += '\r';
        break;
      case 't':
        text.value += '\t';
        break;
      case '0':
        text.value += '\0';
        break;
      default:
        text.value += sql[i];
    }
  }
  return std::nullopt;
}

void check(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void text_stays_a_text(const std::string& value) {
  const auto sql = bind_literals("SELECT {x:String} -- it's {x:String}", {{"x", value}});
  check(sql.has_value());
  const auto text = read_text(std::string_view(*sql).substr(7));
  check(text && text->value == value);
  check(sql->substr(7 + text->size) == " -- it's {x:String}");
}

// A number, date or array of them is made of these bytes alone.
void plain_stays_plain(std::string_view type, const std::string& value) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789()[]', .:+-";
  const auto sql = bind_literals(fmt::format("{{x:{}}}", type), {{"x", value}});
  if (sql) {
    check(sql->find_first_not_of(kPlain) == std::string::npos);
    check(sql->find("--") == std::string::npos);
  }
}

void texts_of_an_array_stay_texts(const std::string& value) {
  const auto sql = bind_literals("{x:Array(String)}", {{"x", value}});
  if (!sql) {
    return;
  }
  std::string_view rest(*sql);
  check(rest.starts_with("CAST(["));
  rest.remove_prefix(6);
  while (rest.starts_with("'")) {
    const auto text = read_text(rest);
    check(text.has_value());
    rest.remove_prefix(text->size);
    if (rest.starts_with(", '")) {
      rest.remove_prefix(2);
    }
  }
  check(rest == "] AS Array(String))");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string value(reinterpret_cast<const char*>(data), size);
  text_stays_a_text(value);
  texts_of_an_array_stay_texts(value);
  for (const std::string_view type : {"UInt8",
                                      "Int64",
                                      "Float64",
                                      "Date",
                                      "DateTime",
                                      "Array(UInt64)",
                                      "Array(Float32)",
                                      "Array(Date)"}) {
    plain_stays_plain(type, value);
  }
  // The same bytes as a query: any answer will do, but there must be one.
  static_cast<void>(bind_literals(value, {{"x", value}}));
  return 0;
}
