#pragma once

#include <string>

#include "schema/estimate.hpp"

namespace throughline::schema {

/// Names an estimate by its content: 32 hexadecimal digits from two 64-bit hashes of every field
/// but `id`, numbers in their shortest form that reads back the same, texts with their length. The
/// same on every machine; stored, so the form must never change (estimate_id_test.cpp pins one).
[[nodiscard]] std::string estimate_id(const Estimate& estimate);

}  // namespace throughline::schema
