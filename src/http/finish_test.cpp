#include "http/finish.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/entity_tag.hpp"
#include "http/safe_headers.hpp"

namespace throughline::http {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string header_of(const Response& response, std::string_view name) {
  const auto found = std::ranges::find(response.headers, name, &Header::name);
  return found == response.headers.end() ? "" : found->value;
}

TEST(Finish, TagsWhatWasRead) {
  const auto response = finish(json_response("{}"), {});
  EXPECT_EQ(header_of(response, "etag"), entity_tag("{}"));
  EXPECT_EQ(header_of(response, "cache-control"), "no-cache");
  EXPECT_EQ(header_of(response, "vary"), "");
}

TEST(Finish, LeavesOutWhatTheClientHas) {
  const auto response = finish(json_response("{}"), {.if_none_match = entity_tag("{}")});
  EXPECT_EQ(response.status, 304);
  EXPECT_EQ(response.text(), "");
  EXPECT_EQ(header_of(response, "etag"), entity_tag("{}"));
  EXPECT_EQ(header_of(response, "content-type"), "");
}

TEST(Finish, KeepsATagThatTheHandlerGave) {
  Response response = json_response("{}");
  response.headers.push_back({"etag", "\"revision-7\""});
  EXPECT_EQ(finish(response, {.if_none_match = "\"revision-7\""}).status, 304);
  EXPECT_EQ(finish(response, {.if_none_match = entity_tag("{}")}).status, 200);
}

TEST(Finish, TagsNothingThatWasChangedFailedOrMustNotBeKept) {
  EXPECT_EQ(header_of(finish(json_response("{}"), {.method = Method::Post}), "etag"), "");
  EXPECT_EQ(header_of(finish(json_response("{}", 404), {}), "etag"), "");
  Response secret = json_response("{}");
  secret.headers.push_back({"cache-control", "no-store"});
  EXPECT_EQ(header_of(finish(secret, {}), "etag"), "");
}

TEST(Finish, CompressesWhatIsWorthIt) {
  const std::string text = "[" + std::string(5000, ' ') + "]";
  const auto response = finish(json_response(text), {.coding = Coding::Gzip});
  EXPECT_EQ(header_of(response, "content-encoding"), "gzip");
  EXPECT_EQ(header_of(response, "vary"), "accept-encoding");
  EXPECT_EQ(header_of(response, "etag"), tag_of_coding(entity_tag(text), Coding::Gzip));
  EXPECT_EQ(decode("gzip", response.text(), 10'000).value(), text);
  EXPECT_EQ(finish(json_response(text),
                   {.coding = Coding::Zstd, .if_none_match = header_of(response, "etag")})
                .status,
            304);
}

TEST(Finish, SaysThatTheCodingMattersEvenWhereNoneWasWished) {
  EXPECT_EQ(header_of(finish(json_response(std::string(5000, ' ')), {}), "vary"),
            "accept-encoding");
}

TEST(Finish, LeavesShortBodiesPicturesAndCompressedOnesAlone) {
  const Wishes wishes{.coding = Coding::Gzip};
  EXPECT_EQ(header_of(finish(json_response("{}"), wishes), "content-encoding"), "");
  const std::string long_body(5000, 'x');
  EXPECT_EQ(finish({.headers = {{"content-type", "image/png"}}, .body = long_body}, wishes).text(),
            long_body);
  const Response done{.headers = {{"content-type", "text/css"}, {"content-encoding", "gzip"}},
                      .body = long_body};
  EXPECT_EQ(finish(done, wishes).text(), long_body);
}

TEST(SafeHeaders, AreThereUnlessTheHandlerHasItsOwn) {
  std::string plain;
  append_safe_headers(
      plain, {.headers = {{"cross-origin-resource-policy", "cross-origin"}}}, Transport::Plain);
  EXPECT_THAT(plain, HasSubstr("content-security-policy: default-src 'none'; script-src 'self';"));
  EXPECT_THAT(plain, HasSubstr("x-content-type-options: nosniff\r\n"));
  EXPECT_THAT(plain, Not(HasSubstr("cross-origin-resource-policy")));
  EXPECT_THAT(plain, Not(HasSubstr("strict-transport-security")));
  std::string tls;
  append_safe_headers(tls, {}, Transport::Tls);
  EXPECT_THAT(tls, HasSubstr("strict-transport-security: max-age=31536000\r\n"));
}

}  // namespace
}  // namespace throughline::http
