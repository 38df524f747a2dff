#include "access/gate.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "access/folder.hpp"
#include "access/folder_fixture.hpp"
#include "access/private_file.hpp"

namespace throughline::access {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Seconds kNow = 1'800'000'000;
constexpr Seconds kHour = 3600;
constexpr Seconds kDay = 24 * kHour;
constexpr const char* kPassword = "three plain words";

std::string value_of(const http::Response& response, std::string_view name) {
  for (const http::Header& header : response.headers) {
    if (header.name == name) {
      return header.value;
    }
  }
  return {};
}

// "throughline=VALUE; Path=/..." -> "throughline=VALUE"
std::string cookie_in(const std::string& set_cookie) {
  return set_cookie.substr(0, set_cookie.find(';'));
}

class GateTest : public FolderFixture {
 protected:
  void SetUp() override {
    FolderFixture::SetUp();
    open();
  }

  void open() {
    auto gate = Gate::open({.folder = folder_, .cost = PasswordCost::least()});
    ASSERT_TRUE(gate) << gate.error().text();
    gate_ = *std::move(gate);
  }

  // As `throughline user` does it, beside the open gate.
  void save(const Users& users) {
    users_ = users;
    ASSERT_TRUE(replace_private(folder_ / kUsersFile, print_users(users)));
  }

  void add(const std::string& name, Role role) {
    Users users = users_;
    ASSERT_TRUE(add_user(users,
                         {.name = name,
                          .password = *hash_password(kPassword, PasswordCost::least()),
                          .role = role,
                          .version = random_hex(8),
                          .created = kNow}));
    save(users);
  }

  std::string add_token(Scopes scopes, std::optional<Seconds> expires = {}) {
    const auto made = make_token("ci", scopes, kNow, expires);
    tokens_.all.push_back(made->token);
    EXPECT_TRUE(replace_private(folder_ / kTokensFile, print_tokens(tokens_)));
    return made->text;
  }

  static http::Request request(http::Method method, std::string path = "/api/v1/ledger") {
    http::Request made;
    made.method = method;
    made.target = path;
    made.path = std::move(path);
    made.address = "127.0.0.1";
    made.headers = {{"host", "localhost:8080"}};
    if (method != http::Method::Get) {
      made.headers.push_back({"origin", "http://localhost:8080"});
      made.headers.push_back({"sec-fetch-site", "same-origin"});
    }
    return made;
  }

  http::Response sign_in(const std::string& name, const std::string& password, Seconds now = kNow) {
    http::Request made = request(http::Method::Post, "/api/v1/session");
    made.body = R"({"name":")" + name + R"(","password":")" + password + R"("})";
    return gate_->sign_in(made, now);
  }

  std::string cookie_of(const std::string& name) {
    const http::Response response = sign_in(name, kPassword);
    EXPECT_EQ(response.status, 200U) << response.text();
    return cookie_in(value_of(response, "set-cookie"));
  }

  static http::Request with(http::Request request, const std::string& name, std::string value) {
    std::erase_if(request.headers, [&](const http::Header& header) { return header.name == name; });
    request.headers.push_back({name, std::move(value)});
    return request;
  }

  static http::Request without(http::Request request, const std::string& name) {
    std::erase_if(request.headers, [&](const http::Header& header) { return header.name == name; });
    return request;
  }

  unsigned status(const http::Request& request, Scope need, Seconds now = kNow) {
    const Admission caller = gate_->admit(request, need, now);
    return caller ? 200 : caller.error().status;
  }

  // A POST from a page of ours, by somebody signed in.
  http::Request change(const std::string& cookie) {
    const http::Request made = with(request(http::Method::Post), "cookie", cookie);
    const Admission looked =
        gate_->admit(with(request(http::Method::Get), "cookie", cookie), Scope::Read, kNow);
    return with(made, "x-csrf-token", looked ? looked->csrf : "");
  }

  std::unique_ptr<Gate> gate_;
  Users users_;
  Tokens tokens_;
};

TEST_F(GateTest, WithoutUsersEverybodyOnThisMachineIsAdmin) {
  const Admission caller = gate_->admit(request(http::Method::Get), Scope::Admin, kNow);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->means, Means::Loopback);
  EXPECT_EQ(caller->role(), Role::Admin);
  EXPECT_FALSE(*gate_->has_users());
}

