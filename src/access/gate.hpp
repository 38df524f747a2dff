#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

#include "access/attempts.hpp"
#include "access/audit_log.hpp"
#include "access/credentials.hpp"
#include "access/ended_sessions.hpp"
#include "access/password.hpp"
#include "access/role.hpp"
#include "access/secret.hpp"
#include "access/session.hpp"
#include "access/token.hpp"
#include "access/token_use.hpp"
#include "access/user.hpp"
#include "access/watched_file.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "http/message.hpp"

namespace throughline::access {

/// How somebody showed who they are.
enum class Means : std::uint8_t {
  Loopback,  ///< there are no users, and the request comes from this machine
  Session,   ///< signed in with a password
  Token,     ///< Authorization: Bearer tl_...
};

/// Who sends a request.
struct Caller {
  std::string name;  ///< of the user or the token; "" for Loopback
  Scopes scopes;
  Means means = Means::Loopback;
  std::string csrf;     ///< what X-CSRF-Token must say with every method that changes; "" for Token
  std::string renewal;  ///< Set-Cookie that prolongs the session; "" = not due

  [[nodiscard]] bool may(Scope scope) const { return scopes.has(scope); }

  /// Nothing for a token that only collects.
  [[nodiscard]] std::optional<Role> role() const { return role_of(scopes); }
};

/// A caller, or the answer that says why not (401, 403, 503).
using Admission = tl::expected<Caller, http::Response>;

struct GateOptions {
  std::filesystem::path folder;  ///< .throughline/access
  PasswordCost cost = PasswordCost::interactive();
  AttemptLimits per_name{.burst = 5, .seconds_each = 60};
  AttemptLimits per_address{.burst = 20, .seconds_each = 10};
};

/// Decides who may do what, from the files in `.throughline/access`. Those may change while it is
/// open: users and tokens are read again when their file is another one. Safe from several threads.
///
/// Without any user, everybody on this machine is an admin, and nobody else gets in. A file that
/// cannot be read lets nobody in. Why it is built as it is:
/// docs/decisions/0010-sign-in.md.
class Gate {
 public:
  /// Makes the folder and the key where they are missing. Errors: CorruptData, Unavailable,
  /// DiskFull.
  [[nodiscard]] static Result<std::unique_ptr<Gate>> open(GateOptions options);

  /// May a server listen on this address? Errors: InvalidArgument if it can be reached from
  /// elsewhere and there is no user.
  [[nodiscard]] Result<void> may_listen(std::string_view host);

  /// Is there any user? Without one the server says that it is open to this machine.
  [[nodiscard]] Result<bool> has_users();

  /// Who sends this request, if they may do what it needs. Every method but GET, HEAD and OPTIONS
  /// must come from our own pages, and those of a session must carry its CSRF token. Does not
  /// block for long: it may be called where requests are read.
  [[nodiscard]] Admission admit(const http::Request& request, Scope need, Seconds now);

  /// Answers POST /api/v1/session {name, password}: 200 {"user":{name, role},"csrf"} with a cookie,
  /// else 400, 401, 403, 429. Takes about 0.1 s of a core and 64 MiB, one after the other: call it
  /// on a thread that may wait.
  [[nodiscard]] http::Response sign_in(const http::Request& request, Seconds now);

  /// Answers DELETE /api/v1/session: ends the session, also for copies of its cookie.
  [[nodiscard]] http::Response sign_out(const http::Request& request, Seconds now);

  /// Writes what a caller did into the audit log: `what` as "plan.save", `outcome` as "done" or
  /// why not. A log that cannot be written stops nothing.
  void record(const Caller& caller,
              const http::Request& request,
              std::string_view what,
              std::string_view outcome,
              Seconds now);

 private:
  Gate(GateOptions options, Key key, std::map<std::string, Seconds, std::less<>> ended);

  [[nodiscard]] Admission who(const http::Request& request, Seconds now);
  [[nodiscard]] Admission by_token(std::string_view text, Seconds now);
  [[nodiscard]] Admission by_loopback(const http::Request& request);
  [[nodiscard]] Admission by_session(const Users& users, const http::Request& request, Seconds now);
  /// The session of the request's cookie, with its user, if it still holds.
  [[nodiscard]] std::optional<std::pair<Session, const User*>> session_of(
      const Users& users, const http::Request& request, Seconds now);
  [[nodiscard]] Seconds take_attempt(std::string_view name, std::string_view address, Seconds now);
  [[nodiscard]] http::Response sign_in_as(const Users& users,
                                          const Credentials& credentials,
                                          const http::Request& request,
                                          Seconds now);
  [[nodiscard]] bool password_fits(const User* user, std::string_view password);
  void write_audit(std::string_view who,
                   const http::Request& request,
                   std::string_view what,
                   std::string_view outcome,
                   Seconds now);

  const GateOptions options_;
  const Key key_;
  WatchedFile<Users> users_;
  WatchedFile<Tokens> tokens_;
  EndedSessions ended_;
  TokenUse token_use_;
  AuditLog audit_;
  Attempts names_;
  Attempts addresses_;
  std::mutex hashing_;    ///< one hash at a time: each takes much memory
  std::string stand_in_;  ///< a hash for names that are nobody's, guarded by hashing_
};

}  // namespace throughline::access
