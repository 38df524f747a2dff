#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "access/token.hpp"
#include "access/user.hpp"
#include "base/error.hpp"

namespace throughline::access {

/// The users and tokens of a folder; empty where there are none yet. Errors: CorruptData,
/// Unavailable.
[[nodiscard]] Result<Users> read_users(const std::filesystem::path& folder);
[[nodiscard]] Result<Tokens> read_tokens(const std::filesystem::path& folder);

/// Changes the users of a folder while nobody else does; a server that runs on it takes notice with
/// its next request. Nothing is written if `change` fails. `what` goes into the audit log, as done
/// in a terminal. Errors: those of `change`; CorruptData, DiskFull, Unavailable.
Result<void> change_users(const std::filesystem::path& folder,
                          std::string_view what,
                          Seconds now,
                          const std::function<Result<void>(Users&)>& change);
/// The same for tokens.
Result<void> change_tokens(const std::filesystem::path& folder,
                           std::string_view what,
                           Seconds now,
                           const std::function<Result<void>(Tokens&)>& change);

}  // namespace throughline::access
