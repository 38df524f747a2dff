#include "collector/senders.hpp"

namespace throughline::collector {

Senders::Senders(Visitors& visitors,
                 const http::Request& request,
                 std::uint64_t site,
                 std::int64_t now)
    : visitors_(visitors),
      request_(request),
      site_(site),
      now_(now),
      agent_(agent_text(request.header("user-agent"))),
      asks_not_(request.header("dnt") == "1" || request.header("sec-gpc") == "1") {}

Sender Senders::of(const Event& event) {
  const auto time = static_cast<std::uint32_t>(now_ / 1000);
  const std::string_view agent = request_.header("user-agent");
  std::optional<std::uint64_t>& number = is_passing(event) ? passing_ : known_;
  if (!number) {
    number = is_passing(event) ? visitors_.passing(request_.address, agent, site_, time)
                               : visitors_.known(request_.address, agent, site_, time);
  }
  return {.visitor = *number, .agent = agent_, .now = now_};
}

}  // namespace throughline::collector
