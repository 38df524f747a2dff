#include "http/outbox.hpp"

#include <algorithm>
#include <utility>

namespace throughline::http {

namespace {

// Below this, copying is cheaper than one more piece for the kernel to walk.
constexpr std::size_t kCopied = 4096;

std::string_view view_of(const Body& body) {
  return std::visit([](const auto& bytes) { return std::string_view(bytes); }, body);
}

}  // namespace

std::string& Outbox::text() {
  if (!last_is_text_) {
    waiting_.emplace_back(std::string());
    last_is_text_ = true;
  }
  return std::get<std::string>(waiting_.back());
}

void Outbox::add(Body body) {
  const auto bytes = view_of(body);
  if (bytes.size() <= kCopied) {
    text().append(bytes);
    return;
  }
  waiting_.push_back(std::move(body));
  last_is_text_ = false;
}

std::size_t Outbox::size() const {
  std::size_t total = 0;
  for (const auto& body : waiting_) {
    total += view_of(body).size();
  }
  for (const auto view : views_) {
    total += view.size();
  }
  return total;
}

const std::vector<std::string_view>& Outbox::views() {
  if (views_.empty()) {
    take_off();
  }
  return views_;
}

void Outbox::take_off() {
  leaving_.clear();
  std::swap(leaving_, waiting_);
  last_is_text_ = false;
  for (const auto& body : leaving_) {
    if (const auto bytes = view_of(body); !bytes.empty()) {
      views_.push_back(bytes);
    }
  }
}

void Outbox::sent(std::size_t n) {
  auto view = views_.begin();
  for (; view != views_.end() && n >= view->size(); ++view) {
    n -= view->size();
  }
  if (view != views_.end()) {
    view->remove_prefix(n);
  }
  views_.erase(views_.begin(), view);
}

}  // namespace throughline::http
