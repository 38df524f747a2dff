#include "intake/log_format.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "intake/json_text.hpp"

namespace throughline::intake {
namespace {

using Named = std::pair<std::string_view, LogField>;

constexpr std::string_view kCombined =
    R"($remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent")";
constexpr std::string_view kCommon =
    R"($remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent)";

constexpr std::array<Named, 17> kNginx = {{{"remote_addr", LogField::Address},
                                           {"realip_remote_addr", LogField::Ignored},
                                           {"http_x_forwarded_for", LogField::Ignored},
                                           {"host", LogField::Host},
                                           {"http_host", LogField::Host},
                                           {"server_name", LogField::Host},
                                           {"time_local", LogField::ClfTime},
                                           {"time_iso8601", LogField::IsoTime},
                                           {"msec", LogField::EpochTime},
                                           {"request", LogField::Request},
                                           {"request_method", LogField::Method},
                                           {"request_uri", LogField::Target},
                                           {"uri", LogField::Path},
                                           {"args", LogField::Query},
                                           {"status", LogField::Status},
                                           {"http_referer", LogField::Referrer},
                                           {"http_user_agent", LogField::Agent}}};

constexpr std::array<Named, 12> kW3c = {{{"date", LogField::Date},
                                         {"time", LogField::Clock},
                                         {"c-ip", LogField::Address},
                                         {"cs-method", LogField::Method},
                                         {"cs-uri-stem", LogField::Path},
                                         {"cs-uri-query", LogField::Query},
                                         {"cs-uri", LogField::Target},
                                         {"sc-status", LogField::Status},
                                         {"cs(user-agent)", LogField::Agent},
                                         {"cs(referer)", LogField::Referrer},
                                         {"cs-host", LogField::Host},
                                         {"cs(host)", LogField::Ignored}}};

// Names that nginx, Caddy, Traefik, Apache and log shippers give the same thing in JSON.
constexpr std::array<Named, 45> kJson = {{{"remote_addr", LogField::Address},
                                          {"remote_ip", LogField::Address},
                                          {"client_ip", LogField::Address},
                                          {"clientip", LogField::Address},
                                          {"clienthost", LogField::Address},
                                          {"remotehost", LogField::Address},
                                          {"ip", LogField::Address},
                                          {"host", LogField::Host},
                                          {"http_host", LogField::Host},
                                          {"requesthost", LogField::Host},
                                          {"server_name", LogField::Host},
                                          {"time_local", LogField::ClfTime},
                                          {"time_iso8601", LogField::IsoTime},
                                          {"@timestamp", LogField::IsoTime},
                                          {"timestamp", LogField::IsoTime},
                                          {"time", LogField::IsoTime},
                                          {"startutc", LogField::IsoTime},
                                          {"date", LogField::IsoTime},
                                          {"msec", LogField::EpochTime},
                                          {"ts", LogField::EpochTime},
                                          {"request", LogField::Request},
                                          {"request_method", LogField::Method},
                                          {"requestmethod", LogField::Method},
                                          {"method", LogField::Method},
                                          {"verb", LogField::Method},
                                          {"request_uri", LogField::Target},
                                          {"requestpath", LogField::Target},
                                          {"uri", LogField::Target},
                                          {"url", LogField::Target},
                                          {"path", LogField::Target},
                                          {"args", LogField::Query},
                                          {"status", LogField::Status},
                                          {"status_code", LogField::Status},
                                          {"downstreamstatus", LogField::Status},
                                          {"response", LogField::Status},
                                          {"http_referer", LogField::Referrer},
                                          {"referer", LogField::Referrer},
                                          {"referrer", LogField::Referrer},
                                          {"request_referer", LogField::Referrer},
                                          {"http_user_agent", LogField::Agent},
                                          {"user_agent", LogField::Agent},
                                          {"user-agent", LogField::Agent},
                                          {"useragent", LogField::Agent},
                                          {"request_user-agent", LogField::Agent},
                                          {"agent", LogField::Agent}}};

template <std::size_t N>
LogField field_named(const std::array<Named, N>& names, std::string_view name) {
  const auto* const found = std::find_if(names.begin(), names.end(), [&](const Named& entry) {
    return std::equal(
        entry.first.begin(), entry.first.end(), name.begin(), name.end(), [](char a, char b) {
          return a == (b >= 'A' && b <= 'Z' ? b + 32 : b);
        });
  });
  return found == names.end() ? LogField::Ignored : found->second;
}

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

Result<LogFormat> with_needed_fields(LogFormat format) {
  const auto has = [&](std::initializer_list<LogField> fields) {
    return std::any_of(format.steps.begin(), format.steps.end(), [&](const LogStep& step) {
      return std::find(fields.begin(), fields.end(), step.field) != fields.end();
    });
  };
  const char* missing = nullptr;
  if (!has({LogField::Address})) {
    missing = "the visitor's address";
  } else if (!has({LogField::ClfTime, LogField::IsoTime, LogField::EpochTime, LogField::Date})) {
    missing = "the time";
  } else if (!has({LogField::Request, LogField::Target, LogField::Path})) {
    missing = "the request";
  } else if (!has({LogField::Status})) {
    missing = "the status";
  }
  if (missing != nullptr) {
    return fail(
        ErrorCode::InvalidArgument,
        fmt::format("the log format lacks {}: {}", missing, format.name),
        "Visits need address, time, request and status; better also referrer and user agent");
  }
  return format;
}

Result<LogFormat> parse_nginx(std::string_view text) {
  LogFormat format{.name = std::string(text)};
  std::string before;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '$') {
      before.push_back(text[i++]);
      continue;
    }
    std::size_t end = ++i;
    while (end < text.size() && is_name(text[end])) {
      ++end;
    }
    format.steps.push_back(
        {std::exchange(before, {}), field_named(kNginx, text.substr(i, end - i))});
    i = end;
  }
  format.after = before;
  return with_needed_fields(std::move(format));
}