TEST_F(GateTest, WithoutUsersNobodyElseGetsIn) {
  const http::Request own = request(http::Method::Get);
  http::Request far = own;
  far.address = "192.0.2.7";
  EXPECT_EQ(status(far, Scope::Read), 403U);
  EXPECT_EQ(status(with(own, "host", "lured.example:8080"), Scope::Read), 403U);  // DNS rebinding
  EXPECT_EQ(status(with(own, "host", "localhost.lured.example"), Scope::Read), 403U);
  EXPECT_EQ(status(without(own, "host"), Scope::Read), 403U);
  EXPECT_EQ(status(with(own, "x-forwarded-for", "192.0.2.7"), Scope::Read), 403U);
  for (const char* name : {"localhost", "127.0.0.1:9", "[::1]:8080", "::1", "a.localhost:1"}) {
    EXPECT_EQ(status(with(own, "host", name), Scope::Read), 200U) << name;
  }
}

TEST_F(GateTest, WithoutUsersOtherSitesStillCannotChangeAnything) {
  const Admission page = gate_->admit(request(http::Method::Get), Scope::Read, kNow);
  const http::Request own = with(request(http::Method::Post), "x-csrf-token", page->csrf);
  EXPECT_EQ(status(own, Scope::Write), 200U);
  EXPECT_EQ(status(without(own, "x-csrf-token"), Scope::Write), 403U);
  EXPECT_EQ(status(with(own, "origin", "http://lured.example"), Scope::Write), 403U);
  EXPECT_EQ(status(with(own, "origin", "http://localhost:9999"), Scope::Write), 403U);
  EXPECT_EQ(status(with(own, "origin", "null"), Scope::Write), 403U);
  EXPECT_EQ(status(with(own, "sec-fetch-site", "cross-site"), Scope::Write), 403U);
  EXPECT_EQ(status(with(own, "sec-fetch-site", "same-site"), Scope::Write), 403U);
  EXPECT_EQ(status(without(without(own, "origin"), "sec-fetch-site"), Scope::Write), 403U);
}

TEST_F(GateTest, WithoutUsersItListensOnThisMachineOnly) {
  EXPECT_TRUE(gate_->may_listen("127.0.0.1"));
  EXPECT_TRUE(gate_->may_listen("::1"));
  EXPECT_TRUE(gate_->may_listen("localhost"));
  for (const char* host : {"0.0.0.0", "::", "192.0.2.7", "example.org", ""}) {
    EXPECT_FALSE(gate_->may_listen(host)) << host;
  }
  EXPECT_THAT(gate_->may_listen("0.0.0.0").error().text(), HasSubstr("throughline user add"));
  add("ann", Role::Admin);
  EXPECT_TRUE(gate_->may_listen("0.0.0.0"));
}

TEST_F(GateTest, TheFirstUserEndsTheOpenDoorWhileItServes) {
  EXPECT_EQ(status(request(http::Method::Get), Scope::Read), 200U);
  add("ann", Role::Admin);
  EXPECT_EQ(status(request(http::Method::Get), Scope::Read), 401U);
}

TEST_F(GateTest, ADamagedFileOfUsersLetsNobodyIn) {
  add("ann", Role::Admin);
  const std::string cookie = cookie_of("ann");
  const http::Request look = with(request(http::Method::Get), "cookie", cookie);
  for (const char* text : {"", "{}", "[", "{\"schema\": \"throughline.users/1\"}"}) {
    ASSERT_TRUE(replace_private(folder_ / kUsersFile, text));
    EXPECT_EQ(status(look, Scope::Read), 503U) << text;
    EXPECT_EQ(status(request(http::Method::Get), Scope::Read), 503U) << text;
    EXPECT_EQ(sign_in("ann", kPassword).status, 503U);
    EXPECT_FALSE(gate_->may_listen("0.0.0.0"));
    EXPECT_FALSE(Gate::open({.folder = folder_})) << text;
  }
  save(users_);
  EXPECT_EQ(status(look, Scope::Read), 200U);
}

