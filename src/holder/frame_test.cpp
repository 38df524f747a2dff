#include "holder/frame.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace throughline::holder {
namespace {

TEST(Frame, IsItsKindItsLengthAndItsPayload) {
  EXPECT_EQ(encode_frame(FrameKind::Out, "ab"), std::string("\x04\x02\0\0\0ab", 7));
}

RC_GTEST_PROP(Frame, ComeOutAsTheyWentInHoweverTheStreamIsCut, ()) {
  const auto payloads = *rc::gen::arbitrary<std::vector<std::string>>();
  const auto piece = *rc::gen::inRange<std::size_t>(1, 9);
  std::string stream;
  for (const std::string& payload : payloads) {
    stream += encode_frame(FrameKind::Err, payload);
  }
  FrameDecoder decoder;
  std::vector<std::string> got;
  for (std::size_t at = 0; at < stream.size(); at += piece) {
    decoder.feed(std::string_view(stream).substr(at, piece));
    for (auto frame = decoder.next(); frame && *frame; frame = decoder.next()) {
      RC_ASSERT((*frame)->kind == FrameKind::Err);
      got.push_back((*frame)->payload);
    }
  }
  RC_ASSERT(got == payloads);
}

TEST(Frame, OfAKindThatThereIsNotIsRefused) {
  for (const char kind : {'\0', '\x09', '\xff'}) {
    FrameDecoder decoder;
    decoder.feed(std::string(1, kind) + std::string(4, '\0'));
    const auto frame = decoder.next();
    ASSERT_FALSE(frame.has_value());
    EXPECT_EQ(frame.error().code, ErrorCode::CorruptData);
  }
}

TEST(Frame, ThatClaimsMoreThanAnyHoldsIsRefusedBeforeItsPayloadComes) {
  FrameDecoder decoder;
  decoder.feed(std::string("\x01\x01\0\x40\0", 5));  // 4 MiB and a byte
  const auto frame = decoder.next();
  ASSERT_FALSE(frame.has_value());
  EXPECT_NE(frame.error().message.find("4194305"), std::string::npos) << frame.error().message;
}

}  // namespace
}  // namespace throughline::holder
