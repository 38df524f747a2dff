#include "workflow/pdf.hpp"

#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "workflow/child_process.hpp"

namespace throughline::workflow {
namespace {

namespace fs = std::filesystem;

constexpr std::array kBrowsers = {
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"};
constexpr std::chrono::minutes kPatience{1};

bool is_in_path(std::string_view program) {
  const char* const path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    if (access((fs::path(folder) / program).c_str(), X_OK) == 0) {
      return true;
    }
  }
  return false;
}

// A folder of its own, so that a browser that is open already does not take the work over.
class Profile {
 public:
  Profile() : name_((fs::temp_directory_path() / "throughline-print-XXXXXX").string()) {
    made_ = mkdtemp(name_.data()) != nullptr;
  }

  ~Profile() {
    std::error_code ignored;
    if (made_) {
      fs::remove_all(name_, ignored);
    }
  }

  Profile(const Profile&) = delete;
  Profile& operator=(const Profile&) = delete;

  [[nodiscard]] bool made() const { return made_; }

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_;
  bool made_ = false;
};

std::string file_url(const fs::path& file) {
  std::string url = "file://";
  for (const char c : fs::absolute(file).string()) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                       std::string_view("/-_.~").find(c) != std::string_view::npos;
    url += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return url;
}

std::vector<std::string> words_of(const std::string& browser,
                                  const fs::path& html,
                                  const fs::path& pdf,
                                  const std::string& profile) {
  std::vector<std::string> words = {browser,
                                    "--headless=new",
                                    "--disable-gpu",
                                    "--no-first-run",
                                    "--disable-background-networking",
                                    "--disable-extensions",
                                    "--no-pdf-header-footer",
                                    "--host-resolver-rules=MAP * ~NOTFOUND",
                                    "--user-data-dir=" + profile,
                                    "--print-to-pdf=" + fs::absolute(pdf).string()};
  if (geteuid() == 0) {  // its sandbox refuses to be root's
    words.emplace_back("--no-sandbox");
  }
  words.push_back(file_url(html));
  return words;
}

std::string last_line(std::string_view text) {
  while (!text.empty() && text.back() == '\n') {
    text.remove_suffix(1);
  }
  return std::string(text.substr(text.rfind('\n') + 1));
}

}  // namespace

std::optional<std::string> find_browser() {
  for (const char* const name : kBrowsers) {
    if (is_in_path(name)) {
      return name;
    }
  }
  return std::nullopt;
}

Result<void> print_pdf(const std::string& browser, const fs::path& html, const fs::path& pdf) {
  const Profile profile;
  if (!profile.made()) {
    return fail(ErrorCode::Unavailable, "cannot make a temporary folder for the browser");
  }
  fs::path printed = pdf;
  printed += ".new";
  TL_TRY(const Finished finished,
         run_child(words_of(browser, html, printed, profile.name()), kPatience));
  std::error_code failed;
  if (!finished.succeeded() || fs::file_size(printed, failed) == 0 || failed) {
    fs::remove(printed, failed);
    return fail(ErrorCode::Unavailable,
                finished.exit_code
                    ? fmt::format("{} printed nothing: {}", browser, last_line(finished.err))
                    : fmt::format("{} took longer than a minute to print, or crashed", browser),
                fmt::format("The report as HTML is {}", html.string()));
  }
  fs::rename(printed, pdf, failed);
  if (failed) {
    return fail(ErrorCode::Unavailable,
                fmt::format("cannot write {}: {}", pdf.string(), failed.message()));
  }
  return {};
}

}  // namespace throughline::workflow
