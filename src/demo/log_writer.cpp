#include "demo/log_writer.hpp"

#include <limits>
#include <utility>

namespace throughline::demo {
namespace {

constexpr std::size_t kBuffer = 1 << 20;
constexpr std::array<std::string_view, 12> kMonthNames = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string combined_line(const Request& request, const Market& market) {
  const Seconds local = request.at + market.offset_seconds;
  const CivilDate day = civil_from_days(local / 86400);
  return fmt::format(
      "{} - - [{:02}/{}/{}:{:02}:{:02}:{:02} {}] \"{} {} HTTP/1.1\" {} {} \"{}\" \"{}\"\n",
      request.address,
      day.day,
      kMonthNames[static_cast<std::size_t>(day.month - 1)],
      day.year,
      local / 3600 % 24,
      local / 60 % 60,
      local % 60,
      market.offset,
      request.method,
      request.target,
      request.status,
      request.bytes,
      request.referrer,
      request.agent);
}

Result<LogWriter> LogWriter::open(const std::filesystem::path& file) {
  gzFile out = gzopen(file.c_str(), "wb1");  // the fastest level: raw inputs are read once
  if (out == nullptr) {
    return fail(ErrorCode::Unavailable, fmt::format("cannot write {}", file.string()));
  }
  gzbuffer(out, kBuffer);
  return LogWriter(out, file.string());
}

LogWriter::LogWriter(LogWriter&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      name_(std::move(other.name_)),
      buffer_(std::move(other.buffer_)),
      pending_(std::move(other.pending_)),
      number_(other.number_),
      lines_(other.lines_),
      failed_(other.failed_) {}

LogWriter::~LogWriter() {
  if (file_ != nullptr) {
    gzclose(file_);
  }
}

void LogWriter::add(Seconds ended, std::string line) {
  pending_.push({ended, number_++, std::move(line)});
}

void LogWriter::flush(Seconds until) {
  while (!pending_.empty() && pending_.top().ended < until) {
    write(pending_.top().line);
    pending_.pop();
  }
}

void LogWriter::write(std::string_view text) {
  buffer_ += text;
  ++lines_;
  if (buffer_.size() >= kBuffer) {
    failed_ = gzwrite(file_, buffer_.data(), static_cast<unsigned>(buffer_.size())) <= 0 || failed_;
    buffer_.clear();
  }
}

Result<void> LogWriter::finish() {
  flush(std::numeric_limits<Seconds>::max());
  if (!buffer_.empty()) {
    failed_ = gzwrite(file_, buffer_.data(), static_cast<unsigned>(buffer_.size())) <= 0 || failed_;
  }
  failed_ = gzclose(std::exchange(file_, nullptr)) != Z_OK || failed_;
  if (failed_) {
    return fail(ErrorCode::DiskFull,
                fmt::format("cannot write {}", name_),
                "Make room on the disk, or choose a smaller --scale");
  }
  return {};
}

}  // namespace throughline::demo
