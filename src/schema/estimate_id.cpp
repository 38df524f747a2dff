#include "schema/estimate_id.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"

namespace throughline::schema {
namespace {

// Writes fields so that no two estimates give the same bytes.
class Canonical {
 public:
  Canonical& text(std::string_view value) {
    bytes_ += fmt::format("{}:{};", value.size(), value);
    return *this;
  }

  template <class Number>
  Canonical& number(Number value) {
    bytes_ += fmt::format("{};", value);
    return *this;
  }

  // −0 and 0 are one value.
  Canonical& real(double value) { return number(value == 0.0 ? 0.0 : value); }

  Canonical& texts(const std::vector<std::string>& values) {
    number(values.size());
    for (const std::string& value : values) {
      text(value);
    }
    return *this;
  }

  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

void write(Canonical& out, const Effect& effect) {
  out.real(effect.interval.value).real(effect.interval.low).real(effect.interval.high);
  out.real(effect.interval.level).number(static_cast<int>(effect.scale)).real(effect.baseline);
}

void write(Canonical& out, const Inputs& inputs) {
  out.text(inputs.run).text(inputs.plan_hash).texts(inputs.sources);
  out.number(inputs.rows).number(inputs.seed).text(inputs.version);
}

}  // namespace

std::string estimate_id(const Estimate& estimate) {
  Canonical out;
  out.text(estimate.about.tactic).text(estimate.about.link).text(estimate.about.second);
  out.text(estimate.metric).text(estimate.market);
  out.text(format_date(estimate.from)).text(format_date(estimate.to));
  write(out, estimate.effect);
  out.number(estimate.n).number(static_cast<int>(estimate.grade));
  out.text(name_of(estimate.method));
  write(out, estimate.inputs);
  out.texts(estimate.caveats).number(static_cast<int>(estimate.origin));
  return fmt::format("{:016x}{:016x}", hash_bytes(out.bytes(), 0), hash_bytes(out.bytes(), 1));
}

}  // namespace throughline::schema
