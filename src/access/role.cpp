#include "access/role.hpp"

#include <array>
#include <utility>

namespace throughline::access {
namespace {

constexpr std::array kRoles = {std::pair{Role::Viewer, std::string_view("viewer")},
                               std::pair{Role::Editor, std::string_view("editor")},
                               std::pair{Role::Admin, std::string_view("admin")}};
constexpr std::array kScopes = {std::pair{Scope::Read, std::string_view("read")},
                                std::pair{Scope::Write, std::string_view("write")},
                                std::pair{Scope::Admin, std::string_view("admin")},
                                std::pair{Scope::Collect, std::string_view("collect")}};

std::optional<Scope> scope_named(std::string_view name) {
  for (const auto& [scope, known] : kScopes) {
    if (known == name) {
      return scope;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Role role) { return kRoles[static_cast<std::size_t>(role)].second; }

Result<Role> role_named(std::string_view name) {
  for (const auto& [role, known] : kRoles) {
    if (known == name) {
      return role;
    }
  }
  return fail(ErrorCode::InvalidArgument,
              fmt::format("the role must be viewer, editor or admin: {}", name));
}

std::string_view name_of(Scope scope) {
  for (const auto& [known, name] : kScopes) {
    if (known == scope) {
      return name;
    }
  }
  return "";
}

Scopes with_included(Scopes scopes) {
  if (scopes.has(Scope::Admin)) {
    return {Scope::Read, Scope::Write, Scope::Admin, Scope::Collect};
  }
  if (scopes.has(Scope::Write)) {
    scopes.add(Scope::Read);
  }
  return scopes;
}

Scopes scopes_of(Role role) {
  switch (role) {
    case Role::Viewer:
      return {Scope::Read};
    case Role::Editor:
      return with_included({Scope::Write});
    case Role::Admin:
      return with_included({Scope::Admin});
  }
  return {};
}

std::optional<Role> role_of(Scopes scopes) {
  if (scopes.has(Scope::Admin)) {
    return Role::Admin;
  }
  if (scopes.has(Scope::Write)) {
    return Role::Editor;
  }
  return scopes.has(Scope::Read) ? std::optional(Role::Viewer) : std::nullopt;
}

std::string text_of(Scopes scopes) {
  std::string text;
  for (const auto& [scope, name] : kScopes) {
    if (scopes.has(scope)) {
      text += (text.empty() ? "" : ",") + std::string(name);
    }
  }
  return text;
}

Result<Scopes> parse_scopes(std::string_view text) {
  Scopes scopes;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t comma = rest.find(',');
    const std::string_view name = rest.substr(0, comma);
    const std::optional<Scope> scope = scope_named(name);
    if (!scope) {
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("a scope must be read, write, admin or collect: {}", name));
    }
    scopes.add(*scope);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  if (scopes.empty()) {
    return fail(ErrorCode::InvalidArgument,
                "a token needs at least one scope: read, write, admin or collect");
  }
  return scopes;
}

}  // namespace throughline::access
