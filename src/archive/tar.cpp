#include "archive/tar.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>
#include <utility>

namespace throughline::archive {
namespace {

// Where the fields of a ustar header stand.
struct Field {
  std::size_t at;
  std::size_t size;
};

constexpr Field kName{0, 100};
constexpr Field kMode{100, 8};
constexpr Field kUser{108, 8};
constexpr Field kGroup{116, 8};
constexpr Field kSize{124, 12};
constexpr Field kTime{136, 12};
constexpr Field kSum{148, 8};
constexpr Field kType{156, 1};
constexpr Field kMagic{257, 8};
constexpr std::string_view kUstar("ustar\00000", 8);
constexpr char kFile = '0';
constexpr char kPax = 'x';
constexpr std::string_view kPaxName = "pax";
constexpr std::string_view kPath = " path=";

void put(std::string& block, Field field, std::string_view text) {
  block.replace(field.at, std::min(field.size, text.size()), text.substr(0, field.size));
}

void put_octal(std::string& block, Field field, std::uint64_t number) {
  put(block, field, fmt::format("{:0{}o}", number, field.size - 1));
}

std::string_view get(std::string_view block, Field field) {
  const std::string_view text = block.substr(field.at, field.size);
  return text.substr(0, text.find('\0'));
}

std::optional<std::uint64_t> get_octal(std::string_view block, Field field) {
  std::string_view text = get(block, field);
  text = text.substr(0, text.find_last_not_of(' ') + 1);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 8);
  return !text.empty() && error == std::errc() && end == text.data() + text.size()
             ? std::optional(number)
             : std::nullopt;
}

// The sum of all bytes, those of the sum's own field taken as spaces.
std::uint64_t sum_of(std::string_view block) {
  std::string copy(block);
  put(copy, kSum, std::string(kSum.size, ' '));
  return std::accumulate(copy.begin(), copy.end(), std::uint64_t{0}, [](std::uint64_t sum, char c) {
    return sum + static_cast<unsigned char>(c);
  });
}

std::string header_block(std::string_view name, std::uint64_t size, Seconds at, char type) {
  constexpr std::uint64_t kOwnerOnly = 0600;
  std::string block(kBlock, '\0');
  put(block, kName, name);
  put_octal(block, kMode, kOwnerOnly);
  put_octal(block, kUser, 0);
  put_octal(block, kGroup, 0);
  put_octal(block, kSize, size);
  put_octal(block, kTime, static_cast<std::uint64_t>(std::max<Seconds>(at, 0)));
  put(block, kType, std::string(1, type));
  put(block, kMagic, kUstar);
  put(block, kSum, fmt::format("{:06o}", sum_of(block)) + std::string("\0 ", 2));
  return block;
}

// "LENGTH path=NAME\n", where the length counts itself.
std::string pax_record(std::string_view name) {
  const std::size_t rest = kPath.size() + name.size() + 1;
  std::size_t length = rest + 1;
  while (std::to_string(length).size() + rest != length) {
    ++length;
  }
  return fmt::format("{}{}{}\n", length, kPath, name);
}

std::size_t padding_of(std::uint64_t size) {
  return static_cast<std::size_t>((kBlock - size % kBlock) % kBlock);
}

tl::unexpected<Error> broken(std::string_view why) {
  return fail(ErrorCode::CorruptData, fmt::format("the archive is damaged: {}", why));
}

bool is_zero(std::string_view block) {
  return block.find_first_not_of('\0') == std::string_view::npos;
}

}  // namespace

Result<void> check_entry_name(std::string_view name) {
  constexpr std::string_view kRefused("\0\\\n", 3);
  bool fine = !name.empty() && name.size() <= kLongestName &&
              name.find_first_of(kRefused) == std::string_view::npos;
  for (std::string_view rest = name; fine;) {
    const std::size_t slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    fine = !part.empty() && part != "." && part != "..";
    if (slash == std::string_view::npos) {
      break;
    }
    rest.remove_prefix(slash + 1);
  }
  return fine ? Result<void>() : broken("a name in it leads out of its folder");
}

