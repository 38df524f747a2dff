#include "server/source_wish.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "views/figure.hpp"

namespace throughline::server {
namespace {

constexpr std::array<std::string_view, 6> kStandings = {
    "unnamed", "paid", "small", "passing", "not better", "signal"};

Result<schema::Channel> channel_named(const std::string& name) {
  const std::string slug = views::slug_of(name);
  for (int i = 0; i < schema::kChannels; ++i) {
    const auto channel = static_cast<schema::Channel>(i);
    if (views::slug_of(schema::name_of(channel)) == slug) {
      return channel;
    }
  }
  return fail(ErrorCode::InvalidArgument,
              fmt::format("no channel is called \"{}\"", name),
              "Channels are written as paid-social");
}

Result<std::string> standing_named(const std::string& name) {
  const std::string slug = views::slug_of(name);
  for (const std::string_view standing : kStandings) {
    if (views::slug_of(standing) == slug) {
      return std::string(standing);
    }
  }
  return fail(ErrorCode::InvalidArgument,
              fmt::format("no standing is called \"{}\"", name),
              "There are: unnamed, paid, small, passing, not-better, signal");
}

Result<workflow::Order> order_of(const http::Request& request, workflow::SourceKey key) {
  const std::string order = parameter(request, "order");
  if (order == "asc") {
    return workflow::Order::Ascending;
  }
  if (order == "desc") {
    return workflow::Order::Descending;
  }
  if (!order.empty()) {
    return fail(ErrorCode::InvalidArgument, "order must be asc or desc");
  }
  using enum workflow::SourceKey;
  const bool ascends =
      key == Rank || key == Name || key == Channel || key == Landing || key == Standing || key == Q;
  return ascends ? workflow::Order::Ascending : workflow::Order::Descending;
}

}  // namespace

Result<SourceAsked> source_asked(const http::Request& request) {
  SourceAsked asked;
  if (const std::string kind = parameter(request, "kind"); !kind.empty()) {
    TL_TRY(asked.kind, workflow::source_kind_named(kind));
  }
  asked.wish.text = parameter(request, "q");
  if (const std::string channel = parameter(request, "channel"); !channel.empty()) {
    TL_TRY(asked.wish.channel, channel_named(channel));
  }
  if (const std::string standing = parameter(request, "standing"); !standing.empty()) {
    TL_TRY(asked.wish.standing, standing_named(standing));
  }
  if (const std::string sort = parameter(request, "sort"); !sort.empty()) {
    TL_TRY(asked.wish.key, workflow::source_key_named(sort));
  }
  TL_TRY(asked.wish.order, order_of(request, asked.wish.key));
  return asked;
}

}  // namespace throughline::server