LogField apache_field(char letter, std::string_view argument) {
  switch (letter) {
    case 'h':
    case 'a':
      return LogField::Address;
    case 'v':
    case 'V':
      return LogField::Host;
    case 'r':
      return LogField::Request;
    case 'm':
      return LogField::Method;
    case 'U':
      return LogField::Path;
    case 'q':
      return LogField::Query;
    case 's':
      return LogField::Status;
    case 'i':
      return argument == "Referer" || argument == "Referrer"        ? LogField::Referrer
             : argument == "User-Agent" || argument == "User-agent" ? LogField::Agent
                                                                    : LogField::Ignored;
    default:
      return LogField::Ignored;
  }
}

// %>s, %{Referer}i, %t (which writes its own brackets), \" and %% .
Result<LogFormat> parse_apache(std::string_view text) {
  LogFormat format{.name = std::string(text)};
  std::string before;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      before.push_back(text[++i] == 't' ? '\t' : text[i]);
      continue;
    }
    if (text[i] != '%') {
      before.push_back(text[i]);
      continue;
    }
    std::string_view argument;
    for (++i; i < text.size() && (text[i] == '>' || text[i] == '<' || text[i] == '{'); ++i) {
      if (text[i] == '{') {
        const std::size_t end = std::min(text.find('}', i), text.size() - 1);
        argument = text.substr(i + 1, end - i - 1);
        i = end;
      }
    }
    if (i >= text.size()) {
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("the log format ends inside a field: {}", text));
    }
    if (text[i] == '%') {
      before.push_back('%');
    } else if (text[i] == 't' && argument.empty()) {
      format.steps.push_back({std::exchange(before, "]") + "[", LogField::ClfTime});
    } else if (text[i] == 't') {
      const bool epoch = argument == "sec" || argument == "msec";
      format.steps.push_back(
          {std::exchange(before, {}), epoch ? LogField::EpochTime : LogField::IsoTime});
    } else {
      format.steps.push_back({std::exchange(before, {}), apache_field(text[i], argument)});
    }
  }
  format.after = before;
  return with_needed_fields(std::move(format));
}

LogFormat known(std::string_view name, std::string_view pattern, bool more_may_follow) {
  LogFormat format = *parse_nginx(pattern);
  format.name = name;
  format.more_may_follow = more_may_follow;
  return format;
}

LogFormat vhost(LogFormat format, std::string_view name) {
  format.name = name;
  format.steps.insert(format.steps.begin(), {"", LogField::Host});
  format.steps[1].before = " ";
  return format;
}