Result<std::string> tar_header(std::string_view name, std::uint64_t size, Seconds at) {
  TL_CHECK(check_entry_name(name));
  if (size > kLargestEntry) {
    return fail(ErrorCode::TooLarge, fmt::format("{} is too large for an archive: {}", name, size));
  }
  std::string blocks;
  if (name.size() > kName.size) {
    const std::string record = pax_record(name);
    blocks = header_block(kPaxName, record.size(), at, kPax) + record + tar_padding(record.size());
  }
  return blocks + header_block(name.substr(0, kName.size), size, at, kFile);
}

std::string tar_padding(std::uint64_t size) { return std::string(padding_of(size), '\0'); }

std::string tar_end() { return std::string(2 * kBlock, '\0'); }

Result<void> TarDecoder::feed(std::string_view bytes, const TarSink& sink) {
  while (!bytes.empty()) {
    switch (state_) {
      case State::Header:
        if (fill_block(bytes)) {
          TL_CHECK(take_header(sink));
        }
        break;
      case State::PaxName:
      case State::File:
        TL_CHECK(take_content(bytes, sink));
        break;
      case State::Padding:
        skip_padding(bytes);
        break;
      case State::End:
        if (!is_zero(bytes)) {
          return broken("something stands behind its end");
        }
        bytes = {};
        break;
    }
  }
  return {};
}

Result<void> TarDecoder::finish() const {
  return state_ == State::End ? Result<void>() : broken("its end is missing");
}

bool TarDecoder::fill_block(std::string_view& bytes) {
  const std::size_t n = std::min(bytes.size(), kBlock - block_.size());
  block_ += bytes.substr(0, n);
  bytes.remove_prefix(n);
  return block_.size() == kBlock;
}

Result<void> TarDecoder::take_header(const TarSink& sink) {
  const std::string block = std::exchange(block_, {});
  if (is_zero(block)) {
    state_ = ++n_zeros_ == 2 ? State::End : State::Header;
    return {};
  }
  const auto size = get_octal(block, kSize);
  const auto sum = get_octal(block, kSum);
  if (n_zeros_ > 0 || !size || sum != sum_of(block) || *size > kLargestEntry) {
    return broken("a header in it is none");
  }
  left_ = *size;
  padding_ = padding_of(*size);
  in_pax_ = block[kType.at] == kPax;
  if (in_pax_) {
    state_ = State::PaxName;
    constexpr std::size_t kRoomForLength = 32;
    return left_ > 0 && left_ <= kLongestName + kRoomForLength && name_.empty()
               ? Result<void>()
               : broken("a name in it is too long");
  }
  if (block[kType.at] != kFile) {
    return broken("it holds something that is no file");
  }
  if (name_.empty()) {
    name_ = std::string(get(block, kName));
  }
  return begin_entry(sink);
}

Result<void> TarDecoder::begin_entry(const TarSink& sink) {
  const std::string name = std::exchange(name_, {});
  TL_CHECK(check_entry_name(name));
  TL_CHECK(sink.begin(name, left_));
  state_ = State::File;
  if (left_ == 0) {
    state_ = State::Header;
    return sink.end();
  }
  return {};
}

Result<void> TarDecoder::take_content(std::string_view& bytes, const TarSink& sink) {
  const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), left_));
  if (in_pax_) {
    pax_ += bytes.substr(0, n);
  } else {
    TL_CHECK(sink.bytes(bytes.substr(0, n)));
  }
  bytes.remove_prefix(n);
  left_ -= n;
  if (left_ > 0) {
    return {};
  }
  state_ = padding_ > 0 ? State::Padding : State::Header;
  return in_pax_ ? take_pax() : sink.end();
}

Result<void> TarDecoder::take_pax() {
  const std::string record = std::exchange(pax_, {});
  const std::size_t path = record.find(kPath);
  if (path == std::string::npos || !record.ends_with('\n')) {
    return broken("a name in it cannot be read");
  }
  name_ = record.substr(path + kPath.size());
  name_.pop_back();
  return name_.empty() || pax_record(name_) != record ? broken("a name in it cannot be read")
                                                      : Result<void>();
}

void TarDecoder::skip_padding(std::string_view& bytes) {
  const std::size_t n = std::min(bytes.size(), padding_);
  bytes.remove_prefix(n);
  padding_ -= n;
  if (padding_ == 0) {
    state_ = State::Header;
  }
}

}  // namespace throughline::archive
