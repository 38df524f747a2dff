// What a user is told who names a server or a cluster wrongly.
#include <gmock/gmock.h>

#include "stores/store_under_test.hpp"

namespace throughline::stores {
namespace {

using testing::HasSubstr;

class Opening : public EveryStore {
 protected:
  [[nodiscard]] static settings::StoreAddress address() {
    return StoreUnderTest::address(GetParam(), "opening");
  }
};

TEST_P(Opening, MakesTheDatabaseOnce) {
  for (int i = 0; i < 2; ++i) {
    const auto opened = StoreUnderTest::open(GetParam(), "opening");
    ASSERT_TRUE(opened.has_value()) << opened.error().text();
    EXPECT_TRUE((*opened)->query("SELECT 1 AS one").has_value());
  }
}

TEST_P(Opening, WithAWrongPasswordSaysWhereItStands) {
  if (GetParam() == Place::Embedded) {
    return;  // it has no users
  }
  const auto opened =
      engine::open_http({.url = address().url, .user = "reader", .password = "wrong"});
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::Unavailable);
  EXPECT_THAT(opened.error().hint, HasSubstr("user and password under store:"));
}

TEST_P(Opening, WithTheRightPasswordSucceeds) {
  if (GetParam() != Place::Cluster) {
    return;  // only these servers have such a user
  }
  const auto opened =
      engine::open_http({.url = address().url, .user = "reader", .password = "right"});
  EXPECT_TRUE(opened.has_value()) << opened.error().text();
}

TEST_P(Opening, AnUnknownClusterNamesThoseThatAre) {
  if (GetParam() == Place::Embedded) {
    return;  // it has no clusters
  }
  const auto opened = engine::open_cluster({.url = address().url, .database = "opening"}, "three");
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::InvalidArgument);
  EXPECT_THAT(opened.error().message, HasSubstr("three"));
  EXPECT_THAT(opened.error().hint, HasSubstr(GetParam() == Place::Cluster ? "two" : "cluster"));
}

TEST_P(Opening, AServerThatIsNotThereIsNamed) {
  const auto opened = engine::open_http({.url = "http://127.0.0.1:1"});
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::Unavailable);
  EXPECT_THAT(opened.error().message, HasSubstr("http://127.0.0.1:1"));
}

TL_FOR_EVERY_STORE(Opening);

}  // namespace
}  // namespace throughline::stores
