#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "evidence/effect.hpp"
#include "evidence/judging.hpp"
#include "plan/model.hpp"
#include "views/ledger.hpp"

/// How pages call what the plan and the evidence speak of.
namespace throughline::workflow {

/// A market's title; "" for all of them.
[[nodiscard]] std::string market_name(const plan::Plan& plan, std::string_view id);
[[nodiscard]] views::MetricName metric_name(const plan::Plan& plan, std::string_view id);
/// What any node has in common; null for an id that is none.
[[nodiscard]] const plan::Head* head_of(const plan::Plan& plan, std::string_view id);
/// Its title, else the id.
[[nodiscard]] std::string node_name(const plan::Plan& plan, std::string_view id);

[[nodiscard]] views::MoneyFigure cost_figure(std::string_view node,
                                             std::uint64_t rows,
                                             std::int64_t minor);
[[nodiscard]] views::EffectFigure effect_figure(std::string_view node,
                                                std::uint64_t estimates,
                                                const schema::Interval& interval,
                                                schema::Grade grade);
/// The estimate that decides in a market, as a figure; nothing if none does.
[[nodiscard]] std::optional<views::EffectFigure> deciding_figure(
    std::string_view node, const evidence::MarketJudgement& market);

}  // namespace throughline::workflow