TEST_F(GateTest, TheRightPasswordOpensASession) {
  add("ann", Role::Admin);
  const http::Response response = sign_in("ann", kPassword);
  EXPECT_EQ(response.status, 200U);
  EXPECT_THAT(std::string(response.text()), HasSubstr(R"("role":"admin")"));
  const std::string set = value_of(response, "set-cookie");
  EXPECT_THAT(set, HasSubstr("; HttpOnly; SameSite=Strict"));
  EXPECT_THAT(set, Not(HasSubstr("Secure")));
  const http::Request look = with(request(http::Method::Get), "cookie", cookie_in(set));
  const Admission caller = gate_->admit(look, Scope::Admin, kNow);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->name, "ann");
  EXPECT_THAT(std::string(response.text()), HasSubstr(caller->csrf));
}

TEST_F(GateTest, ByTlsTheCookieNeverLeavesIt) {
  add("ann", Role::Admin);
  http::Request made = with(request(http::Method::Post), "origin", "https://localhost:8080");
  made.body = std::string(R"({"name":"ann","password":")") + kPassword + R"("})";
  made.secure = true;
  const std::string set = value_of(gate_->sign_in(made, kNow), "set-cookie");
  EXPECT_THAT(set, testing::StartsWith("__Host-throughline="));
  EXPECT_THAT(set, HasSubstr("; Secure"));
  made.headers[1].value = "http://localhost:8080";
  EXPECT_EQ(gate_->sign_in(with(made, "origin", "http://localhost:8080"), kNow).status, 403U);
}

TEST_F(GateTest, AWrongPasswordAndAnUnknownNameGetTheSameAnswer) {
  add("ann", Role::Admin);
  const http::Response wrong = sign_in("ann", "not the password");
  const http::Response unknown = sign_in("bob", kPassword);
  EXPECT_EQ(wrong.status, 401U);
  EXPECT_EQ(wrong.text(), unknown.text());
  EXPECT_EQ(value_of(wrong, "set-cookie"), "");
  EXPECT_EQ(sign_in("", "").status, 401U);
}

TEST_F(GateTest, BodiesThatAreNoCredentialsAreRefused) {
  add("ann", Role::Admin);
  http::Request made = request(http::Method::Post);
  for (const std::string& body :
       std::vector<std::string>{"",
                                "null",
                                "[]",
                                R"({"name":"ann"})",
                                R"({"name":["ann"],"password":1})",
                                R"({"name":"ann","password":")" + std::string(300, 'a') + "\"}"}) {
    made.body = body;
    EXPECT_EQ(gate_->sign_in(made, kNow).status, 400U) << body;
  }
}

TEST_F(GateTest, SignInIsRefusedFromOtherSites) {
  add("ann", Role::Admin);
  http::Request made = request(http::Method::Post);
  made.body = std::string(R"({"name":"ann","password":")") + kPassword + R"("})";
  EXPECT_EQ(gate_->sign_in(with(made, "origin", "https://lured.example"), kNow).status, 403U);
  EXPECT_EQ(gate_->sign_in(made, kNow).status, 200U);
}

TEST_F(GateTest, FailuresLockANameOutForAWhile) {
  add("ann", Role::Admin);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(sign_in("ann", "not the password").status, 401U);
  }
  const http::Response locked = sign_in("ann", kPassword);
  EXPECT_EQ(locked.status, 429U);
  EXPECT_EQ(value_of(locked, "retry-after"), "60");
  EXPECT_THAT(std::string(locked.text()), HasSubstr("Try again in 60 seconds"));
  EXPECT_EQ(sign_in("ann", kPassword, kNow + 60).status, 200U);
}

TEST_F(GateTest, FailuresLockAnAddressOutWhateverTheName) {
  add("ann", Role::Admin);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(sign_in("guess" + std::to_string(i), "some password").status, 401U);
  }
  EXPECT_EQ(sign_in("ann", kPassword).status, 429U);
}

TEST_F(GateTest, SigningInWithSuccessLocksNobodyOut) {
  add("ann", Role::Admin);
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(sign_in("ann", kPassword).status, 200U);
  }
}

TEST_F(GateTest, ASessionNeedsItsOwnCsrfTokenToChangeSomething) {
  add("ann", Role::Admin);
  const http::Request own = change(cookie_of("ann"));
  const http::Request other = change(cookie_of("ann"));
  EXPECT_EQ(status(own, Scope::Write), 200U);
  EXPECT_EQ(status(without(own, "x-csrf-token"), Scope::Write), 403U);
  EXPECT_EQ(
      status(with(own, "x-csrf-token", std::string(other.header("x-csrf-token"))), Scope::Write),
      403U);
  EXPECT_EQ(status(with(own, "origin", "https://lured.example"), Scope::Write), 403U);
}

