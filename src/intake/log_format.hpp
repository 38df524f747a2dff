#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "intake/log_line.hpp"
#include "intake/reject_reason.hpp"

namespace throughline::intake {

/// What one field of a log line says.
enum class LogField : std::uint8_t {
  Ignored,
  Address,
  Host,
  ClfTime,
  IsoTime,
  EpochTime,
  Date,  ///< W3C: date and time of day are two fields
  Clock,
  Request,
  Method,
  Target,
  Path,
  Query,
  Status,
  Referrer,
  Agent,
};

/// A text that must stand there, then a field that reaches up to the next text.
struct LogStep {
  std::string before;
  LogField field = LogField::Ignored;
};

/// How the lines of an access log are written.
struct LogFormat {
  enum class Kind : std::uint8_t { Pattern, W3c, Json };

  Kind kind = Kind::Pattern;
  std::string name;            ///< "combined", "common", "W3C", "JSON lines", or the pattern itself
  std::vector<LogStep> steps;  ///< Pattern: in order; W3c: one a field, `before` empty
  std::string after;           ///< what must follow the last field
  bool more_may_follow = false;  ///< further fields behind the known ones are left alone
};

/// "combined", "common", "vhost_combined", "w3c", "json", or a format string of nginx (with $names)
/// or Apache (with %letters). Errors: InvalidArgument, with the part that is not understood.
[[nodiscard]] Result<LogFormat> parse_log_format(std::string_view text);

/// Finds the format from the first lines of a log. Errors: CorruptData, with what it looks like.
[[nodiscard]] Result<LogFormat> detect_log_format(std::string_view sample);

/// Takes lines of one format apart. Keeps buffers; one a thread.
class LogParser {
 public:
  explicit LogParser(LogFormat format);
  ~LogParser();
  LogParser(LogParser&&) noexcept;
  LogParser& operator=(LogParser&&) noexcept;
  LogParser(const LogParser&) = delete;
  LogParser& operator=(const LogParser&) = delete;

  /// The views of `out` point into the line or into the parser, until the next call.
  RejectReason parse(std::string_view line, LogLine& out);
  /// A comment or directive; a W3C "#Fields:" changes what follows.
  bool take_directive(std::string_view line);

  [[nodiscard]] const LogFormat& format() const { return format_; }

 private:
  struct Json;
  RejectReason parse_steps(std::string_view line, LogLine& out);
  RejectReason parse_w3c(std::string_view line, LogLine& out);
  RejectReason parse_json(std::string_view line, LogLine& out);
  RejectReason take(LogField field, std::string_view text, LogLine& out);

  LogFormat format_;
  ClfTime clf_time_;
  std::string date_;
  std::string agent_;
  std::unique_ptr<Json> json_;
};

}  // namespace throughline::intake
