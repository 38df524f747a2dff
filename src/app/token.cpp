#include "access/token.hpp"

#include <fmt/format.h>

#include "access/changes.hpp"
#include "access/token_use.hpp"
#include "app/access_files.hpp"
#include "app/commands.hpp"

namespace throughline::app {
namespace {

constexpr Seconds kDay = 86'400;
constexpr int kUsualDays = 365;
constexpr int kMostDays = 3650;

struct TokenOptions {
  std::vector<std::string> operands;
  std::string scope = "read";
  int days = kUsualDays;
  Formed formed;
};

std::string day_of(Seconds at) { return format_date(civil_from_days(at / kDay)); }

Outcome add(TokenOptions options, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(options.operands, console));
  TL_TRY(const std::string name,
         only_operand(options.operands, "name", "token add NAME --scope read --days 90"));
  TL_TRY(const access::Scopes scopes, access::parse_scopes(options.scope));
  const Seconds now = now_utc();
  TL_TRY(const access::NewToken made,
         access::make_token(name, scopes, now, now + options.days * kDay));
  TL_CHECK(access::change_tokens(
      access_folder(workspace),
      fmt::format("token.add {} {} {}", made.token.id, name, access::text_of(scopes)),
      now,
      [&](access::Tokens& tokens) {
        tokens.all.push_back(made.token);
        return Result<void>();
      }));
  console.out << made.text << "\n" << std::flush;
  console.err << fmt::format(
      "This is the only time the token is shown. It may {} until {}.\n"
      "Send it as: Authorization: Bearer {}...\n",
      access::text_of(scopes),
      day_of(*made.token.expires),
      made.text.substr(0, made.text.rfind('_')));
  return {};
}

Outcome list(TokenOptions options, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(options.operands, console));
  const auto folder = access_folder(workspace);
  TL_TRY(const access::Tokens tokens, access::read_tokens(folder));
  const access::TokenUse::Days used = access::TokenUse::read(folder / access::kTokenUseFile);
  if (tokens.all.empty() && options.formed.form() == Form::Text) {
    console.err << "There are no tokens. Make one with: throughline token add NAME --scope read\n";
    return {};
  }
  render::Table table{.columns = {{.head = "id"},
                                  {.head = "name"},
                                  {.head = "scope"},
                                  {.head = "since"},
                                  {.head = "until"},
                                  {.head = "last used"},
                                  {.head = "state"}}};
  for (const access::Token& token : tokens.all) {
    const auto last = used.find(token.id);
    table.rows.push_back({token.id,
                          token.name,
                          access::text_of(token.scopes),
                          day_of(token.created),
                          token.expires ? day_of(*token.expires) : "",
                          last == used.end() ? "" : last->second,
                          token.expired(now_utc()) ? "expired" : "valid"});
  }
  write_table(console, table, options.formed.form());
  return {};
}

Outcome revoke(TokenOptions options, Console& console) {
  TL_TRY(const workflow::Workspace workspace, take_workspace(options.operands, console));
  TL_TRY(const std::string id, only_operand(options.operands, "id", "token revoke ID"));
  TL_CHECK(access::change_tokens(
      access_folder(workspace),
      fmt::format("token.revoke {}", id),
      now_utc(),
      [&](access::Tokens& tokens) { return access::revoke_token(tokens, id); }));
  console.err << fmt::format("{} is worth nothing any more.\n", id);
  return {};
}

using TokenWork = Outcome (*)(TokenOptions, Console&);

CLI::App* add_verb(CLI::App& token,
                   Chosen& chosen,
                   const std::string& verb,
                   const std::string& what,
                   const std::shared_ptr<TokenOptions>& options,
                   TokenWork work) {
  auto* const command = token.add_subcommand(verb, what);
  command->add_option("operands", options->operands, "[WORKSPACE] and what the command takes")
      ->type_name("");
  command->callback(
      [=, &chosen] { chosen.alone = [=](Console& console) { return work(*options, console); }; });
  return command;
}

}  // namespace

void add_token(CLI::App& app, Chosen& chosen) {
  auto* const token = app.add_subcommand("token", "What programs sign in with");
  token->require_subcommand(1);
  const auto options = std::make_shared<TokenOptions>();
  auto* const made = add_verb(*token, chosen, "add", "Make a token and show it once", options, add);
  made->add_option("--scope", options->scope, "read, write, admin, collect; several with commas")
      ->capture_default_str();
  made->add_option("--days", options->days, "For how long it is valid")
      ->check(CLI::Range(1, kMostDays))
      ->capture_default_str();
  add_form(*add_verb(*token, chosen, "list", "List them", options, list), options->formed);
  add_verb(*token, chosen, "revoke", "End one, by its id", options, revoke);
}

}  // namespace throughline::app