TEST_F(GateTest, OtherSitesCannotReadButLinksCanBeFollowed) {
  add("ann", Role::Admin);
  const http::Request look = with(
      with(request(http::Method::Get), "cookie", cookie_of("ann")), "sec-fetch-site", "cross-site");
  EXPECT_EQ(status(look, Scope::Read), 403U);
  EXPECT_EQ(status(with(look, "sec-fetch-mode", "navigate"), Scope::Read), 200U);
}

TEST_F(GateTest, RolesGiveNoMoreThanTheySay) {
  add("ann", Role::Admin);
  add("eve", Role::Viewer);
  add("ed", Role::Editor);
  const http::Request viewer = change(cookie_of("eve"));
  const http::Request editor = change(cookie_of("ed"));
  EXPECT_EQ(status(viewer, Scope::Read), 200U);
  EXPECT_EQ(status(viewer, Scope::Write), 403U);
  EXPECT_EQ(status(viewer, Scope::Admin), 403U);
  EXPECT_EQ(status(editor, Scope::Write), 200U);
  EXPECT_EQ(status(editor, Scope::Admin), 403U);
}

TEST_F(GateTest, AChangeOfPasswordRoleOrSignInEndsTheSession) {
  add("ann", Role::Admin);
  add("bob", Role::Admin);
  for (const auto change_bob :
       {+[](Users& users) {
          return set_password(
              users, "bob", *hash_password("another password", PasswordCost::least()), "v1");
        },
        +[](Users& users) { return set_role(users, "bob", Role::Viewer, "v2"); },
        +[](Users& users) { return set_sign_in(users, "bob", SignIn::Disabled, "v3"); },
        +[](Users& users) { return remove_user(users, "bob"); }}) {
    const Users before = users_;
    const http::Request look = with(request(http::Method::Get), "cookie", cookie_of("bob"));
    EXPECT_EQ(status(look, Scope::Read), 200U);
    Users users = users_;
    ASSERT_TRUE(change_bob(users));
    save(users);
    EXPECT_EQ(status(look, Scope::Read), 401U);
    save(before);
  }
}

TEST_F(GateTest, WhoIsDisabledCannotSignIn) {
  add("ann", Role::Admin);
  add("bob", Role::Viewer);
  Users users = users_;
  ASSERT_TRUE(set_sign_in(users, "bob", SignIn::Disabled, "v1"));
  save(users);
  EXPECT_EQ(sign_in("bob", kPassword).status, 401U);
}

TEST_F(GateTest, ASessionSlidesForTwelveHoursAndEndsAfterSevenDays) {
  add("ann", Role::Admin);
  http::Request look = with(request(http::Method::Get), "cookie", cookie_of("ann"));
  EXPECT_EQ(status(look, Scope::Read, kNow + 12 * kHour - 1), 200U);
  EXPECT_EQ(status(look, Scope::Read, kNow + 12 * kHour), 401U);
  EXPECT_EQ(gate_->admit(look, Scope::Read, kNow + 299)->renewal, "");
  Seconds now = kNow;
  for (; now + 11 * kHour < kNow + 7 * kDay; now += 11 * kHour) {
    const Admission caller = gate_->admit(look, Scope::Read, now + 11 * kHour);
    ASSERT_TRUE(caller);
    look = with(look, "cookie", cookie_in(caller->renewal));
  }
  EXPECT_EQ(status(look, Scope::Read, kNow + 7 * kDay - 1), 200U);
  EXPECT_EQ(status(look, Scope::Read, kNow + 7 * kDay), 401U);
}

TEST_F(GateTest, SignedOutMeansOutForEveryCopyOfTheCookieAlsoAfterARestart) {
  add("ann", Role::Admin);
  const std::string cookie = cookie_of("ann");
  http::Request out = change(cookie);
  out.method = http::Method::Delete;
  EXPECT_EQ(gate_->sign_out(without(out, "x-csrf-token"), kNow).status, 403U);
  const http::Response response = gate_->sign_out(out, kNow);
  EXPECT_EQ(response.status, 200U);
  EXPECT_THAT(value_of(response, "set-cookie"), HasSubstr("Max-Age=0"));
  const http::Request look = with(request(http::Method::Get), "cookie", cookie);
  EXPECT_EQ(status(look, Scope::Read), 401U);
  open();
  EXPECT_EQ(status(look, Scope::Read), 401U);
}

