#include "intake/line_rows.hpp"

#include <emmintrin.h>

namespace throughline::intake {

// Sixteen bytes at a time: it is asked of every line.
bool is_binary(std::string_view line) {
  const __m128i last = _mm_set1_epi8(0x1f);
  const __m128i tab = _mm_set1_epi8('\t');
  std::size_t i = 0;
  for (; i + 16 <= line.size(); i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(line.data() + i));
    const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, last), bytes);
    if (_mm_movemask_epi8(_mm_andnot_si128(_mm_cmpeq_epi8(bytes, tab), low)) != 0) {
      return true;
    }
  }
  return std::any_of(line.begin() + static_cast<std::ptrdiff_t>(i), line.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t';
  });
}

Parsed start_block(HitBuilder& builder, Block block) {
  builder.start_block();
  return {.block = std::move(block)};
}

void finish_block(HitBuilder& builder, Parsed& parsed) {
  parsed.hits = std::exchange(builder.hits, {});
  parsed.words = std::exchange(builder.words, {});
  parsed.touches = std::exchange(builder.touches, {});
  parsed.texts = std::exchange(builder.texts, {});
}

Parsed start_block(RecordBuilder& builder, Block block) {
  builder.records = {};
  return {.block = std::move(block)};
}

void finish_block(RecordBuilder& builder, Parsed& parsed) {
  parsed.records = std::exchange(builder.records, {});
}

void note_place(RecordBuilder& builder, std::uint64_t line, std::uint64_t offset) {
  builder.records.line.push_back(line);
  builder.records.offset.push_back(offset);
}

}  // namespace throughline::intake
