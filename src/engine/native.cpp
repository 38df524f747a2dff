#include "engine/native.hpp"

#include <bit>
#include <cstring>
#include <optional>

namespace throughline::engine {
namespace {

static_assert(std::endian::native == std::endian::little,
              "values are copied as they lie in the block");

constexpr std::uint64_t kMaxColumns = 4096;
constexpr std::uint64_t kMaxRows = 1ULL << 32;

// Looks into the bytes of one block. What is missing is no error: more bytes may come.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] std::optional<std::string_view> take(std::uint64_t n) {
    if (n > bytes_.size() - at_) {
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

  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

// nullopt: the bytes end before the column does.
using Decoded = std::optional<Values>;

template <class Stored, class Given = Stored>
Decoded numbers(Cursor& cursor, std::uint64_t n_rows) {
  const auto bytes = cursor.take(n_rows * sizeof(Stored));
  if (!bytes) {
    return std::nullopt;
  }
  std::vector<Given> values(n_rows);
  for (std::size_t row = 0; row < n_rows; ++row) {
    Stored stored{};
    std::memcpy(&stored, bytes->data() + row * sizeof(Stored), sizeof(Stored));
    values[row] = static_cast<Given>(stored);
  }
  return values;
}

Decoded strings(Cursor& cursor, std::uint64_t n_rows) {
  Strings values;
  for (std::uint64_t row = 0; row < n_rows; ++row) {
    const auto text = cursor.text();
    if (!text) {
      return std::nullopt;
    }
    values.push_back(*text);
  }
  return values;
}

using Reader = Decoded (*)(Cursor&, std::uint64_t);

Reader reader_of(std::string_view type) {
  struct Known {
    std::string_view type;
    Reader reader;
  };

  static constexpr Known kKnown[] = {
      {"UInt8", numbers<std::uint8_t>},
      {"Bool", numbers<std::uint8_t>},
      {"UInt16", numbers<std::uint16_t>},
      {"Date", numbers<std::uint16_t>},
      {"UInt32", numbers<std::uint32_t>},
      {"DateTime", numbers<std::uint32_t>},
      {"UInt64", numbers<std::uint64_t>},
      {"Int8", numbers<std::int8_t, std::int64_t>},
      {"Enum8", numbers<std::int8_t, std::int64_t>},
      {"Int16", numbers<std::int16_t, std::int64_t>},
      {"Enum16", numbers<std::int16_t, std::int64_t>},
      {"Int32", numbers<std::int32_t, std::int64_t>},
      {"Int64", numbers<std::int64_t>},
      {"Float32", numbers<float, double>},
      {"Float64", numbers<double>},
      {"String", strings},
  };
  const std::string_view family = type.substr(0, type.find('('));
  for (const Known& known : kKnown) {
    if (known.type == family) {
      return known.reader;
    }
  }
  return nullptr;
}

struct Block {
  Batch batch;
  std::size_t size = 0;  ///< bytes it took
};

// nullopt: not complete yet.
Result<std::optional<Block>> read_block(std::string_view bytes) {
  Cursor cursor(bytes);
  const auto n_columns = cursor.varuint();
  const auto n_rows = cursor.varuint();
  if (!n_columns || !n_rows) {
    return std::nullopt;
  }
  if (*n_columns > kMaxColumns || *n_rows > kMaxRows) {
    return fail(ErrorCode::CorruptData, "the engine's answer is not in Native format");
  }
  Block block;
  for (std::uint64_t i = 0; i < *n_columns; ++i) {
    const auto name = cursor.text();
    const auto type = cursor.text();
    if (!name || !type) {
      return std::nullopt;
    }
    const Reader reader = reader_of(*type);
    if (reader == nullptr) {
      return fail(ErrorCode::Unsupported,
                  fmt::format("column {} has a type that cannot be read: {}", *name, *type),
                  "Cast it in the query, e.g. with toString()");
    }
    Decoded values = reader(cursor, *n_rows);
    if (!values) {
      return std::nullopt;
    }
    block.batch.columns.push_back({std::string(*name), std::move(*values)});
  }
  block.size = cursor.at();
  return block;
}

}  // namespace

Result<void> NativeDecoder::feed(std::string_view bytes, const BatchSink& sink) {
  pending_ += bytes;
  std::size_t done = 0;
  while (done < pending_.size()) {
    TL_TRY(std::optional<Block> block, read_block(std::string_view(pending_).substr(done)));
    if (!block) {
      break;
    }
    done += block->size;
    if (block->batch.n_rows() > 0) {
      TL_CHECK(sink(std::move(block->batch)));
    }
  }
  pending_.erase(0, done);
  return {};
}

Result<void> NativeDecoder::finish() const {
  if (!pending_.empty()) {
    return fail(ErrorCode::CorruptData, "the engine's answer ends inside a block");
  }
  return {};
}

}  // namespace throughline::engine
