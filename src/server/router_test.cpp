#include "server/router.hpp"

#include <gmock/gmock.h>

namespace throughline::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

TEST(Router, MatchesAPathPartByPart) {
  EXPECT_THAT(matched("/api/v1/ledger", "/api/v1/ledger"), Optional(IsEmpty()));
  EXPECT_EQ(matched("/api/v1/ledger", "/api/v1/ledgers"), std::nullopt);
  EXPECT_EQ(matched("/api/v1/ledger", "/api/v1"), std::nullopt);
  EXPECT_EQ(matched("/api/v1/ledger", "/api/v1/ledger/x"), std::nullopt);
}

TEST(Router, TakesOnePartForBraces) {
  EXPECT_THAT(matched("/jobs/{id}", "/jobs/7"), Optional(ElementsAre("7")));
  EXPECT_EQ(matched("/jobs/{id}", "/jobs/7/8"), std::nullopt);
  EXPECT_EQ(matched("/jobs/{id}", "/jobs/"), std::nullopt);
  EXPECT_EQ(matched("/jobs/{id}", "/jobs"), std::nullopt);
}

TEST(Router, TakesAllThatFollowsForBracesWithDots) {
  EXPECT_THAT(matched("/figures/{id...}", "/figures/page:a.example/t/1.engaged"),
              Optional(ElementsAre("page:a.example/t/1.engaged")));
  EXPECT_EQ(matched("/figures/{id...}", "/figures/"), std::nullopt);
}

TEST(Router, WritesWhatAPathAllows) {
  EXPECT_EQ(allowed({http::Method::Get, http::Method::Put}), "GET, HEAD, PUT");
}

}  // namespace
}  // namespace throughline::server
