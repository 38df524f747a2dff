#include <algorithm>
#include <fmt/format.h>

#include "plan/rules/rules.hpp"
#include "plan/words.hpp"

// TL013: the cell of Ansoff's grid (1957) follows from what is new; a declared one must be that.
namespace throughline::plan::rules {
namespace {

bool claims_new_product(Ansoff move) {
  return move == Ansoff::ProductDevelopment || move == Ansoff::Diversification;
}

bool claims_new_market(Ansoff move) {
  return move == Ansoff::MarketDevelopment || move == Ansoff::Diversification;
}

Ansoff move_of(bool new_product, bool new_market) {
  if (new_product) {
    return new_market ? Ansoff::Diversification : Ansoff::ProductDevelopment;
  }
  return new_market ? Ansoff::MarketDevelopment : Ansoff::Penetration;
}

// The first new market by id; null if all are existing ones.
const Market* new_market(const Subject& subject, std::string_view strategy) {
  for (const std::string& id : subject.markets_of(strategy)) {
    const Market* market = subject.plan().market(id);
    if (market != nullptr && market->status.value == Newness::New) {
      return market;
    }
  }
  return nullptr;
}

// A market that dangles is told; what it would make of the move is not known.
bool knows_markets(const Plan& plan, const Strategy& strategy) {
  return !strategy.markets.empty() && std::ranges::all_of(strategy.markets, [&](const Ref& market) {
    return plan.market(market.value) != nullptr;
  });
}

std::string status_text(const Product* product, bool new_product, const Market* market) {
  const std::string about_market = market == nullptr
                                       ? std::string("every market is existing")
                                       : fmt::format("market {} is new", market->head.id.value);
  return product == nullptr ? about_market
                            : fmt::format("product {} is {} and {}",
                                          product->head.id.value,
                                          new_product ? "new" : "existing",
                                          about_market);
}

}  // namespace

std::vector<Finding> ansoff_moves(const Subject& subject) {
  std::vector<Finding> out;
  for (const Strategy& strategy : subject.plan().strategies) {
    if (!strategy.ansoff || !knows_markets(subject.plan(), strategy)) {
      continue;
    }
    const Ansoff declared = strategy.ansoff->value;
    const Product* product =
        strategy.product ? subject.plan().product(strategy.product->value) : nullptr;
    const bool new_product =
        product == nullptr ? claims_new_product(declared) : product->status.value == Newness::New;
    const Market* market = new_market(subject, strategy.head.id.value);
    const Ansoff derived = move_of(new_product, market != nullptr);
    if (derived != declared) {
      const bool about_product = new_product != claims_new_product(declared);
      const bool about_market = (market != nullptr) != claims_new_market(declared);
      out.push_back(finding(
          "TL013",
          strategy.head,
          "ansoff",
          strategy.ansoff->at,
          fmt::format("{} says {}, but {}",
                      strategy.head.id.value,
                      name_of(declared),
                      about_product && !about_market
                          ? fmt::format("product {} is {}",
                                        product->head.id.value,
                                        new_product ? "new" : "existing")
                          : status_text(about_product ? product : nullptr, new_product, market)),
          fmt::format("write ansoff: {}", name_of(derived))));
    }
  }
  return out;
}

}  // namespace throughline::plan::rules
