#include "render/sources_json.hpp"
#include "server/resources.hpp"
#include "server/source_wish.hpp"

namespace throughline::server {

Result<SourceRows> source_rows_of(const Call& call) {
  TL_TRY(const SourceAsked asked, source_asked(call.request));
  SourceRows rows;
  TL_TRY(rows.list, call.made.sources(call.store, call.moment, call.asking, asked.kind));
  TL_TRY(rows.matches, call.made.rows(call.moment, call.asking, *rows.list, asked.wish));
  return rows;
}

Result<Answer> get_sources(const Call& call) {
  constexpr std::uint64_t kUsual = 200;
  constexpr std::uint64_t kMost = 10'000;
  TL_TRY(const Piece piece, piece_of(call.request, kUsual, kMost));
  TL_TRY(const SourceRows rows, source_rows_of(call));
  return Answer{.text = render::sources_json(
                    workflow::page_of(*rows.list, *rows.matches, piece.offset, piece.limit))};
}

}  // namespace throughline::server