LogFormat w3c_of(std::string_view directive) {
  LogFormat format{.kind = LogFormat::Kind::W3c, .name = "W3C"};
  while (!directive.empty()) {
    const std::size_t start = directive.find_first_not_of(" \t\r");
    if (start == std::string_view::npos) {
      break;
    }
    directive.remove_prefix(start);
    const std::size_t end = std::min(directive.find_first_of(" \t\r"), directive.size());
    format.steps.push_back({"", field_named(kW3c, directive.substr(0, end))});
    directive.remove_prefix(end);
  }
  return format;
}

std::vector<std::string_view> first_lines(std::string_view sample, std::size_t n) {
  std::vector<std::string_view> lines;
  while (!sample.empty() && lines.size() < n) {
    const std::size_t end = sample.find('\n');
    if (end == std::string_view::npos && !lines.empty()) {
      break;  // the sample may have cut it off
    }
    std::string_view line = sample.substr(0, end);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (!line.empty()) {
      lines.push_back(line);
    }
    sample.remove_prefix(
        std::min(line.size() + 1 + (end != std::string_view::npos && line.size() < end ? 1 : 0),
                 sample.size()));
  }
  return lines;
}

std::size_t n_accepted(const LogFormat& format, const std::vector<std::string_view>& lines) {
  LogParser parser(format);
  LogLine line;
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(), [&](std::string_view text) {
        return parser.parse(text, line) == RejectReason::None;
      }));
}

std::string_view looks_like(std::string_view line) {
  if (line.starts_with('{') || line.starts_with('[')) {
    return "JSON whose fields have other names";
  }
  if (line.find('\t') != std::string_view::npos) {
    return "a table with tabs";
  }
  if (std::count(line.begin(), line.end(), ',') > 3) {
    return "a table with commas";
  }
  return line.find('"') == std::string_view::npos ? "plain text without a quoted request"
                                                  : "an access log in a format of its own";
}

bool may_be_events(std::string_view line) {
  return line.starts_with('{') || looks_like(line).starts_with("a table");
}

}  // namespace

struct LogParser::Json {
  JsonLines lines;
};

LogParser::LogParser(LogFormat format)
    : format_(std::move(format)), json_(std::make_unique<Json>()) {}

LogParser::~LogParser() = default;
LogParser::LogParser(LogParser&&) noexcept = default;
LogParser& LogParser::operator=(LogParser&&) noexcept = default;

Result<LogFormat> parse_log_format(std::string_view text) {
  if (text == "combined") {
    return known("combined", kCombined, true);
  }
  if (text == "common") {
    return known("common", kCommon, false);
  }
  if (text == "vhost_combined") {
    return vhost(known("combined", kCombined, true), text);
  }
  if (text == "w3c") {
    return LogFormat{.kind = LogFormat::Kind::W3c, .name = "W3C"};
  }
  if (text == "json") {
    return LogFormat{.kind = LogFormat::Kind::Json, .name = "JSON lines"};
  }
  if (text.find('$') != std::string_view::npos) {
    return parse_nginx(text);
  }
  if (text.find('%') != std::string_view::npos) {
    return parse_apache(text);
  }
  return fail(ErrorCode::InvalidArgument,
              fmt::format("not a log format: {}", text),
              "Use combined, common, vhost_combined, w3c, json, or the log_format of nginx or the "
              "LogFormat of Apache");
}

Result<LogFormat> detect_log_format(std::string_view sample) {
  std::vector<std::string_view> lines = first_lines(sample, 200);
  if (lines.empty()) {
    return known("combined", kCombined, true);
  }
  for (const std::string_view line : lines) {
    if (line.starts_with("#Fields:")) {
      return w3c_of(line.substr(8));
    }
  }
  const LogFormat combined = known("combined", kCombined, true);
  const LogFormat common = known("common", kCommon, false);
  const std::array<LogFormat, 5> candidates = {
      combined,
      vhost(combined, "vhost_combined"),
      common,
      vhost(common, "vhost_common"),
      LogFormat{.kind = LogFormat::Kind::Json, .name = "JSON lines"}};
  std::size_t best = 0;
  const LogFormat* format = nullptr;
  for (const LogFormat& candidate : candidates) {
    const std::size_t accepted = n_accepted(candidate, lines);
    if (accepted > best) {
      best = accepted;
      format = &candidate;
    }
  }
  if (format == nullptr || best * 2 < lines.size()) {
    return fail(
        ErrorCode::CorruptData,
        fmt::format("this looks like {}; {} of its first {} lines are an access log's",
                    looks_like(lines.front()),
                    best,
                    lines.size()),
        may_be_events(lines.front())
            ? "If these are events, write kind: events (JSON lines) or plausible (CSV) in the "
              "settings, and columns: for what is called otherwise; docs/events.md has the names"
            : "Give the server's own format string as format: '...' in the settings, or with "
              "--format");
  }
  return *format;
}

