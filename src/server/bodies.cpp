#include "server/bodies.hpp"

#include <fmt/format.h>

namespace throughline::server {

Result<nlohmann::json> object_of(const http::Request& request) {
  nlohmann::json json = nlohmann::json::parse(request.body, nullptr, false);
  if (!json.is_object()) {
    return fail(ErrorCode::InvalidArgument,
                "the body must be a JSON object",
                "Send it with Content-Type: application/json");
  }
  return json;
}

Result<std::string> text_member(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) {
    return fail(ErrorCode::InvalidArgument, fmt::format("the body needs \"{}\", a text", name));
  }
  return found->get<std::string>();
}

Result<std::vector<plan::SourceFile>> files_member(const nlohmann::json& object) {
  const auto found = object.find("files");
  if (found == object.end() || !found->is_array() || found->empty()) {
    return fail(ErrorCode::InvalidArgument,
                R"(the body needs "files", a list of {"name": …, "text": …})");
  }
  std::vector<plan::SourceFile> files;
  for (const nlohmann::json& one : *found) {
    if (!one.is_object()) {
      return fail(ErrorCode::InvalidArgument, R"(each of "files" must be {"name": …, "text": …})");
    }
    TL_TRY(std::string name, text_member(one, "name"));
    TL_TRY(std::string text, text_member(one, "text"));
    files.push_back({std::move(name), std::move(text)});
  }
  return files;
}

}  // namespace throughline::server
