#include "workflow/git.hpp"

#include <fmt/format.h>
#include <utility>

#include "workflow/child_process.hpp"

namespace throughline::workflow {
namespace {

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

Result<std::string> run_git(const std::filesystem::path& folder,
                            const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {"git", "-C", folder.empty() ? "." : folder.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  TL_TRY(Finished finished, run_child(std::move(words)));
  if (!finished.succeeded()) {
    return fail(ErrorCode::NotFound, fmt::format("git says: {}", first_line(finished.err)));
  }
  return std::move(finished.out);
}

Result<std::filesystem::path> repository_of(const std::filesystem::path& folder) {
  const auto top = run_git(folder, {"rev-parse", "--show-toplevel"});
  if (!top && top.error().code == ErrorCode::Unavailable) {
    return tl::unexpected(top.error());
  }
  if (!top) {
    return fail(ErrorCode::NotFound,
                fmt::format("{} is in no Git repository",
                            folder.empty() ? std::string("this folder") : folder.string()),
                "Make it one with: git init");
  }
  return std::filesystem::path(first_line(*top));
}

}  // namespace throughline::workflow