bool LogParser::take_directive(std::string_view line) {
  if (!line.starts_with('#')) {
    return false;
  }
  if (format_.kind == LogFormat::Kind::W3c && line.starts_with("#Fields:")) {
    format_ = w3c_of(line.substr(8));
  }
  return true;
}

RejectReason LogParser::take(LogField field, std::string_view text, LogLine& out) {
  switch (field) {
    case LogField::Ignored:
      return RejectReason::None;
    case LogField::Address:
      out.address = text;
      return text.empty() || text.size() > 64 ? RejectReason::Address : RejectReason::None;
    case LogField::Host:
      out.host = text;
      return RejectReason::None;
    case LogField::ClfTime:
      return clf_time_.parse(text, out.time) ? RejectReason::None : RejectReason::Time;
    case LogField::IsoTime:
      return parse_iso_time(text, out.time) || clf_time_.parse(text, out.time) ||
                     parse_epoch_time(text, out.time)
                 ? RejectReason::None
                 : RejectReason::Time;
    case LogField::EpochTime:
      return parse_epoch_time(text, out.time) || parse_iso_time(text, out.time)
                 ? RejectReason::None
                 : RejectReason::Time;
    case LogField::Date:
      date_ = text;
      return RejectReason::None;
    case LogField::Clock:
      return parse_iso_time(fmt::format("{}T{}", date_, text), out.time) ? RejectReason::None
                                                                         : RejectReason::Time;
    case LogField::Request:
      return parse_request(text, out) ? RejectReason::None : RejectReason::Request;
    case LogField::Method:
      out.method = text;
      return RejectReason::None;
    case LogField::Target:
      split_target(text, out);
      return text.empty() ? RejectReason::Request : RejectReason::None;
    case LogField::Path:
      out.path = text;
      return text.empty() ? RejectReason::Request : RejectReason::None;
    case LogField::Query:
      out.query = text == "-" ? std::string_view{} : text;
      return RejectReason::None;
    case LogField::Status:
      return parse_status(text, out.status) ? RejectReason::None : RejectReason::Status;
    case LogField::Referrer:
      out.referrer = text == "-" ? std::string_view{} : text;
      return RejectReason::None;
    case LogField::Agent:
      out.agent = text == "-" ? std::string_view{} : text;
      return RejectReason::None;
  }
  return RejectReason::Fields;
}

namespace {

// End of a quoted field: the first quote that no backslash escapes.
std::size_t end_of_quoted(std::string_view line, std::size_t from) {
  for (std::size_t at = line.find('"', from); at != std::string_view::npos;
       at = line.find('"', at + 1)) {
    std::size_t slashes = 0;
    while (at > from + slashes && line[at - 1 - slashes] == '\\') {
      ++slashes;
    }
    if (slashes % 2 == 0) {
      return at;
    }
  }
  return std::string_view::npos;
}

// What stands between fields is one to three bytes: a loop, no call. It is asked ten times a line.
bool stands_at(std::string_view line, std::size_t at, const std::string& text) {
  if (line.size() < at + text.size()) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (line[at + i] != text[i]) {
      return false;
    }
  }
  return true;
}

}  // namespace

