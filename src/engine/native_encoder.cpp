#include "engine/native_encoder.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

namespace throughline::engine {
namespace {

constexpr std::size_t kPiece = 1 << 20;

void put_varuint(std::string& out, std::uint64_t value) {
  while (value >= 0x80U) {
    out += static_cast<char>((value & 0x7fU) | 0x80U);
    value >>= 7U;
  }
  out += static_cast<char>(value);
}

void put_text(std::string& out, std::string_view text) {
  put_varuint(out, text.size());
  out += text;
}

template <class Given, class Stored>
void write_numbers(const Values& values, std::size_t& row, std::string& out) {
  const auto& given = std::get<std::vector<Given>>(values);
  const std::size_t n = std::min(given.size() - row, kPiece / sizeof(Stored));
  const std::size_t begin = out.size();
  out.resize(begin + n * sizeof(Stored));
  for (std::size_t i = 0; i < n; ++i) {
    const auto stored = static_cast<Stored>(given[row + i]);
    std::memcpy(out.data() + begin + i * sizeof(Stored), &stored, sizeof(Stored));
  }
  row += n;
}

void write_strings(const Values& values, std::size_t& row, std::string& out) {
  const auto& texts = std::get<Strings>(values);
  while (row < texts.size() && out.size() < kPiece) {
    put_text(out, texts[row++]);
  }
}

// How values held as Given are written into a column of a type; check says whether all of them fit.
struct Way {
  void (*write)(const Values&, std::size_t&, std::string&) = nullptr;
  bool (*fits)(const Values&) = nullptr;
};

bool always_fits(const Values&) { return true; }

template <class Given, class Stored>
bool all_fit(const Values& values) {
  const auto& given = std::get<std::vector<Given>>(values);
  return std::all_of(
      given.begin(), given.end(), [](Given value) { return std::in_range<Stored>(value); });
}

template <class Given, class Stored>
Way way() {
  if constexpr (std::is_integral_v<Given> != std::is_integral_v<Stored>) {
    return {};
  } else if constexpr (std::is_same_v<Given, Stored> || !std::is_integral_v<Given>) {
    return {write_numbers<Given, Stored>, always_fits};
  } else {
    return {write_numbers<Given, Stored>, all_fit<Given, Stored>};
  }
}

template <class Stored>
Way way_from(const Values& values) {
  return std::visit(
      [](const auto& column) -> Way {
        using Held = std::decay_t<decltype(column)>;
        if constexpr (std::is_same_v<Held, Strings>) {
          return {};
        } else {
          return way<typename Held::value_type, Stored>();
        }
      },
      values);
}

Way strings_from(const Values& values) {
  return std::holds_alternative<Strings>(values) ? Way{write_strings, always_fits} : Way{};
}

struct Known {
  std::string_view type;
  Way (*way_from)(const Values&);
};

constexpr Known kKnown[] = {
    {"UInt8", way_from<std::uint8_t>},
    {"Bool", way_from<std::uint8_t>},
    {"UInt16", way_from<std::uint16_t>},
    {"Date", way_from<std::uint16_t>},
    {"UInt32", way_from<std::uint32_t>},
    {"DateTime", way_from<std::uint32_t>},
    {"UInt64", way_from<std::uint64_t>},
    {"Int8", way_from<std::int8_t>},
    {"Enum8", way_from<std::int8_t>},
    {"Int16", way_from<std::int16_t>},
    {"Enum16", way_from<std::int16_t>},
    {"Int32", way_from<std::int32_t>},
    {"Int64", way_from<std::int64_t>},
    {"Float32", way_from<float>},
    {"Float64", way_from<double>},
    {"String", strings_from},
};

const Known* known_type(std::string_view type) {
  const std::string_view family = type.substr(0, type.find('('));
  const auto* const found = std::find_if(
      std::begin(kKnown), std::end(kKnown), [&](const Known& k) { return k.type == family; });
  return found == std::end(kKnown) ? nullptr : found;
}

}  // namespace

Result<NativeEncoder::Part> NativeEncoder::part_of(const Column& column, const ColumnTypes& types) {
  const auto described = std::find_if(
      types.begin(), types.end(), [&](const auto& known) { return known.first == column.name; });
  if (described == types.end()) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("the table has no column: {}", column.name));
  }
  const std::string& type = described->second;
  const Known* const known = known_type(type);
  if (known == nullptr) {
    return fail(ErrorCode::Unsupported,
                fmt::format("column {} has a type that cannot be written: {}", column.name, type));
  }
  const Way found = known->way_from(column.values);
  if (found.write == nullptr || !found.fits(column.values)) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("a value does not fit its column {} of type {}", column.name, type));
  }
  return Part{&column, type, found.write};
}

Result<NativeEncoder> NativeEncoder::create(const Batch& batch, const ColumnTypes& types) {
  NativeEncoder encoder;
  encoder.n_rows_ = batch.n_rows();
  for (const Column& column : batch.columns) {
    if (size_of(column.values) != encoder.n_rows_) {
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("a column is longer or shorter than the first: {}", column.name));
    }
    TL_TRY(Part part, part_of(column, types));
    encoder.parts_.push_back(std::move(part));
  }
  return encoder;
}

std::string_view NativeEncoder::next() {
  piece_.clear();
  if (!begun_) {
    begun_ = true;
    put_varuint(piece_, parts_.size());
    put_varuint(piece_, n_rows_);
  }
  while (part_ < parts_.size() && piece_.size() < kPiece) {
    const Part& part = parts_[part_];
    if (row_ == 0) {
      put_text(piece_, part.column->name);
      put_text(piece_, part.type);
    }
    part.write(part.column->values, row_, piece_);
    if (row_ == n_rows_) {
      ++part_;
      row_ = 0;
    }
  }
  return piece_;
}

void NativeEncoder::restart() {
  part_ = 0;
  row_ = 0;
  begun_ = false;
}

}  // namespace throughline::engine
