#include "server/conversation.hpp"

#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>

#include "engine/chdb_answer.hpp"

namespace throughline::test_server {
namespace {

using engine::ChdbAnswer;

Failure failure_of(const ChdbAnswer& answer) {
  return answer.exception().empty() ? Failure() : Failure(answer.exception());
}

// Parameters as the parallel arrays that the C interface takes. Looks into the question.
struct Bound {
  explicit Bound(const Pairs& parameters) {
    for (const auto& [name, value] : parameters) {
      names.push_back(name.data());
      name_sizes.push_back(name.size());
      values.push_back(value.data());
      value_sizes.push_back(value.size());
    }
  }

  std::vector<const char*> names;
  std::vector<std::size_t> name_sizes;
  std::vector<const char*> values;
  std::vector<std::size_t> value_sizes;
};

// The rows of one INSERT in a file, gone with the scope.
class RowsFile {
 public:
  RowsFile(const std::string& folder, const std::string& rows) {
    static std::atomic<int> next{0};
    path_ = folder + ".rows" + std::to_string(next.fetch_add(1));
    std::ofstream(path_, std::ios::binary) << rows;
  }

  ~RowsFile() { std::filesystem::remove(path_); }

  RowsFile(const RowsFile&) = delete;
  RowsFile& operator=(const RowsFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

Conversation::Conversation(const engine::ChdbApi& api, const std::string& folder)
    : api_(api), folder_(folder) {
  std::string program = "throughline_test_server";
  std::string path = "--path=" + folder;
  std::array<char*, 2> arguments = {program.data(), path.data()};
  connection_ = api.connect(static_cast<int>(arguments.size()), arguments.data());
}

Conversation::~Conversation() {
  if (is_open()) {
    api_.close_conn(connection_);
  }
}

Failure Conversation::ask(const Question& question, const Sink& sink) {
  if (auto failed = prepare(question)) {
    return failed;
  }
  if (!question.data.empty()) {
    return insert(question, sink);
  }
  return gives_rows(question.sql) ? stream(question, sink) : run(question.sql, question, sink);
}

Failure Conversation::prepare(const Question& question) {
  const Sink nobody = [](std::string_view) { return true; };
  if (!question.database.empty()) {
    if (auto failed = run("USE " + in_quotes(question.database, '`'), {}, nobody)) {
      return failed;
    }
  }
  for (const auto& [name, value] : question.settings) {
    const std::string sql = "SET " + in_quotes(name, '`') + " = " + in_quotes(value, '\'');
    if (auto failed = run(sql, {}, nobody)) {
      return failed;
    }
  }
  return {};
}

Failure Conversation::run(const std::string& sql, const Question& question, const Sink& sink) {
  const Bound bound(question.parameters);
  const ChdbAnswer answer(api_,
                          api_.query_with_params_n(*connection_,
                                                   sql.data(),
                                                   sql.size(),
                                                   question.format.data(),
                                                   question.format.size(),
                                                   bound.names.data(),
                                                   bound.name_sizes.data(),
                                                   bound.values.data(),
                                                   bound.value_sizes.data(),
                                                   bound.names.size()));
  if (auto failed = failure_of(answer)) {
    return failed;
  }
  if (!answer.bytes().empty()) {
    sink(answer.bytes());
  }
  return {};
}

Failure Conversation::stream(const Question& question, const Sink& sink) {
  const Bound bound(question.parameters);
  const ChdbAnswer handle(api_,
                          api_.stream_query_with_params_n(*connection_,
                                                          question.sql.data(),
                                                          question.sql.size(),
                                                          question.format.data(),
                                                          question.format.size(),
                                                          bound.names.data(),
                                                          bound.name_sizes.data(),
                                                          bound.values.data(),
                                                          bound.value_sizes.data(),
                                                          bound.names.size()));
  if (auto failed = failure_of(handle)) {
    return failed;
  }
  while (true) {
    const ChdbAnswer chunk(api_, api_.stream_fetch_result(*connection_, handle.get()));
    if (auto failed = failure_of(chunk)) {
      return failed;
    }
    if (chunk.bytes().empty()) {
      return {};
    }
    if (!sink(chunk.bytes())) {
      api_.stream_cancel_query(*connection_, handle.get());
      return {};
    }
  }
}

// The engine takes no binary rows in the text of a statement, but reads them from a file.
Failure Conversation::insert(const Question& question, const Sink& sink) {
  const RowsFile rows(folder_, question.data);
  return run(with_file(question.sql, rows.path()), question, sink);
}

}  // namespace throughline::test_server
