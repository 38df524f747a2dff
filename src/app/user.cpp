#include "access/user.hpp"

#include <fmt/format.h>
#include <functional>

#include "access/changes.hpp"
#include "access/password.hpp"
#include "access/secret.hpp"
#include "app/access_files.hpp"
#include "app/commands.hpp"
#include "app/password_input.hpp"

namespace throughline::app {
namespace {

constexpr std::size_t kVersionBytes = 8;
constexpr Seconds kDay = 86'400;

struct UserOptions {
  std::vector<std::string> operands;
  std::string role;
  Formed formed;
};

std::string new_version() { return access::random_hex(kVersionBytes); }

Result<std::string> new_password(const std::string& name, Console& console) {
  TL_TRY(const std::string password, read_new_password(name, console));
  TL_CHECK(access::check_password(password, name));
  return access::hash_password(password, access::PasswordCost::interactive());
}

// The first one must be able to do everything.
Result<access::Role> role_for(const UserOptions& options, const access::Users& users) {
  if (options.role.empty()) {
    return users.all.empty() ? access::Role::Admin : access::Role::Viewer;
  }
  return access::role_named(options.role);
}

Outcome add(UserOptions options, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(options.operands, console));
  TL_TRY(const std::string name,
         only_operand(options.operands, "name", "user add NAME --role viewer"));
  const auto folder = access_folder(workspace);
  TL_TRY(access::Users before, access::read_users(folder));
  TL_TRY(const access::Role role, role_for(options, before));
  access::User user{.name = name, .role = role, .version = new_version(), .created = now_utc()};
  TL_CHECK(access::add_user(before, user));  // refused before anybody types a password
  TL_TRY(user.password, new_password(name, console));
  TL_CHECK(
      access::change_users(folder,
                           fmt::format("user.add {} {}", name, access::name_of(role)),
                           now_utc(),
                           [&](access::Users& users) { return access::add_user(users, user); }));
  console.err << fmt::format("{} can sign in now, as {}.\n", name, access::name_of(role));
  if (before.all.size() == 1) {
    console.err << "From now on everybody must sign in, on this machine too.\n";
  }
  return {};
}

Outcome list(UserOptions options, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(options.operands, console));
  TL_TRY(const access::Users users, access::read_users(access_folder(workspace)));
  render::Table table{
      .columns = {{.head = "name"}, {.head = "role"}, {.head = "since"}, {.head = "sign-in"}}};
  for (const access::User& user : users.all) {
    table.rows.push_back({user.name,
                          std::string(access::name_of(user.role)),
                          format_date(civil_from_days(user.created / kDay)),
                          user.disabled ? "disabled" : "allowed"});
  }
  if (users.all.empty() && options.formed.form() == Form::Text) {
    console.err
        << "There are no users: whoever is on this machine may do everything, and nobody else "
           "gets in.\nAdd one with: throughline user add NAME --role admin\n";
    return {};
  }
  write_table(console, table, options.formed.form());
  return {};
}

// A change of one user, by name.
using Change = std::function<Result<void>(access::Users&, const std::string& name)>;

Outcome change(UserOptions options,
               std::string_view verb,
               const Change& make,
               const std::string& said,
               Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(options.operands, console));
  TL_TRY(const std::string name,
         only_operand(options.operands, "name", fmt::format("user {} NAME", verb)));
  TL_CHECK(access::change_users(access_folder(workspace),
                                fmt::format("user.{} {}", verb, name),
                                now_utc(),
                                [&](access::Users& users) { return make(users, name); }));
  console.err << fmt::format("{} {}\n", name, said);
  return {};
}

Outcome remove(const UserOptions& options, Console& console) {
  return change(
      options,
      "remove",
      [](access::Users& users, const std::string& name) {
        return access::remove_user(users, name);
      },
      "is gone, and signed out everywhere.",
      console);
}

Outcome set_sign_in(const UserOptions& options, access::SignIn sign_in, Console& console) {
  const bool disable = sign_in == access::SignIn::Disabled;
  return change(
      options,
      disable ? "disable" : "enable",
      [&](access::Users& users, const std::string& name) {
        return access::set_sign_in(users, name, sign_in, new_version());
      },
      disable ? "cannot sign in any more, and is signed out everywhere." : "can sign in again.",
      console);
}

Outcome set_password(UserOptions options, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(options.operands, console));
  TL_TRY(const std::string name, only_operand(options.operands, "name", "user password NAME"));
  const auto folder = access_folder(workspace);
  TL_TRY(access::Users before, access::read_users(folder));
  TL_CHECK(access::set_password(before, name, {}, {}));  // is there such a user?
  TL_TRY(const std::string hash, new_password(name, console));
  TL_CHECK(access::change_users(
      folder, fmt::format("user.password {}", name), now_utc(), [&](access::Users& users) {
        return access::set_password(users, name, hash, new_version());
      }));
  console.err << fmt::format("{} has a new password, and is signed out everywhere.\n", name);
  return {};
}

Outcome set_role(UserOptions options, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(options.operands, console));
  if (options.operands.size() != 2) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("a name and a role are needed, not {} words", options.operands.size()),
                "Write: throughline user role NAME viewer");
  }
  const std::string& name = options.operands[0];
  TL_TRY(const access::Role role, access::role_named(options.operands[1]));
  TL_CHECK(access::change_users(
      access_folder(workspace),
      fmt::format("user.role {} {}", name, access::name_of(role)),
      now_utc(),
      [&](access::Users& users) { return access::set_role(users, name, role, new_version()); }));
  console.err << fmt::format(
      "{} is {} now, and must sign in again.\n", name, access::name_of(role));
  return {};
}

using UserWork = std::function<Outcome(const UserOptions&, Console&)>;

void add_verb(CLI::App& user,
              Chosen& chosen,
              const std::string& verb,
              const std::string& what,
              const std::string& operands,
              const UserWork& work) {
  auto* const command = user.add_subcommand(verb, what);
  auto options = std::make_shared<UserOptions>();
  command->add_option("operands", options->operands, operands)->type_name("");
  if (verb == "add") {
    command->add_option(
        "--role", options->role, "viewer, editor or admin; viewer, but admin for the first one");
  }
  if (verb == "list") {
    add_form(*command, options->formed);
  }
  command->callback(
      [=, &chosen] { chosen.alone = [=](Console& console) { return work(*options, console); }; });
}

}  // namespace

void add_user(CLI::App& app, Chosen& chosen) {
  auto* const user = app.add_subcommand("user", "Who may sign in to the server, and as what");
  user->require_subcommand(1);
  const std::string one = "[WORKSPACE] NAME";
  add_verb(*user, chosen, "add", "Add somebody; asks for the password", one, add);
  add_verb(*user, chosen, "list", "List them", "[WORKSPACE]", list);
  add_verb(*user, chosen, "role", "Make somebody viewer, editor or admin", one + " ROLE", set_role);
  add_verb(*user, chosen, "password", "Set a new password; ends all sessions", one, set_password);
  add_verb(*user, chosen, "remove", "Remove somebody", one, remove);
  add_verb(*user,
           chosen,
           "disable",
           "Refuse somebody for now",
           one,
           [](const UserOptions& options, Console& console) {
             return set_sign_in(options, access::SignIn::Disabled, console);
           });
  add_verb(*user,
           chosen,
           "enable",
           "Let somebody sign in again",
           one,
           [](const UserOptions& options, Console& console) {
             return set_sign_in(options, access::SignIn::Allowed, console);
           });
}

}  // namespace throughline::app
