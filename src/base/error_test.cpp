#include "base/error.hpp"

#include <gtest/gtest.h>

namespace throughline {
namespace {

Result<int> half(int value) {
  if (value % 2 != 0) {
    return fail(
        ErrorCode::InvalidArgument, fmt::format("value must be even: {}", value), "Add one");
  }
  return value / 2;
}

Result<int> quarter(int value) {
  TL_TRY(const int first, half(value));
  TL_TRY(const int second, half(first));
  return second;
}

TEST(Error, TryPassesValuesOnAndStopsAtTheFirstError) {
  EXPECT_EQ(quarter(8).value(), 2);
  EXPECT_EQ(quarter(6).error().message, "value must be even: 3");
}

TEST(Error, TextNamesPlaceMessageAndNextStep) {
  const Error error{
      ErrorCode::CorruptData, "no such key: plam", "Did you mean plan?", {"t.yaml", 3, 7}};
  EXPECT_EQ(error.text(), "t.yaml:3:7: no such key: plam. Did you mean plan?");
}

TEST(Error, ExitCodesTellUnusableInputFromFailure) {
  EXPECT_EQ(exit_code(ErrorCode::InvalidArgument), 2);
  EXPECT_EQ(exit_code(ErrorCode::DiskFull), 3);
  EXPECT_EQ(exit_code(ErrorCode::Cancelled), 130);
}

}  // namespace
}  // namespace throughline