TEST_F(GateTest, ATokenGivesItsScopesAndNeedsNoCsrf) {
  add("ann", Role::Admin);
  const std::string reads = add_token({Scope::Read});
  const std::string writes = add_token({Scope::Write});
  const std::string collects = add_token({Scope::Collect});
  const http::Request post =
      without(without(request(http::Method::Post), "origin"), "sec-fetch-site");
  const auto asked = [&](const std::string& token, Scope need) {
    return status(with(post, "authorization", "Bearer " + token), need);
  };
  EXPECT_EQ(asked(reads, Scope::Read), 200U);
  EXPECT_EQ(asked(reads, Scope::Write), 403U);
  EXPECT_EQ(asked(writes, Scope::Read), 200U);
  EXPECT_EQ(asked(writes, Scope::Write), 200U);
  EXPECT_EQ(asked(writes, Scope::Admin), 403U);
  EXPECT_EQ(asked(writes, Scope::Collect), 403U);
  EXPECT_EQ(asked(collects, Scope::Collect), 200U);
  EXPECT_EQ(asked(collects, Scope::Read), 403U);
}

TEST_F(GateTest, ATokenEndsWhenItExpiresOrIsRevoked) {
  const std::string text = add_token({Scope::Read}, kNow + kDay);
  const http::Request look = with(request(http::Method::Get), "authorization", "Bearer " + text);
  EXPECT_EQ(status(look, Scope::Read, kNow + kDay - 1), 200U);
  EXPECT_EQ(status(look, Scope::Read, kNow + kDay), 401U);
  ASSERT_TRUE(revoke_token(tokens_, tokens_.all.front().id));
  ASSERT_TRUE(replace_private(folder_ / kTokensFile, print_tokens(tokens_)));
  EXPECT_EQ(status(look, Scope::Read), 401U);
}

TEST_F(GateTest, AWrongTokenIsNoWayBackToTheOpenDoor) {
  std::string text = add_token({Scope::Admin});
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string wrong = text;
    wrong[i] = wrong[i] == 'a' ? 'b' : 'a';
    EXPECT_EQ(
        status(with(request(http::Method::Get), "authorization", "Bearer " + wrong), Scope::Read),
        401U)
        << i;
  }
}

TEST_F(GateTest, TheLogSaysWhoDidWhatAndKnowsNoAddress) {
  add("ann", Role::Admin);
  static_cast<void>(sign_in("ann", "not the password"));
  static_cast<void>(sign_in("my secret password", "x"));
  const http::Request own = change(cookie_of("ann"));
  gate_->record(*gate_->admit(own, Scope::Write, kNow), own, "plan.save", "done", kNow);
  const std::string token = add_token({Scope::Write});
  EXPECT_EQ(status(with(own, "authorization", "Bearer " + token), Scope::Write), 200U);
  const auto log = AuditLog(folder_).read();
  ASSERT_TRUE(log);
  std::vector<std::string> lines;
  for (const AuditEntry& entry : log->entries) {
    lines.push_back(entry.who + " " + entry.what + " " + entry.outcome);
    EXPECT_EQ(entry.from.size(), 11U);
  }
  EXPECT_THAT(lines,
              testing::ElementsAre("ann sign-in refused",
                                   "unknown sign-in refused",
                                   "ann sign-in done",
                                   "ann plan.save done",
                                   "token:ci token.use admitted to /api/v1/ledger"));
  EXPECT_THAT(**read_private(folder_ / "audit.jsonl"), Not(HasSubstr("127.0.0.1")));
}

TEST_F(GateTest, EveryFileIsItsOwnersAlone) {
  add("ann", Role::Admin);
  add_token({Scope::Read});
  static_cast<void>(cookie_of("ann"));
  EXPECT_EQ(std::filesystem::status(folder_).permissions(), std::filesystem::perms::owner_all);
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    struct stat found{};
    ASSERT_EQ(stat(entry.path().c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0600U) << entry.path();
  }
}

TEST_F(GateTest, ADamagedKeyIsNotReplaced) {
  std::ofstream(folder_ / kKeyFile) << "short";
  const auto gate = Gate::open({.folder = folder_});
  ASSERT_FALSE(gate);
  EXPECT_EQ(gate.error().code, ErrorCode::CorruptData);
}

}  // namespace
}  // namespace throughline::access
