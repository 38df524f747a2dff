#pragma once

#include <string>
#include <vector>

#include "app/console.hpp"
#include "holder/conversation.hpp"
#include "holder/request.hpp"

namespace throughline::app {

/// Of this program; another one is not answered.
inline constexpr const char* kVersion = TL_VERSION;

/// A command as another process can do it for this console.
[[nodiscard]] holder::Request request_of(const std::vector<std::string>& arguments,
                                         const Console& console);

/// Does a command that another process asked for, on the store that this one holds.
/// \returns its exit code
[[nodiscard]] int answer(const holder::Request& request,
                         holder::Conversation& conversation,
                         Held& held);

}  // namespace throughline::app
