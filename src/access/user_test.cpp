#include "access/user.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "access/password.hpp"

namespace throughline::access {
namespace {

using testing::HasSubstr;

User user(std::string name, Role role) {
  return {.name = std::move(name), .password = "$argon2id$x", .role = role, .version = "1"};
}

Users three() {
  Users users;
  EXPECT_TRUE(add_user(users, user("mia", Role::Admin)));
  EXPECT_TRUE(add_user(users, user("ann", Role::Viewer)));
  EXPECT_TRUE(add_user(users, user("zoe", Role::Editor)));
  return users;
}

TEST(Users, SurviveTheirFile) {
  Users users = three();
  ASSERT_TRUE(set_sign_in(users, "zoe", SignIn::Disabled, "2"));
  EXPECT_EQ(*parse_users(print_users(users)), users);
  EXPECT_EQ(*parse_users(print_users({})), Users{});
}

TEST(Users, TheFirstOneMustBeAnAdmin) {
  Users users;
  EXPECT_THAT(add_user(users, user("ann", Role::Viewer)).error().text(),
              HasSubstr("the first user must be an admin: ann"));
}

TEST(Users, NoNameIsThereTwice) {
  Users users = three();
  EXPECT_EQ(add_user(users, user("ann", Role::Admin)).error().code, ErrorCode::Conflict);
}

TEST(Users, TheLastAdminStaysWhileOthersCouldSignIn) {
  Users users = three();
  const Users before = users;
  EXPECT_EQ(remove_user(users, "mia").error().code, ErrorCode::Conflict);
  EXPECT_EQ(set_role(users, "mia", Role::Viewer, "2").error().code, ErrorCode::Conflict);
  EXPECT_EQ(set_sign_in(users, "mia", SignIn::Disabled, "2").error().code, ErrorCode::Conflict);
  EXPECT_EQ(users, before);
  ASSERT_TRUE(set_role(users, "ann", Role::Admin, "2"));
  EXPECT_TRUE(remove_user(users, "mia"));
}

TEST(Users, WhoIsNotThereIsNamed) {
  Users users = three();
  EXPECT_THAT(remove_user(users, "bob").error().text(), HasSubstr("there is no user: bob"));
}

TEST(Users, AnyDamageToTheirFileIsSeen) {
  const std::string whole = print_users(three());
  for (std::size_t n = 0; n + 1 < whole.size(); ++n) {
    EXPECT_FALSE(parse_users(whole.substr(0, n))) << n;
  }
  for (const auto& [from, to] : {std::pair{"\"admin\"", "\"root\""},
                                 {"\"admin\"", "3"},
                                 {"\"disabled\":false", "\"disabled\":0"},
                                 {"$argon2id$", "$plain$"},
                                 {"\"ann\"", "\"zzz\""},
                                 {"\"ann\"", "\"mia\""},
                                 {"\"ann\"", "\"An\""},
                                 {"users/1", "users/2"}}) {
    std::string changed = whole;
    changed.replace(changed.find(from), std::string_view(from).size(), to);
    EXPECT_FALSE(parse_users(changed)) << from << " " << to;
  }
}

TEST(Names, AreShortAndPlain) {
  for (const char* good : {"a", "ann", "ann.lee", "ann@site.example", "0-1_2"}) {
    EXPECT_TRUE(check_name(good)) << good;
  }
  for (const std::string& bad : std::vector<std::string>{
           "", "Ann", "an n", ".a", "a\n", "\u00e4", "a/b", std::string(65, 'a')}) {
    EXPECT_FALSE(check_name(bad)) << bad;
  }
}

TEST(Passwords, AreLongAndNotTheName) {
  EXPECT_TRUE(check_password("three plain words", "ann"));
  EXPECT_TRUE(check_password("пароль длинный", "ann"));
  EXPECT_FALSE(check_password("", "ann"));
  EXPECT_FALSE(check_password("short one", "ann"));
  EXPECT_FALSE(check_password("пароль", "ann"));  // 12 bytes, 6 letters
  EXPECT_FALSE(check_password("aaaaaaaaaaaaaaa", "ann"));
  EXPECT_FALSE(check_password("Ann.Longname", "ann.longname"));
  EXPECT_FALSE(check_password(std::string(257, 'a') + "b", "ann"));
}

TEST(Passwords, AreHashedWithASaltOfTheirOwn) {
  const auto one = hash_password("three plain words", PasswordCost::least());
  const auto two = hash_password("three plain words", PasswordCost::least());
  ASSERT_TRUE(one && two);
  EXPECT_NE(*one, *two);
  EXPECT_TRUE(is_password_hash(*one));
  EXPECT_TRUE(is_password("three plain words", *one));
  EXPECT_FALSE(is_password("three plain word", *one));
  EXPECT_FALSE(is_password("", *one));
  EXPECT_FALSE(is_password("three plain words", ""));
}

TEST(Roles, GiveMoreFromOneToTheNext) {
  EXPECT_EQ(text_of(scopes_of(Role::Viewer)), "read");
  EXPECT_EQ(text_of(scopes_of(Role::Editor)), "read,write");
  EXPECT_EQ(text_of(scopes_of(Role::Admin)), "read,write,admin,collect");
  for (const Role role : {Role::Viewer, Role::Editor, Role::Admin}) {
    EXPECT_EQ(*role_named(name_of(role)), role);
    EXPECT_EQ(role_of(scopes_of(role)), role);
  }
  EXPECT_FALSE(role_named("root"));
  EXPECT_FALSE(parse_scopes(""));
  EXPECT_FALSE(parse_scopes("read;write"));
  EXPECT_EQ(*parse_scopes("write,collect"), (Scopes{Scope::Collect, Scope::Write}));
}

}  // namespace
}  // namespace throughline::access
