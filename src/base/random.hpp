#pragma once

#include <cstdint>
#include <string_view>

namespace throughline {

/// A stream of random numbers named by (seed, purpose, index): the same name gives the same numbers
/// on any machine and at any thread count, and streams of other names are independent.
///
/// Counter-based: draw i is a bijective mix (SplitMix64 finaliser, Steele et al. 2014) of key + i ·
/// γ.
class Rng {
 public:
  Rng(std::uint64_t seed, std::string_view purpose, std::uint64_t index = 0);

  using result_type = std::uint64_t;
  std::uint64_t operator()();

  static constexpr std::uint64_t min() { return 0; }

  static constexpr std::uint64_t max() { return ~0ULL; }

  double uniform();                      ///< in (0, 1), both ends open
  std::uint64_t below(std::uint64_t n);  ///< uniform on 0 … n − 1; n > 0
  bool bernoulli(double probability);
  double normal();  ///< standard normal, by inversion (Wichura 1988, AS 241)
  double exponential(double rate);
  double gamma(double shape);  ///< scale 1; Marsaglia & Tsang (2000)
  double beta(double a, double b);
  std::uint64_t poisson(double mean);  ///< exact for mean < 30, PTRS (Hörmann 1993) above
  std::uint64_t binomial(std::uint64_t n, double probability);

 private:
  std::uint64_t key_;
  std::uint64_t counter_ = 0;
};

}  // namespace throughline
