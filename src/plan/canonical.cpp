#include "plan/canonical.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sodium.h>
#include <utility>

#include "text/normal_form.hpp"

namespace throughline::plan {
namespace {

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(
      -1, ' ', false, nlohmann::json::error_handler_t::replace);  // only escapes are wanted
}

}  // namespace

Canonical Canonical::of(std::string_view text) {
  Canonical made;
  made.value_ = text::normal_form(text);
  return made;
}

Canonical Canonical::of(const Number& number) {
  Canonical made;
  made.value_ = JsonLiteral{number.text};
  return made;
}

Canonical Canonical::of(std::int64_t number) {
  Canonical made;
  made.value_ = JsonLiteral{std::to_string(number)};
  return made;
}

Canonical Canonical::flag(bool is_true) {
  Canonical made;
  made.value_ = JsonLiteral{is_true ? "true" : "false"};
  return made;
}

Canonical Canonical::of(List items) {
  Canonical made;
  made.value_ = std::move(items);
  return made;
}

Canonical Canonical::of(Map entries) {
  Canonical made;
  made.value_ = std::move(entries);
  return made;
}

Canonical Canonical::set_of(List items) {
  std::map<std::string, Canonical> by_text;
  for (Canonical& item : items) {
    std::string text = item.text();
    by_text.insert_or_assign(std::move(text), std::move(item));
  }
  List sorted;
  for (auto& [text, item] : by_text) {
    sorted.push_back(std::move(item));
  }
  return of(std::move(sorted));
}

const Canonical* Canonical::find(std::string_view key) const {
  if (map() == nullptr) {
    return nullptr;
  }
  const auto found = map()->find(key);
  return found == map()->end() ? nullptr : &found->second;
}

std::string Canonical::text() const {
  if (const auto* literal = std::get_if<JsonLiteral>(&value_)) {
    return literal->text;
  }
  if (string() != nullptr) {
    return quoted(*string());
  }
  std::string out;
  if (list() != nullptr) {
    for (const Canonical& item : *list()) {
      out += (out.empty() ? "" : ",") + item.text();
    }
    return "[" + out + "]";
  }
  for (const auto& [key, entry] : *map()) {
    out += (out.empty() ? "" : ",") + quoted(key) + ":" + entry.text();
  }
  return "{" + out + "}";
}

// Builds a value from the events of the JSON library, whose own tree would round numbers.
class CanonicalReader {
 public:
  bool null() { return place({}); }

  bool boolean(bool is_true) { return place(Canonical::flag(is_true)); }

  bool number_integer(std::int64_t number) { return place(Canonical::of(number)); }

  bool number_unsigned(std::uint64_t number) { return literal(std::to_string(number)); }

  bool number_float(double /*rounded*/, const std::string& digits) { return literal(digits); }

  bool string(std::string& text) { return place(Canonical::of(text)); }

  bool binary(std::vector<std::uint8_t>& /*bytes*/) { return false; }

  bool start_object(std::size_t /*size*/) { return open(Canonical::of(Canonical::Map{})); }

  bool start_array(std::size_t /*size*/) { return open(Canonical::of(Canonical::List{})); }

  bool key(std::string& name) {
    auto& entries = std::get<Canonical::Map>(open_.back().value_);
    keys_.back() = name;
    return !entries.contains(name);
  }

  bool end_object() { return close(); }

  bool end_array() { return close(); }

  bool parse_error(std::size_t /*at*/,
                   const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) {
    return false;
  }

  Canonical take() { return std::move(root_); }

 private:
  static constexpr std::size_t kMaxDepth = 32;

  bool literal(std::string digits) {
    Canonical made;
    made.value_ = JsonLiteral{std::move(digits)};
    return place(std::move(made));
  }

  bool open(Canonical container) {
    if (open_.size() >= kMaxDepth) {
      return false;
    }
    open_.push_back(std::move(container));
    keys_.emplace_back();
    return true;
  }

  bool close() {
    Canonical whole = std::move(open_.back());
    open_.pop_back();
    keys_.pop_back();
    return place(std::move(whole));
  }

  bool place(Canonical value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (auto* items = std::get_if<Canonical::List>(&open_.back().value_)) {
      items->push_back(std::move(value));
    } else {
      std::get<Canonical::Map>(open_.back().value_)
          .insert_or_assign(keys_.back(), std::move(value));
    }
    return true;
  }

  std::vector<Canonical> open_;
  std::vector<std::string> keys_;
  Canonical root_;
};

Result<Canonical> parse_canonical(std::string_view json) {
  CanonicalReader reader;
  if (!nlohmann::json::sax_parse(json, &reader)) {
    return fail(ErrorCode::CorruptData, "this is no JSON, or has a key twice");
  }
  return reader.take();
}

std::string sha256_of(std::string_view text) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::string out = "sha256:";
  for (const unsigned char byte : hash) {
    out += fmt::format("{:02x}", byte);
  }
  return out;
}

}  // namespace throughline::plan
