#include <fmt/format.h>
#include <fmt/ranges.h>

#include "plan/plan_shape.hpp"
#include "plan/sections.hpp"

namespace throughline::plan {
namespace {

constexpr std::string_view kOpening = R"md(# Plan: every key

The plan is one YAML file, or a folder of `*.yaml` that are joined in byte order of their paths. `throughline check` holds it against this page and against [the rules](rules.md);
`throughline check --schema` prints it as a JSON Schema for editors, also kept as [plan-schema.json](plan-schema.json).

YAML without anchors, aliases and tags. A key that is unknown or stands twice is an error; a key without value counts as left out. All ids share one namespace.

| type | how it is written |
|---|---|
| id | a small letter, then small letters, digits, `_` and `-`, 64 at most |
| text | anything but blanks; in quotes where it holds `: ` or `#` |
| day | `2026-06-30`, meaning the end of that day in the workspace's time zone |
| span | a whole number and `h`, `d`, `w`, `m` or `y`: `48h` |
| number | digits, a point, digits; never in quotes |
| change | a number in the metric's unit, or `6%` of the counterfactual baseline |
| money | a number in major units of the nearest currency: the node's own, that of its markets if they share one, that of what it serves, the company's. Read exactly; more decimals than the currency has are an error |
| currency | its ISO 4217 code: `EUR` |

A code such as TL001 in the column *needed, or default* means: where the key is missing, that rule tells so. Of drafts nothing is needed but the id.

## The file

| key | takes | needed, or default | meaning |
|---|---|---|---|
| `throughline` | `1` | yes | version of the form; once over all files |
)md";

std::string needed(const KeyShape& key) {
  const Demand& demand = key.demand;
  switch (demand.need) {
    case Need::Required:
      return "yes";
    case Need::ByRule:
      return fmt::format("[{}](rules.md)", demand.rule);
    case Need::RequiredIf:
      return fmt::format("if `{}` is {}", demand.key, fmt::join(demand.words, ", "));
    case Need::Optional:
      break;
  }
  return demand.standard.empty() ? "" : fmt::format("`{}`", demand.standard);
}

std::string table(const MapShape& map) {
  std::string out = "| key | takes | needed, or default | meaning |\n|---|---|---|---|\n";
  for (const KeyShape& key : map.keys) {
    out += fmt::format(
        "| `{}` | {} | {} | {} |\n", key.name, text_of(key.value), needed(key), key.meaning);
  }
  return out;
}

}  // namespace

std::string plan_reference() {
  std::string out(kOpening);
  for (const Section& section : sections()) {
    out += fmt::format("| `{}` | {}[{}](#{}) | {} | {} |\n",
                       section.name,
                       section.single ? "" : "list: ",
                       section.shape.name,
                       section.shape.name,
                       section.single ? "yes, once" : "",
                       section.shape.meaning);
  }
  for (const MapShape* const map : all_maps()) {
    out += fmt::format("\n## {}\n\n{}.", map->name, map->meaning);
    if (!map->one_of.empty()) {
      out += fmt::format(" Exactly one of `{}`.", fmt::join(map->one_of, "`, `"));
    }
    out += fmt::format("\n\n{}", table(*map));
  }
  return out;
}

}  // namespace throughline::plan
