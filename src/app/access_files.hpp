#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "access/folder.hpp"
#include "app/context.hpp"

namespace throughline::app {

/// Where a workspace keeps who may do what.
[[nodiscard]] inline std::filesystem::path access_folder(const workflow::Workspace& workspace) {
  return workspace.hidden() / access::kFolder;
}

/// Takes the one operand that a command needs behind [WORKSPACE]. Errors: InvalidArgument that says
/// how to write it.
[[nodiscard]] inline Result<std::string> only_operand(const std::vector<std::string>& operands,
                                                      std::string_view what,
                                                      std::string_view usage) {
  if (operands.size() != 1) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("exactly one {} is needed, not {}", what, operands.size()),
                fmt::format("Write: throughline {}", usage));
  }
  return operands.front();
}

}  // namespace throughline::app
