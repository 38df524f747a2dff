#include "access/session.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace throughline::access {
namespace {

constexpr Seconds kNow = 1'800'000'000;

Key key_of(unsigned char byte) {
  Key key{};
  key.fill(byte);
  return key;
}

TEST(Session, SurvivesItsCookie) {
  const Session session = begin_session("ann@site.example", "0a1b", kNow);
  EXPECT_EQ(verify_session(sign_session(session, key_of(1)), key_of(1), kNow), session);
}

TEST(Session, OfAnotherKeyIsNone) {
  const std::string cookie = sign_session(begin_session("ann", "0a1b", kNow), key_of(1));
  EXPECT_EQ(verify_session(cookie, key_of(2), kNow), std::nullopt);
}

TEST(Session, FromTheFutureIsNone) {
  const std::string cookie = sign_session(begin_session("ann", "0a1b", kNow), key_of(1));
  EXPECT_EQ(verify_session(cookie, key_of(1), kNow - 3600), std::nullopt);
}

TEST(Session, WithAnyByteChangedAddedOrLeftOutIsNone) {
  const std::string cookie = sign_session(begin_session("ann", "0a1b", kNow), key_of(1));
  for (std::size_t at = 0; at < cookie.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = cookie;
      changed[at] = static_cast<char>(byte);
      if (changed != cookie) {
        ASSERT_EQ(verify_session(changed, key_of(1), kNow), std::nullopt) << at << " " << byte;
      }
    }
    std::string shorter = cookie;
    shorter.erase(at, 1);
    EXPECT_EQ(verify_session(shorter, key_of(1), kNow), std::nullopt) << at;
    EXPECT_EQ(verify_session(cookie.substr(0, at), key_of(1), kNow), std::nullopt) << at;
    EXPECT_EQ(verify_session(cookie.substr(0, at) + "A" + cookie.substr(at), key_of(1), kNow),
              std::nullopt)
        << at;
  }
}

RC_GTEST_PROP(Session, NothingButACookieIsASession, (const std::string& text)) {
  RC_ASSERT(!verify_session(text, key_of(1), kNow).has_value());
  RC_ASSERT(!verify_session(
                 "1." + text + "." + keyed_hash(key_of(2), "session", "1." + text), key_of(1), kNow)
                 .has_value());
}

// Even if the key were used to sign something else, that is no session.
TEST(Session, IsNoCsrfTokenAndTheOtherWayRound) {
  const Session session = begin_session("ann", "0a1b", kNow);
  EXPECT_NE(csrf_of_session(session, key_of(1)), keyed_hash(key_of(1), "session", session.id));
  EXPECT_NE(csrf_of_session(session, key_of(1)),
            csrf_of_session(begin_session("ann", "0a1b", kNow), key_of(1)));
}

}  // namespace
}  // namespace throughline::access
