#include <cstddef>
#include <cstdint>
#include <string_view>

#include "acquisition/agents.hpp"
#include "acquisition/classifier.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace acquisition = throughline::acquisition;
  static const acquisition::AgentList agents;
  static const auto classifier = acquisition::Classifier::make({.own_hosts = {"own.example"}});
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t half = size / 2;
  const acquisition::Touch touch =
      classifier->classify(input.substr(0, half), input.substr(half), input);
  if (touch.source.empty() || touch.medium.empty() || touch.rule.empty() || touch.name.empty()) {
    __builtin_trap();
  }
  // A query without tags cannot change the judgement.
  if (!acquisition::has_tags(input.substr(half)) &&
      classifier->classify(input.substr(0, half), "", input).rule != touch.rule) {
    __builtin_trap();
  }
  (void)agents.classify(input);
  return 0;
}
