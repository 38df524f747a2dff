#include "access/audit_log.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include "access/json_file.hpp"
#include "access/private_file.hpp"

namespace throughline::access {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kLongest = 200;

// A path that somebody asked for may hold anything; a terminal must not obey it.
std::string cut(std::string_view text) {
  std::string plain(text.substr(0, kLongest));
  std::replace_if(
      plain.begin(), plain.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }, '?');
  return plain;
}

// One call of write(), so that lines of several processes do not mix.
Result<void> append_line(const fs::path& file, const std::string& line) {
  const int out = open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const bool whole =
      out >= 0 && write(out, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  const int why = errno;
  if (out >= 0) {
    close(out);
  }
  if (!whole) {
    return fail(why == ENOSPC ? ErrorCode::DiskFull : ErrorCode::Unavailable,
                fmt::format("cannot write {}: {}", file.string(), std::strerror(why)));
  }
  return {};
}

void take_lines(std::string_view text, AuditLog::Content& content) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (auto entry = parse_audit_entry(line)) {
      content.entries.push_back(*std::move(entry));
    } else {
      content.n_unreadable += line.empty() ? 0U : 1U;
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

}  // namespace

std::string print_audit_entry(const AuditEntry& entry) {
  json line = {{"at", format_timestamp(entry.at)},
               {"seconds", entry.at},
               {"who", cut(entry.who)},
               {"what", cut(entry.what)},
               {"outcome", cut(entry.outcome)}};
  if (!entry.from.empty()) {
    line["from"] = cut(entry.from);
  }
  return line.dump(-1, ' ', true, json::error_handler_t::replace);
}

std::optional<AuditEntry> parse_audit_entry(std::string_view line) {
  const json entry = json::parse(line, nullptr, false);
  if (!entry.is_object()) {
    return std::nullopt;
  }
  const auto at = number_field(entry, "seconds");
  const auto who = text_field(entry, "who");
  const auto what = text_field(entry, "what");
  const auto outcome = text_field(entry, "outcome");
  if (!at || !who || !what || !outcome) {
    return std::nullopt;
  }
  return AuditEntry{.at = *at,
                    .who = *who,
                    .what = *what,
                    .outcome = *outcome,
                    .from = text_field(entry, "from").value_or("")};
}

fs::path AuditLog::file(int age) const {
  return folder_ / (age == 0 ? "audit.jsonl" : fmt::format("audit.{}.jsonl", age));
}

Result<void> AuditLog::rotate_if_large() {
  std::error_code error;
  if (fs::file_size(file(0), error) < max_bytes_ || error) {
    return {};
  }
  TL_TRY(const FolderLock lock, FolderLock::take(folder_));
  if (fs::file_size(file(0), error) < max_bytes_ || error) {
    return {};  // another process was faster
  }
  for (int age = kOlderFiles; age > 0; --age) {
    fs::rename(file(age - 1), file(age), error);  // the oldest one is written over
  }
  return {};
}

Result<void> AuditLog::append(const AuditEntry& entry) {
  const std::scoped_lock lock(mutex_);
  TL_CHECK(rotate_if_large());
  return append_line(file(0), print_audit_entry(entry) + "\n");
}

Result<AuditLog::Content> AuditLog::read() const {
  Content content;
  for (int age = kOlderFiles; age >= 0; --age) {
    TL_TRY(const auto text, read_private(file(age)));
    take_lines(text ? std::string_view(*text) : std::string_view(), content);
  }
  return content;
}

}  // namespace throughline::access
