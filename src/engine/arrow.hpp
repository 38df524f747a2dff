#pragma once

#include <cstdint>
#include <memory>

#include "engine/batch.hpp"

namespace throughline::engine {

/// The two structs of the Arrow C data interface, version 1 (arrow.apache.org, "C data interface");
/// layout is fixed by that document.
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};

/// A batch seen through the Arrow C data interface without copying its values. Looks into the
/// batch, which must outlive it; the consumer's release calls free nothing.
class ArrowView {
 public:
  explicit ArrowView(const Batch& batch);
  ~ArrowView();
  ArrowView(const ArrowView&) = delete;
  ArrowView& operator=(const ArrowView&) = delete;

  [[nodiscard]] ArrowSchema* schema();
  [[nodiscard]] ArrowArray* array();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace throughline::engine
