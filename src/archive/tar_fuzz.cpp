#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "archive/tar.hpp"

// Whatever the bytes: no name leads out of the folder, no file gets more bytes than its header
// said, and the pieces in which they come change nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace throughline;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto seen = [&](std::size_t step) {
    std::string all;
    std::uint64_t left = 0;
    const archive::TarSink sink{.begin =
                                    [&](std::string_view name, std::uint64_t n) {
                                      TL_ASSERT(archive::check_entry_name(name).has_value());
                                      left = n;
                                      all += std::string(name) + "\n";
                                      return Result<void>();
                                    },
                                .bytes =
                                    [&](std::string_view piece) {
                                      TL_ASSERT(piece.size() <= left);
                                      left -= piece.size();
                                      all += piece;
                                      return Result<void>();
                                    },
                                .end =
                                    [&] {
                                      TL_ASSERT(left == 0);
                                      return Result<void>();
                                    }};
    archive::TarDecoder decoder;
    bool good = true;
    for (std::size_t at = 0; good && at < size; at += step) {
      good = decoder.feed(bytes.substr(at, step), sink).has_value();
    }
    return good ? all : std::string();
  };
  TL_ASSERT(seen(size + 1) == seen(7));
  return 0;
}
