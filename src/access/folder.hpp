#pragma once

namespace throughline::access {

// The files of `.throughline/access`, which only their owner may read.
inline constexpr const char* kFolder = "access";
inline constexpr const char* kUsersFile = "users.json";
inline constexpr const char* kTokensFile = "tokens.json";
inline constexpr const char* kTokenUseFile = "token_use.json";
inline constexpr const char* kEndedFile = "ended.json";
inline constexpr const char* kKeyFile = "key";

}  // namespace throughline::access
