#include "app/answering.hpp"

#include <streambuf>

#include "app/holding.hpp"
#include "app/program.hpp"

namespace throughline::app {
namespace {

using Send = Result<void> (holder::Conversation::*)(std::string_view);

// Gathers what a stream is given and sends it when it is much, or when the stream is flushed.
class SendingBuffer final : public std::streambuf {
 public:
  SendingBuffer(holder::Conversation& conversation, Send send)
      : conversation_(conversation), send_(send) {
    setp(buffer_.data(), buffer_.data() + buffer_.size());
  }

 protected:
  int sync() override {
    const std::string_view bytes(pbase(), static_cast<std::size_t>(pptr() - pbase()));
    const bool sent = (conversation_.*send_)(bytes).has_value();
    setp(buffer_.data(), buffer_.data() + buffer_.size());
    return sent ? 0 : -1;
  }

  int_type overflow(int_type next) override {
    if (sync() != 0) {
      return traits_type::eof();
    }
    if (!traits_type::eq_int_type(next, traits_type::eof())) {
      sputc(traits_type::to_char_type(next));
    }
    return traits_type::not_eof(next);
  }

 private:
  holder::Conversation& conversation_;
  Send send_;
  std::string buffer_ = std::string(32 * 1024, '\0');
};

constexpr const char* kChinese = "zh";
constexpr const char* kEnglish = "en";

}  // namespace

holder::Request request_of(const std::vector<std::string>& arguments, const Console& console) {
  return {.version = kVersion,
          .arguments = arguments,
          .folder = std::filesystem::current_path().string(),
          .width = static_cast<std::uint32_t>(console.width),
          .color = console.color,
          .progress = console.progress,
          .language = console.language == render::Language::Chinese ? kChinese : kEnglish};
}

int answer(const holder::Request& request, holder::Conversation& conversation, Held& held) {
  SendingBuffer out_buffer(conversation, &holder::Conversation::out);
  SendingBuffer err_buffer(conversation, &holder::Conversation::err);
  std::ostream out(&out_buffer);
  std::ostream err(&err_buffer);
  err.tie(&out);  // as std::cerr, so that both arrive in the order in which they were written
  err << std::unitbuf;
  Console console{.out = out,
                  .err = err,
                  .width = request.width,
                  .color = request.color,
                  .progress = request.progress,
                  .language = request.language == kChinese ? render::Language::Chinese
                                                           : render::Language::English,
                  .folder = request.folder,
                  .stop = conversation.stop_token(),
                  .open_input = [&] { return conversation.open_input(); },
                  .held = &held};
  return run_program(request.arguments, console);
}

}  // namespace throughline::app
