#include "collector/page_script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace throughline::collector {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(PageScript, IsSmall) {
  EXPECT_GT(page_script().size(), 1'000U);
  EXPECT_LT(page_script().size(), 2'048U);
}

TEST(PageScript, KeepsNothingInTheBrowser) {
  for (const char* store : {"cookie", "localStorage", "sessionStorage", "indexedDB", "caches"}) {
    EXPECT_THAT(std::string(page_script()), Not(HasSubstr(store)));
  }
}

TEST(PageScript, IsServedToPagesOfOtherSites) {
  const http::Response response = page_script_response();
  EXPECT_EQ(response.text(), page_script());
  EXPECT_EQ(response.headers.at(0).value, "text/javascript; charset=utf-8");
}

}  // namespace
}  // namespace throughline::collector
