#include "holder/request.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::holder {
namespace {

const Request kRequest{.version = "1.2.3",
                       .arguments = {"sql", "", "SELECT '中文'\n"},
                       .folder = "/srv/my site",
                       .width = 120,
                       .color = true,
                       .progress = false,
                       .language = "zh"};

TEST(Request, ComesBackAsItWent) {
  const auto back = parse_request(encode_request(kRequest));
  ASSERT_TRUE(back.has_value()) << back.error().text();
  EXPECT_EQ(*back, kRequest);
}

RC_GTEST_PROP(Request, ArgumentsMayHoldAnyBytes, (const std::vector<std::string>& arguments)) {
  Request request = kRequest;
  request.arguments = arguments;
  const auto back = parse_request(encode_request(request));
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == request);
}

TEST(Request, CutOffAnywhereOrWithMoreBehindItIsRefused) {
  const std::string bytes = encode_request(kRequest);
  for (std::size_t n = 0; n < bytes.size(); ++n) {
    EXPECT_FALSE(parse_request(bytes.substr(0, n)).has_value()) << n;
  }
  EXPECT_FALSE(parse_request(bytes + '\0').has_value());
}

TEST(Request, OfAnotherProtocolIsToldApartWhateverFollows) {
  const auto refused = parse_request(std::string("\x07\0\0\0anything", 12));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
  EXPECT_EQ(refused.error().message, "it speaks protocol 1, and was asked in protocol 7");
}

}  // namespace
}  // namespace throughline::holder
