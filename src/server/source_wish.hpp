#pragma once

#include "base/error.hpp"
#include "http/message.hpp"
#include "server/made.hpp"
#include "server/resources.hpp"
#include "workflow/source_page.hpp"

namespace throughline::server {

/// Which sources a request is about, and how they are to be ordered.
struct SourceAsked {
  schema::SourceKind kind = schema::SourceKind::Domain;
  workflow::SourceWish wish;
};

/// Reads `kind`, `q`, `channel`, `standing`, `sort` and `order`. Errors: InvalidArgument.
[[nodiscard]] Result<SourceAsked> source_asked(const http::Request& request);

/// The sources of a request: all of their kind, and the rows that match.
struct SourceRows {
  Made::SourcesPointer list;
  Made::RowsPointer matches;
};

/// Errors: those of source_asked() and of the store.
[[nodiscard]] Result<SourceRows> source_rows_of(const Call& call);

}  // namespace throughline::server
