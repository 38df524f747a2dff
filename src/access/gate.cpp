#include "access/gate.hpp"

#include <nlohmann/json.hpp>

#include "access/folder.hpp"
#include "access/origin.hpp"
#include "access/private_file.hpp"
#include "access/refusals.hpp"

namespace throughline::access {
namespace {

constexpr std::string_view kCsrfHeader = "x-csrf-token";
constexpr std::string_view kBearer = "Bearer ";
constexpr std::size_t kAddressLetters = 11;  // 66 bits

Transport transport_of(const http::Request& request) {
  return request.secure ? Transport::Tls : Transport::Plain;
}

std::string cookie_of(const Session& session, const Key& key, Transport transport, Seconds now) {
  return set_cookie(sign_session(session, key), transport, session.expires() - now);
}

std::string renewal_of(Session session, const Key& key, Transport transport, Seconds now) {
  if (now - session.renewed < kRenewAfter) {
    return {};
  }
  session.renewed = now;
  return cookie_of(session, key, transport, now);
}

std::string name_in_log(const Caller& caller) {
  switch (caller.means) {
    case Means::Loopback:
      return "loopback";
    case Means::Session:
      return caller.name;
    case Means::Token:
      return "token:" + caller.name;
  }
  return {};
}

// What a caller with a browser must show beyond who they are.
std::optional<http::Response> forged(const Caller& caller, const http::Request& request) {
  if (caller.means == Means::Token) {
    return std::nullopt;  // no browser sends it by itself
  }
  if (!may_come_from(request)) {
    return not_from_own_page();
  }
  if (!is_safe(request.method) && !same_secret(request.header(kCsrfHeader), caller.csrf)) {
    return no_csrf_token();
  }
  return std::nullopt;
}

http::Response welcome(const User& user, const Session& session, const Key& key) {
  const nlohmann::json body = {{"user", {{"name", user.name}, {"role", name_of(user.role)}}},
                               {"csrf", csrf_of_session(session, key)}};
  return http::json_response(body.dump());
}

}  // namespace

Gate::Gate(GateOptions options, Key key, std::map<std::string, Seconds, std::less<>> ended)
    : options_(std::move(options)),
      key_(key),
      users_(options_.folder / kUsersFile, parse_users),
      tokens_(options_.folder / kTokensFile, parse_tokens),
      ended_(options_.folder / kEndedFile, std::move(ended)),
      token_use_(options_.folder / kTokenUseFile),
      audit_(options_.folder),
      names_(options_.per_name),
      addresses_(options_.per_address) {}

Result<std::unique_ptr<Gate>> Gate::open(GateOptions options) {
  TL_CHECK(make_private_folder(options.folder));
  TL_TRY(const Key key, key_in(options.folder / kKeyFile));
  TL_TRY(auto ended, EndedSessions::read(options.folder / kEndedFile));
  std::unique_ptr<Gate> gate(new Gate(std::move(options), key, std::move(ended)));
  TL_CHECK(gate->users_.get());
  TL_CHECK(gate->tokens_.get());
  return gate;
}

Result<bool> Gate::has_users() {
  TL_TRY(const auto users, users_.get());
  return !users->all.empty();
}

Result<void> Gate::may_listen(std::string_view host) {
  if (is_loopback_host(host)) {
    return {};
  }
  TL_TRY(const bool some, has_users());
  if (!some) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("without users it may listen on this machine only, not on {}", host),
                "Add one with: throughline user add NAME --role admin");
  }
  return {};
}

Admission Gate::admit(const http::Request& request, Scope need, Seconds now) {
  Admission caller = who(request, now);
  if (!caller) {
    return caller;
  }
  if (auto refusal = forged(*caller, request)) {
    return tl::unexpected(*std::move(refusal));
  }
  if (!caller->may(need)) {
    return tl::unexpected(not_allowed(name_of(need)));
  }
  if (caller->means == Means::Token && !is_safe(request.method) && need != Scope::Collect) {
    record(*caller, request, "token.use", "admitted to " + request.path, now);
  }
  return caller;
}

Admission Gate::who(const http::Request& request, Seconds now) {
  const std::string_view given = request.header("authorization");
  if (given.starts_with(kBearer)) {  // Basic is between a browser and a proxy
    return by_token(given.substr(kBearer.size()), now);
  }
  const auto users = users_.get();
  if (!users) {
    return tl::unexpected(files_unreadable(users.error()));
  }
  return (*users)->all.empty() ? by_loopback(request) : by_session(**users, request, now);
}

Admission Gate::by_token(std::string_view text, Seconds now) {
  const auto tokens = tokens_.get();
  if (!tokens) {
    return tl::unexpected(files_unreadable(tokens.error()));
  }
  const Token* const token = token_of(**tokens, text, now);
  if (token == nullptr) {
    return tl::unexpected(not_a_token());
  }
  token_use_.note(token->id, now);
  return Caller{.name = token->name,
                .scopes = with_included(token->scopes),
                .means = Means::Token,
                .csrf = {},
                .renewal = {}};
}

