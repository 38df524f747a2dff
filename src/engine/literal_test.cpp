#include "engine/literal.hpp"

#include <gtest/gtest.h>
#include <string>

namespace throughline::engine {
namespace {

using namespace std::string_literals;

std::string bound(std::string_view sql, const Parameters& parameters) {
  const auto out = bind_literals(sql, parameters);
  return out ? *out : "error: " + out.error().message;
}

std::string as(std::string_view type, const std::string& value) {
  return bound(fmt::format("{{x:{}}}", type), {{"x", value}});
}

ErrorCode error_of(std::string_view sql, const Parameters& parameters) {
  const auto out = bind_literals(sql, parameters);
  return out ? ErrorCode::Internal : out.error().code;
}

TEST(Literal, EachTypeIsWrittenSoThatItComesBackTyped) {
  EXPECT_EQ(as("UInt8", "255"), "toUInt8(255)");
  EXPECT_EQ(as("UInt64", "18446744073709551615"), "toUInt64(18446744073709551615)");
  EXPECT_EQ(as("Int64", "-9223372036854775808"), "toInt64(-9223372036854775808)");
  EXPECT_EQ(as("Float64", "-1e300"), "toFloat64(-1e+300)");
  EXPECT_EQ(as("String", "it's"), "'it\\'s'");
  EXPECT_EQ(as("Date", "2026-06-30"), "toDate('2026-06-30')");
  EXPECT_EQ(as("DateTime", "2026-06-30 12:00:59"), "toDateTime('2026-06-30 12:00:59')");
  EXPECT_EQ(as("DateTime('UTC')", "2026-06-30 12:00:59"),
            "toDateTime('2026-06-30 12:00:59', 'UTC')");
  EXPECT_EQ(as("Array(UInt32)", "[1, 2]"), "CAST([1, 2] AS Array(UInt32))");
  EXPECT_EQ(as("Array(Int64)", "[-1,5000000000]"),
            "CAST([toInt64(-1), toInt64(5000000000)] AS Array(Int64))");
  EXPECT_EQ(as("Array(UInt32)", "[]"), "CAST([] AS Array(UInt32))");
  EXPECT_EQ(as("Array(String)", R"(['a','\'],[\\'])"),
            R"(CAST(['a', '\'],[\\'] AS Array(String)))");
  EXPECT_EQ(as("Array(Date)", "['2026-06-30']"), "CAST([toDate('2026-06-30')] AS Array(Date))");
}

TEST(Literal, EveryByteThatCouldEndATextIsEscaped) {
  EXPECT_EQ(as("String", "a\\'; DROP TABLE hits; --\n\r\t\0"s),
            "'a\\\\\\'; DROP TABLE hits; --\\n\\r\\t\\0'");
}

TEST(Literal, BracesInsideQuotesAndCommentsStay) {
  const std::string sql =
      "SELECT '{x:String}', 'a\\'{x:String}', \"{x:String}\", `{x:String}` -- {x:String}\n"
      "/* {x:String} ' */ FROM t";
  EXPECT_EQ(bound(sql, {{"x", "1"}}), sql);
  EXPECT_EQ(bound("/**/{x:UInt8}--", {{"x", "1"}}), "/**/toUInt8(1)--");
  EXPECT_EQ(bound("'a''b'{x:UInt8}", {{"x", "1"}}), "'a''b'toUInt8(1)");
}

TEST(Literal, AValueIsNotReadAgainForPlaceholders) {
  EXPECT_EQ(bound("{a:String}{b:String}", {{"a", "{b:String}"}, {"b", "1"}}), "'{b:String}''1'");
}

TEST(Literal, ALimitIsAPlainNumber) {
  EXPECT_EQ(bound("LIMIT {n:UInt64} OFFSET {n:UInt64}", {{"n", "5"}}), "LIMIT 5 OFFSET 5");
  EXPECT_EQ(bound("LIMIT {n:UInt64}, {n:UInt64}", {{"n", "5"}}), "LIMIT 5, 5");
  EXPECT_EQ(bound("SELECT 1 limit {n:UInt64}", {{"n", "5"}}), "SELECT 1 limit 5");
  EXPECT_EQ(bound("SELECT no_limit {n:UInt64}", {{"n", "5"}}), "SELECT no_limit toUInt64(5)");
}

TEST(Literal, AValueOfAnotherTypeIsRefused) {
  struct Bad {
    std::string_view type;
    std::string value;
  };

  const Bad kBad[] = {
      {"UInt8", "256"},
      {"UInt8", "-1"},
      {"UInt8", ""},
      {"UInt8", "1 "},
      {"UInt8", "1)"},
      {"Int64", "9223372036854775808"},
      {"Int64", "0x10"},
      {"Float64", "nan"},
      {"Float64", "inf"},
      {"Float64", "1e999"},
      {"Float64", "1,5"},
      {"Date", "2026-02-30"},
      {"Date", "2026-1-1"},
      {"DateTime", "2026-06-30"},
      {"DateTime", "2026-06-30 24:00:00"},
      {"DateTime", "2026-06-30 12:00:00'"},
      {"Array(UInt8)", "1,2"},
      {"Array(UInt8)", "[1,2"},
      {"Array(UInt8)", "[1,]"},
      {"Array(UInt8)", "[1]]"},
      {"Array(UInt8)", "[[1]]"},
      {"Array(UInt8)", "[256]"},
      {"Array(String)", "[a]"},
      {"Array(String)", "['a]"},
      {"Array(String)", "['a' 'b']"},
      {"Array(String)", "['\\q']"},
  };
  for (const Bad& bad : kBad) {
    EXPECT_EQ(error_of(fmt::format("{{x:{}}}", bad.type), {{"x", bad.value}}),
              ErrorCode::InvalidArgument)
        << bad.type << " " << bad.value;
  }
}

TEST(Literal, AnUnknownTypeIsRefusedWhateverItsSpelling) {
  for (const std::string_view type : {"Identifier",
                                      "Nullable(String)",
                                      "Array(Array(UInt8))",
                                      "Array()",
                                      "String)",
                                      "DateTime('a'b')",
                                      "DateTime('')"}) {
    EXPECT_EQ(error_of(fmt::format("{{x:{}}}", type), {{"x", "[]"}}), ErrorCode::Unsupported)
        << type;
  }
}

TEST(Literal, WhatIsNotWholeIsRefused) {
  for (const std::string_view sql : {"SELECT 'a",
                                     "SELECT `a",
                                     "SELECT /* a",
                                     "SELECT {x:UInt8",
                                     "SELECT {x}",
                                     "SELECT {:UInt8}",
                                     "SELECT {y:UInt8}",
                                     "SELECT 'a\\"}) {
    EXPECT_EQ(error_of(sql, {{"x", "1"}}), ErrorCode::InvalidArgument) << sql;
  }
}

}  // namespace
}  // namespace throughline::engine
