#include "access/changes.hpp"

#include <optional>
#include <string>

#include "access/audit_log.hpp"
#include "access/folder.hpp"
#include "access/private_file.hpp"

namespace throughline::access {
namespace {

namespace fs = std::filesystem;

Result<void> note(const fs::path& folder, std::string_view what, Seconds now) {
  return AuditLog(folder).append(
      {.at = now, .who = "terminal", .what = std::string(what), .outcome = "done", .from = {}});
}

}  // namespace

Result<Users> read_users(const fs::path& folder) {
  TL_TRY(const auto text, read_private(folder / kUsersFile));
  return text ? parse_users(*text) : Users{};
}

Result<Tokens> read_tokens(const fs::path& folder) {
  TL_TRY(const auto text, read_private(folder / kTokensFile));
  return text ? parse_tokens(*text) : Tokens{};
}

Result<void> change_users(const fs::path& folder,
                          std::string_view what,
                          Seconds now,
                          const std::function<Result<void>(Users&)>& change) {
  {
    TL_TRY(const FolderLock lock, FolderLock::take(folder));
    TL_TRY(Users users, read_users(folder));
    TL_CHECK(change(users));
    TL_CHECK(replace_private(folder / kUsersFile, print_users(users)));
  }
  return note(folder, what, now);  // which may take the lock itself
}

Result<void> change_tokens(const fs::path& folder,
                           std::string_view what,
                           Seconds now,
                           const std::function<Result<void>(Tokens&)>& change) {
  {
    TL_TRY(const FolderLock lock, FolderLock::take(folder));
    TL_TRY(Tokens tokens, read_tokens(folder));
    TL_CHECK(change(tokens));
    TL_CHECK(replace_private(folder / kTokensFile, print_tokens(tokens)));
  }
  return note(folder, what, now);
}

}  // namespace throughline::access