Admission Gate::by_loopback(const http::Request& request) {
  if (!is_local(request)) {
    return tl::unexpected(not_from_here());
  }
  return Caller{.name = {},
                .scopes = scopes_of(Role::Admin),
                .means = Means::Loopback,
                .csrf = csrf_of_loopback(key_),
                .renewal = {}};
}

Admission Gate::by_session(const Users& users, const http::Request& request, Seconds now) {
  const auto found = session_of(users, request, now);
  if (!found) {
    return tl::unexpected(not_signed_in());
  }
  const auto& [session, user] = *found;
  return Caller{.name = user->name,
                .scopes = scopes_of(user->role),
                .means = Means::Session,
                .csrf = csrf_of_session(session, key_),
                .renewal = renewal_of(session, key_, transport_of(request), now)};
}

std::optional<std::pair<Session, const User*>> Gate::session_of(const Users& users,
                                                                const http::Request& request,
                                                                Seconds now) {
  const auto cookie = request.cookie(cookie_name(transport_of(request)));
  auto session = cookie ? verify_session(*cookie, key_, now) : std::nullopt;
  const User* const user = session ? users.find(session->name) : nullptr;
  if (user == nullptr || user->disabled || !same_secret(user->version, session->version) ||
      ended_.has(session->id)) {
    return std::nullopt;
  }
  return std::pair(*std::move(session), user);
}

http::Response Gate::sign_in(const http::Request& request, Seconds now) {
  const auto users = users_.get();
  if (!users) {
    return files_unreadable(users.error());
  }
  if ((*users)->all.empty()) {
    return no_users_yet();
  }
  if (!may_come_from(request)) {
    return not_from_own_page();
  }
  const auto credentials = parse_credentials(request.body);
  if (!credentials) {
    return no_credentials();
  }
  if (const Seconds wait = take_attempt(credentials->name, request.address, now); wait > 0) {
    return too_many_attempts(wait);
  }
  return sign_in_as(**users, *credentials, request, now);
}

http::Response Gate::sign_in_as(const Users& users,
                                const Credentials& credentials,
                                const http::Request& request,
                                Seconds now) {
  const User* const user = users.find(credentials.name);
  if (!password_fits(user, credentials.password) || user->disabled) {
    // A name that nobody has may be a password in the wrong field.
    write_audit(user == nullptr ? "unknown" : user->name, request, "sign-in", "refused", now);
    return wrong_credentials();
  }
  names_.give_back(credentials.name);
  addresses_.give_back(network_of(request.address));
  const Session session = begin_session(user->name, user->version, now);
  http::Response response = welcome(*user, session, key_);
  response.headers.push_back({"set-cookie", cookie_of(session, key_, transport_of(request), now)});
  write_audit(user->name, request, "sign-in", "done", now);
  return response;
}

// An attempt is taken from both before the password is looked at, so that many at once do not get
// more of them.
Seconds Gate::take_attempt(std::string_view name, std::string_view address, Seconds now) {
  const std::string network = network_of(address);
  if (const Seconds wait = addresses_.take(network, now); wait > 0) {
    return wait;
  }
  const Seconds wait = names_.take(name, now);
  if (wait > 0) {
    addresses_.give_back(network);
  }
  return wait;
}

bool Gate::password_fits(const User* user, std::string_view password) {
  const std::scoped_lock lock(hashing_);
  if (stand_in_.empty()) {
    stand_in_ = hash_password(random_text(sizeof(Key)), options_.cost).value_or("");
  }
  const bool fits = is_password(password, user == nullptr ? stand_in_ : user->password);
  return fits && user != nullptr;
}

http::Response Gate::sign_out(const http::Request& request, Seconds now) {
  const auto users = users_.get();
  if (!users) {
    return files_unreadable(users.error());
  }
  const auto found = session_of(**users, request, now);
  if (found) {
    const Caller caller{.name = found->second->name,
                        .scopes = {},
                        .means = Means::Session,
                        .csrf = csrf_of_session(found->first, key_),
                        .renewal = {}};
    if (auto refusal = forged(caller, request)) {
      return *std::move(refusal);
    }
    const auto ended = ended_.add(found->first.id, found->first.issued + kLongestSession, now);
    write_audit(caller.name, request, "sign-out", ended ? "done" : ended.error().message, now);
  }
  http::Response response = http::json_response("{}");
  response.headers.push_back({"set-cookie", clear_cookie(transport_of(request))});
  return response;
}

void Gate::record(const Caller& caller,
                  const http::Request& request,
                  std::string_view what,
                  std::string_view outcome,
                  Seconds now) {
  write_audit(name_in_log(caller), request, what, outcome, now);
}

void Gate::write_audit(std::string_view who,
                       const http::Request& request,
                       std::string_view what,
                       std::string_view outcome,
                       Seconds now) {
  static_cast<void>(audit_.append(
      {.at = now,
       .who = std::string(who),
       .what = std::string(what),
       .outcome = std::string(outcome),
       .from = keyed_hash(key_, "address", request.address).substr(0, kAddressLetters)}));
}

}  // namespace throughline::access
