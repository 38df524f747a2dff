#include "engine/native.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <utility>

namespace throughline::engine {
namespace {

static_assert(std::endian::native == std::endian::little,
              "values are copied as they lie in the block");

constexpr std::uint64_t kMaxColumns = 4096;
constexpr std::uint64_t kMaxRows = 1ULL << 32;
constexpr std::uint64_t kReservedRows = 1ULL << 16;  // a head is believed only so far

}  // namespace

// Looks into bytes of which more may come: what is missing is no error. What was taken counts from
// keep() on; what was taken since is given back by undo().
class NativeDecoder::Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] std::optional<std::string_view> take(std::uint64_t n) {
    if (n > left()) {
      return std::nullopt;
    }
    const std::string_view taken = bytes_.substr(at_, n);
    at_ += n;
    return taken;
  }

  [[nodiscard]] std::optional<std::uint64_t> varuint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && at_ < bytes_.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
      if (byte < 0x80U) {
        return value;
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::string_view> text() {
    const auto size = varuint();
    return size ? take(*size) : std::nullopt;
  }

  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

  void keep() { kept_ = at_; }

  void undo() { at_ = kept_; }

  [[nodiscard]] std::size_t kept() const { return kept_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t kept_ = 0;
};

template <class Stored, class Given>
bool NativeDecoder::read_numbers(Cursor& cursor, std::uint64_t n_rows, Values& values) {
  if (!std::holds_alternative<std::vector<Given>>(values)) {
    values.emplace<std::vector<Given>>();
  }
  auto& numbers = std::get<std::vector<Given>>(values);
  const std::size_t begin = numbers.size();
  const std::size_t n = std::min<std::size_t>(n_rows - begin, cursor.left() / sizeof(Stored));
  const auto bytes = cursor.take(n * sizeof(Stored));
  numbers.reserve(std::min(n_rows, kReservedRows));
  numbers.resize(begin + n);
  for (std::size_t i = 0; i < n; ++i) {
    Stored stored{};
    std::memcpy(&stored, bytes->data() + i * sizeof(Stored), sizeof(Stored));
    numbers[begin + i] = static_cast<Given>(stored);
  }
  cursor.keep();
  return numbers.size() == n_rows;
}

bool NativeDecoder::read_strings(Cursor& cursor, std::uint64_t n_rows, Values& values) {
  if (!std::holds_alternative<Strings>(values)) {
    values.emplace<Strings>();
  }
  auto& texts = std::get<Strings>(values);
  texts.offsets.reserve(std::min(n_rows, kReservedRows) + 1);
  while (texts.size() < n_rows) {
    const auto text = cursor.text();
    if (!text) {
      cursor.undo();
      return false;
    }
    texts.push_back(*text);
    cursor.keep();
  }
  return true;
}

NativeDecoder::Reader NativeDecoder::reader_of(std::string_view type) {
  struct Known {
    std::string_view type;
    Reader reader;
  };

  static constexpr Known kKnown[] = {
      {"UInt8", read_numbers<std::uint8_t, std::uint8_t>},
      {"Bool", read_numbers<std::uint8_t, std::uint8_t>},
      {"UInt16", read_numbers<std::uint16_t, std::uint16_t>},
      {"Date", read_numbers<std::uint16_t, std::uint16_t>},
      {"UInt32", read_numbers<std::uint32_t, std::uint32_t>},
      {"DateTime", read_numbers<std::uint32_t, std::uint32_t>},
      {"UInt64", read_numbers<std::uint64_t, std::uint64_t>},
      {"Int8", read_numbers<std::int8_t, std::int64_t>},
      {"Enum8", read_numbers<std::int8_t, std::int64_t>},
      {"Int16", read_numbers<std::int16_t, std::int64_t>},
      {"Enum16", read_numbers<std::int16_t, std::int64_t>},
      {"Int32", read_numbers<std::int32_t, std::int64_t>},
      {"Int64", read_numbers<std::int64_t, std::int64_t>},
      {"Float32", read_numbers<float, double>},
      {"Float64", read_numbers<double, double>},
      {"String", read_strings},
  };
  const std::string_view family = type.substr(0, type.find('('));
  for (const Known& known : kKnown) {
    if (known.type == family) {
      return known.reader;
    }
  }
  return nullptr;
}

// false: the bytes end before the head does.
Result<bool> NativeDecoder::begin_column(Cursor& cursor) {
  const auto name = cursor.text();
  const auto type = cursor.text();
  if (!name || !type) {
    cursor.undo();
    return false;
  }
  reader_ = reader_of(*type);
  if (reader_ == nullptr) {
    return fail(ErrorCode::Unsupported,
                fmt::format("column {} has a type that cannot be read: {}", *name, *type),
                "Cast it in the query, e.g. with toString()");
  }
  batch_.columns.push_back({std::string(*name), {}});
  cursor.keep();
  return true;
}

// A block's head counts only together with that of its first column: see unread().
Result<bool> NativeDecoder::begin_block(Cursor& cursor) {
  const auto n_columns = cursor.varuint();
  const auto n_rows = cursor.varuint();
  if (!n_columns || !n_rows) {
    cursor.undo();
    return false;
  }
  if (*n_columns > kMaxColumns || *n_rows > kMaxRows) {
    return fail(ErrorCode::CorruptData, "the engine's answer is not in Native format");
  }
  n_columns_ = *n_columns;
  n_rows_ = *n_rows;
  batch_ = {};
  if (n_columns_ == 0) {
    cursor.keep();
    return true;
  }
  TL_TRY(in_block_, begin_column(cursor));
  return in_block_;
}

Result<void> NativeDecoder::advance(Cursor& cursor, const BatchSink& sink) {
  while (cursor.left() > 0 || reader_ != nullptr) {
    if (!in_block_) {
      TL_TRY(const bool begun, begin_block(cursor));
      if (!begun) {
        return {};
      }
      continue;
    }
    if (reader_ == nullptr) {
      TL_TRY(const bool begun, begin_column(cursor));
      if (!begun) {
        return {};
      }
    }
    if (!reader_(cursor, n_rows_, batch_.columns.back().values)) {
      return {};
    }
    reader_ = nullptr;
    in_block_ = batch_.columns.size() < n_columns_;
    if (!in_block_ && n_rows_ > 0) {
      TL_CHECK(sink(std::exchange(batch_, {})));
    }
  }
  return {};
}

Result<void> NativeDecoder::feed(std::string_view bytes, const BatchSink& sink) {
  pending_ += bytes;
  Cursor cursor(pending_);
  auto advanced = advance(cursor, sink);
  pending_.erase(0, cursor.kept());
  return advanced;
}

Result<void> NativeDecoder::finish() const {
  if (in_block_ || !pending_.empty()) {
    return fail(ErrorCode::CorruptData, "the engine's answer ends inside a block");
  }
  return {};
}

}  // namespace throughline::engine
