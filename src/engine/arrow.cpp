#include "engine/arrow.hpp"

#include <array>
#include <vector>

namespace throughline::engine {
namespace {

void release_schema(ArrowSchema* schema) { schema->release = nullptr; }

void release_array(ArrowArray* array) { array->release = nullptr; }

// Format strings of the C data interface; 'Z' is binary with 64-bit offsets, which is what Strings
// holds and, unlike utf8, promises nothing about the bytes.
const char* format_of(const Values& values) {
  constexpr std::array<const char*, 7> kFormats = {"C", "S", "I", "L", "l", "g", "Z"};
  return kFormats.at(values.index());
}

}  // namespace

struct ArrowView::Parts {
  std::vector<ArrowSchema> child_schemas;
  std::vector<ArrowArray> child_arrays;
  std::vector<ArrowSchema*> schema_pointers;
  std::vector<ArrowArray*> array_pointers;
  std::vector<std::array<const void*, 3>> buffers;
  const void* no_validity = nullptr;
  ArrowSchema schema{};
  ArrowArray array{};
};

ArrowView::ArrowView(const Batch& batch) : parts_(std::make_unique<Parts>()) {
  const std::size_t n_columns = batch.columns.size();
  const auto n_rows = static_cast<std::int64_t>(batch.n_rows());
  parts_->buffers.reserve(n_columns);  // children point into these, so they must not move
  parts_->child_schemas.reserve(n_columns);
  parts_->child_arrays.reserve(n_columns);
  for (const Column& column : batch.columns) {
    const auto* strings = std::get_if<Strings>(&column.values);
    auto& buffers = parts_->buffers.emplace_back();
    buffers[1] = std::visit(
        [](const auto& values) -> const void* {
          if constexpr (std::is_same_v<std::decay_t<decltype(values)>, Strings>) {
            return values.offsets.data();
          } else {
            return values.data();
          }
        },
        column.values);
    buffers[2] = strings != nullptr ? strings->bytes.data() : nullptr;
    parts_->child_schemas.push_back({format_of(column.values),
                                     column.name.c_str(),
                                     nullptr,
                                     0,
                                     0,
                                     nullptr,
                                     nullptr,
                                     release_schema,
                                     nullptr});
    parts_->child_arrays.push_back({n_rows,
                                    0,
                                    0,
                                    strings != nullptr ? 3 : 2,
                                    0,
                                    buffers.data(),
                                    nullptr,
                                    nullptr,
                                    release_array,
                                    nullptr});
    parts_->schema_pointers.push_back(&parts_->child_schemas.back());
    parts_->array_pointers.push_back(&parts_->child_arrays.back());
  }
  const auto n_children = static_cast<std::int64_t>(n_columns);
  parts_->schema = {"+s",
                    "",
                    nullptr,
                    0,
                    n_children,
                    parts_->schema_pointers.data(),
                    nullptr,
                    release_schema,
                    nullptr};
  parts_->array = {n_rows,
                   0,
                   0,
                   1,
                   n_children,
                   &parts_->no_validity,
                   parts_->array_pointers.data(),
                   nullptr,
                   release_array,
                   nullptr};
}

ArrowView::~ArrowView() = default;

ArrowSchema* ArrowView::schema() { return &parts_->schema; }

ArrowArray* ArrowView::array() { return &parts_->array; }

}  // namespace throughline::engine