RejectReason LogParser::parse_steps(std::string_view line, LogLine& out) {
  std::size_t at = 0;
  const std::size_t n = format_.steps.size();
  for (std::size_t i = 0; i < n; ++i) {
    const LogStep& step = format_.steps[i];
    if (!stands_at(line, at, step.before)) {
      return RejectReason::Fields;
    }
    at += step.before.size();
    const std::string& next = i + 1 < n ? format_.steps[i + 1].before : format_.after;
    std::size_t end = line.size();
    if (!next.empty()) {
      end = next[0] == '"' ? end_of_quoted(line, at) : line.find(next[0], at);
    } else if (format_.more_may_follow) {
      end = std::min(line.find(' ', at), line.size());
    }
    if (end == std::string_view::npos) {
      return RejectReason::Fields;
    }
    if (const RejectReason reason = take(step.field, line.substr(at, end - at), out);
        reason != RejectReason::None) {
      return reason;
    }
    at = end;
  }
  if (!stands_at(line, at, format_.after)) {
    return RejectReason::Fields;
  }
  return at + format_.after.size() == line.size() || format_.more_may_follow ? RejectReason::None
                                                                             : RejectReason::Fields;
}

RejectReason LogParser::parse_w3c(std::string_view line, LogLine& out) {
  if (format_.steps.empty()) {
    return RejectReason::Fields;  // no #Fields yet
  }
  const bool tabs = line.find('\t') != std::string_view::npos;
  std::size_t at = 0;
  for (std::size_t i = 0; i < format_.steps.size(); ++i) {
    if (at > line.size()) {
      return RejectReason::Fields;
    }
    const std::size_t end = std::min(line.find(tabs ? '\t' : ' ', at), line.size());
    if (const RejectReason reason = take(format_.steps[i].field, line.substr(at, end - at), out);
        reason != RejectReason::None) {
      return reason;
    }
    at = end + 1;
  }
  agent_ = out.agent;  // servers write "+" for the spaces that would end the field
  std::replace(agent_.begin(), agent_.end(), '+', ' ');
  out.agent = agent_;
  return at == line.size() + 1 ? RejectReason::None : RejectReason::Fields;
}

RejectReason LogParser::parse_json(std::string_view line, LogLine& out) {
  simdjson::dom::object root;
  if (!json_->lines.parse(line, root)) {
    return RejectReason::Json;
  }
  bool has_time = false;
  bool has_address = false;
  bool has_target = false;
  bool has_status = false;
  // Objects inside objects (Caddy's request and its headers), three deep and no deeper.
  const auto walk = [&](const auto& self, simdjson::dom::object object, int depth) -> RejectReason {
    for (const auto [key, value] : object) {
      if (value.is_object()) {
        if (depth < 3) {
          if (const RejectReason reason = self(self, simdjson::dom::object(value), depth + 1);
              reason != RejectReason::None) {
            return reason;
          }
        }
        continue;
      }
      const LogField field = field_named(kJson, key);
      std::string buffer;
      const std::string_view text = text_of(value, buffer);
      const bool is_time =
          field == LogField::ClfTime || field == LogField::IsoTime || field == LogField::EpochTime;
      // A number's text lives no longer than this turn: only fields that are read at once may be
      // one.
      if (field == LogField::Ignored ||
          (value.is_number() && !is_time && field != LogField::Status) || (is_time && has_time) ||
          (field == LogField::Address && has_address)) {
        continue;
      }
      if (const RejectReason reason = take(field, text, out); reason != RejectReason::None) {
        return reason;
      }
      has_time = has_time || is_time;
      has_address = has_address || field == LogField::Address;
      has_target = has_target || field == LogField::Request || field == LogField::Target;
      has_status = has_status || field == LogField::Status;
    }
    return RejectReason::None;
  };
  const RejectReason reason = walk(walk, root, 0);
  if (reason != RejectReason::None) {
    return reason;
  }
  return !has_time      ? RejectReason::Time
         : !has_address ? RejectReason::Address
         : !has_target  ? RejectReason::Request
         : !has_status  ? RejectReason::Status
                        : RejectReason::None;
}

RejectReason LogParser::parse(std::string_view line, LogLine& out) {
  out = {};
  switch (format_.kind) {
    case LogFormat::Kind::Pattern:
      return parse_steps(line, out);
    case LogFormat::Kind::W3c:
      return parse_w3c(line, out);
    case LogFormat::Kind::Json:
      return parse_json(line, out);
  }
  return RejectReason::Fields;
}

}  // namespace throughline::intake
