#include <cstddef>
#include <cstdint>

#include "plan/lock.hpp"

using throughline::plan::Lock;
using throughline::plan::LockEntry;
using throughline::plan::read_lock;

// Any bytes are read or refused; what is read is written and read as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto lock = read_lock({reinterpret_cast<const char*>(data), size}, "plan.lock");
  if (!lock) {
    return 0;
  }
  std::string text;
  for (const LockEntry& entry : lock->entries) {
    text += text_of(entry);
  }
  const auto again = read_lock(text, "plan.lock");
  TL_ASSERT(again && again->entries.size() == lock->entries.size());
  TL_ASSERT(again->broken == lock->broken);
  return 0;
}
