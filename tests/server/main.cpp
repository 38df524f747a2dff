// throughline_test_server FOLDER: serves the embedded engine on a free loopback port, in the words
// of ClickHouse's HTTP interface, until it is stopped. Says "listening on http://…" once it can be
// asked.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <cstdio>
#include <string>
#include <thread>
#include <utility>  // before Asio, which forgets it

#include "engine/chdb_api.hpp"
#include "server/conversation.hpp"
#include "server/question.hpp"
#include "server/reply.hpp"

namespace throughline::test_server {
namespace {

namespace http = boost::beast::http;
using boost::asio::ip::tcp;
using boost::system::error_code;
using Request = http::request<http::string_body>;

constexpr std::uint32_t kMaxHeader = 4 << 20;  // parameters travel in the request line
constexpr std::uint64_t kMaxBody = 1ULL << 32U;

Failure stranger(const Request& request) {
  const auto user = request["X-ClickHouse-User"];
  if ((user.empty() || user == "default") && request["X-ClickHouse-Key"].empty()) {
    return {};
  }
  return "Code: 516. DB::Exception: " + std::string(user) +
         ": Authentication failed: password is incorrect, or there is no user with such name. "
         "(AUTHENTICATION_FAILED)";
}

// False: the connection is of no use any more.
bool answer(tcp::socket& socket,
            Request&& request,
            const engine::ChdbApi& api,
            const std::string& folder) {
  const std::string target(request.target());
  const Question question = question_of(target, std::move(request.body()));
  Reply reply(socket, question.format);
  if (target == "/ping") {
    return reply.send("Ok.\n") && reply.finish();
  }
  if (const Failure failed = stranger(request)) {
    return reply.fail(*failed);
  }
  Conversation conversation(api, folder);
  if (!conversation.is_open()) {
    return reply.fail("Code: 210. DB::Exception: The store cannot be opened");
  }
  bool wanted = true;
  std::string kept;
  const Failure failed = conversation.ask(question, [&](std::string_view bytes) {
    if (question.wait_end_of_query) {
      kept += bytes;
    } else {
      wanted = reply.send(bytes);
    }
    return wanted;
  });
  if (failed) {
    return reply.fail(*failed);
  }
  return wanted && (kept.empty() || reply.send(kept)) && reply.finish();
}

void serve(tcp::socket socket, const engine::ChdbApi& api, const std::string& folder) {
  boost::beast::flat_buffer buffer;
  bool useful = true;
  while (useful) {
    http::request_parser<http::string_body> parser;
    parser.body_limit(kMaxBody);
    parser.header_limit(kMaxHeader);
    error_code failed;
    http::read(socket, buffer, parser, failed);
    useful = !failed && answer(socket, parser.release(), api, folder);
  }
}

int run(const std::string& folder) {
  const auto api = engine::load_chdb();
  if (!api) {
    std::fprintf(stderr, "%s\n", api.error().text().c_str());
    return 3;
  }
  const Conversation holder(**api, folder);  // the store stays open between questions
  if (!holder.is_open()) {
    std::fprintf(stderr, "cannot open the store: %s\n", folder.c_str());
    return 3;
  }
  boost::asio::io_context context;
  tcp::acceptor acceptor(context, {boost::asio::ip::address_v4::loopback(), 0});
  std::printf("listening on http://127.0.0.1:%d\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  while (true) {
    tcp::socket socket = acceptor.accept();
    socket.set_option(tcp::no_delay(true));
    std::thread(serve, std::move(socket), std::cref(**api), folder).detach();
  }
}

}  // namespace
}  // namespace throughline::test_server

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: throughline_test_server FOLDER\n");
    return 2;
  }
  return throughline::test_server::run(argv[1]);
}
