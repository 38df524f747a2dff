#include "render/table.hpp"

#include <gtest/gtest.h>
#include <sstream>

#include "text/utf8.hpp"

namespace throughline::render {
namespace {

const Table kTable{
    {{"Source", false, true}, {"Visits", true}},
    {{"a-very-long-name-of-a-blog.example", "1,234"}, {"手机壳测评.example", "7"}, {"a\tb", "1"}}};

TEST(TableText, FiguresStandRightAndColumnsFitTheirWidth) {
  EXPECT_EQ(table_text(kTable, 0),
            "Source                              Visits\n"
            "a-very-long-name-of-a-blog.example   1,234\n"
            "手机壳测评.example                       7\n"
            "a\xef\xbf\xbd"
            "b                                      1\n");
}

TEST(TableText, NoLineIsWiderThanTheTerminal) {
  for (std::size_t width = 22; width <= 60; ++width) {
    std::istringstream lines(table_text(kTable, width));
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(text::display_width(line), width) << line;
    }
  }
}

TEST(TableCsv, QuotesWhatWouldBreakARow) {
  EXPECT_EQ(table_csv({{{"a"}, {"b"}}, {{"x,\"y\"", "1\n2"}}}),
            "a,b\r\n\"x,\"\"y\"\"\",\"1\n2\"\r\n");
}

TEST(TableJson, IsVersioned) {
  EXPECT_NE(table_json(kTable).find("throughline.table/1"), std::string::npos);
}

}  // namespace
}  // namespace throughline::render
