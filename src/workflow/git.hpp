#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace throughline::workflow {

/// Runs git in a folder, as a child process without a shell, and returns what it wrote.
/// Errors: Unavailable if git is not installed; NotFound with git's own words if it fails.
[[nodiscard]] Result<std::string> run_git(const std::filesystem::path& folder,
                                          const std::vector<std::string>& arguments);

/// The top folder of the repository that a folder lies in. Errors: NotFound if it lies in none.
[[nodiscard]] Result<std::filesystem::path> repository_of(const std::filesystem::path& folder);

}  // namespace throughline::workflow
