#include "intake/log_rows.hpp"

#include <utility>

#include "intake/line_rows.hpp"

namespace throughline::intake {
namespace {

class LogLines {
 public:
  LogLines(const IntakeRules& rules, const LogFormat& format)
      : builder_(rules), parser_(format), is_pattern_(format.kind == LogFormat::Kind::Pattern) {}

  bool skip(std::string_view line) { return line.front() == '#' && parser_.take_directive(line); }

  RejectReason take(std::string_view line) {
    LogLine taken;
    const RejectReason reason = parser_.parse(line, taken);
    if (reason == RejectReason::None) {
      builder_.add(taken, line);
      if (!is_pattern_) {
        builder_.keep_texts();  // they stand in the parser, and change with the next line
      }
    }
    return reason;
  }

  HitBuilder& builder() { return builder_; }

 private:
  HitBuilder builder_;
  LogParser parser_;
  bool is_pattern_;
};

}  // namespace

RowFormat log_rows(LogFormat format) {
  return {.name = format.name,
          .advice =
              "Give the server's own format string as format: '...' in the settings, or with "
              "--format",
          // The fields of W3C logs may change on the way.
          .in_order = format.kind == LogFormat::Kind::W3c,
          .parser = [format = std::move(format)](const IntakeRules& rules) {
            return std::make_unique<LineRows<LogLines>>(LogLines(rules, format));
          }};
}

}  // namespace throughline::intake
