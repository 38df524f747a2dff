#pragma once

#include <string_view>

namespace throughline::plan {

/// A plan for tests that uses every key once at least and has nothing wrong with its form.
inline constexpr std::string_view kSmallPlan = R"yaml(throughline: 1
company: {id: acme, currency: EUR, title: Acme}
purpose: {id: purpose, text: "care that is understood", horizon: 5y, brand: [plain, useful]}
datasets:
  - {id: orders, source: orders, time: time, fresh_within: 48h, consent: masked, owner: it}
  - {id: visits, source: sessions}
metrics:
  - {id: repeat_buyers, dataset: orders, expr: "uniq(customer)", where: "amount > 0", grain: week, kind: outcome, better: up, unit: buyers, unit_margin: 18.50, board: revenue, margin: 2%}
  - {id: replies, dataset: visits, expr: "count()", kind: response}
  - {id: refund_rate, dataset: orders, expr: "count()", kind: response, better: down, margin: 0.5}
goals:
  - {id: g1, kind: achieve, serves: purpose, metric: repeat_buyers, market: de, baseline: 4100, target: 5200, from: 2026-01-01, by: 2026-12-31, guardrails: [refund_rate, {metric: replies, margin: 5%}], pooled: false, answers: [{owner: cmo, outcome: repeat_buyers, important: growth, know: orders}]}
  - {id: g2, kind: maximise, serves: [g1], metric: replies, baseline: 1.10, by: 2026-12-31}
products:
  - {id: p1, status: existing}
markets:
  - {id: de, sector: skincare, status: existing, natural_mode: networked, forces: [{on: 2026-03-02, text: "a rival left"}]}
  - {id: jp, status: new, currency: JPY}
strategies:
  - id: s1
    title: Early adopters
    owner: cmo
    approved: 2026-01-15
    note: agreed with sales
    serves: [{goal: g1, claim: "early adopters repeat twice as often", grade: D, reviewed: "sha256:00"}]
    markets: [de]
    product: p1
    ansoff: penetration
    q:
      business: {delta: 400, unit: repeat_buyers, lo: 150, hi: 650}
      important: "without it the base shrinks by a tenth a year"
      fits: {needs: [s2], amplifies: [], competes: []}
      know: t1.measure
    because: [{code: learning, ref: l3}, {code: competitor}]
    joins: {process: [returns], people: [cs-lead], purpose: purpose}
    parts: {business: repeat_buyers, technology: replies, experience: refund_rate}
    lenses: {it: [replies], marketing: [replies], pr: {na: "no press in this market"}, service: [refund_rate]}
    brand: {consistent: yes, reviewer: brand-lead, on: 2026-01-10}
    budget: {amount: 240000, explore: 0.10}
    answers: [{owner: cmo, outcome: repeat_buyers}]
    pooled: true
  - id: s2
    serves: [{strategy: s1, claim: "a base for s1"}]
    markets: [jp]
    q: {business: unknown, important: "opens a market", fits: {alone: "nothing else is there"}, know: measure}
    because: [{code: request}]
programmes:
  - id: c1
    channel: new-platform
    serves: [{strategy: s1, claim: "they are there", grade: C, reviewed: "sha256:01"}]
    connects: {from: early adopters, to: product team}
    match: [{channel: Referral, host: ["*.blog.example", other.example]}]
    budget: {amount: 30000.25}
    markets: [de]
    answers: []
tactics:
  - id: t1
    serves: [{programme: c1, claim: "hobby blogs reach them", grade: D, reviewed: "sha256:02"}]
    status: running
    markets: [de]
    audience: hobby-blog readers
    message: "show us how you use it"
    behaviour: "post a use case unasked"
    feedback: "comments, and a form"
    mode: converged
    convergence: {text: "co-author with partner k1", on: 2026-02-01}
    partners: [k1]
    communities: [m1]
    stage: test
    unscalable: {is: true, learn: "what they ask", expires: 2026-09-30}
    cost: {cash: 8000, hours: 60, role: editor, ledger_tag: T1, from: 2026-02-01, to: 2026-06-30}
    match: [{campaign: t1, source: blog, medium: referral, landing: "/x*", spend_campaign: t1, order_code: T1, ledger_tag: T1, experiment: e1, community: m1, partner: k1, market: de}]
    hypothesis: {change: +12%, min_effect: 6%, on: repeat_buyers, method: geo-holdout, from: 2026-02-01, until: 2026-06-30, power: 0.8}
    measure: {metric: repeat_buyers, kind: outcome, guardrails: [refund_rate]}
    decide: {by: 2026-06-30, rule: "scale if lo > 0; else extend once", stop_when: [diminishing, bigger-fish, churn-penalty], owner: growth}
    because: [{code: observation, ref: l3}]
    q: {business: {delta: 120, unit: repeat_buyers, lo: 40, hi: 200}, important: "they ask for it", fits: {needs: [], amplifies: [t2], competes: []}, know: measure}
    answers: [{owner: growth, outcome: repeat_buyers}]
  - id: t2
    serves: [{strategy: s2, claim: "first contact"}]
    audience: shop owners
    behaviour: order a sample
    feedback: by phone
    mode: engaged
    stage: seed
    cost: {cash: 120000}
    hypothesis: {change: 30, min_effect: 10, on: replies, method: before-after, from: 2026-03-01}
    measure: {metric: replies}
    decide: {by: 2026-08-31, rule: learning-only, owner: growth}
    q: {business: unknown, important: "nobody knows us there", fits: {alone: "the only one there"}, know: measure}
  - {id: t3, status: draft, serves: [{strategy: s2}], title: A first idea}
partners:
  - {id: k1, stage: trust, aim: working, markets: [de], topics: [care], we_give: [{what: a talk, type: knowledge, on: 2026-02-02}], they_give: [{what: a list, type: access}], why: "they begin in autumn", options: [{id: o1, text: "a joint series", on: 2026-03-01, state: open}]}
communities:
  - {id: m1, kind: blog-cluster, hosts: ["*.blog.example"], why_they_talk: latent-need, our_gives: [samples], markets: [de]}
learnings:
  - {id: l3, on: 2026-02-11, source: {kind: visit, ref: v7}, says: "they use it on shoes", scope: [de], grade: E, owner: cs-lead, used_by: [t1], contradicts: []}
decisions:
  - {id: d1, tactic: t1, trial: 1, on: 2026-05-31, verdict: too-early, did: override, evidence: run-117, why: "the stock ran out"}
  - {id: d2, tactic: t1, on: 2026-06-30, verdict: not-working, did: stop, evidence: run-118, supersedes: d1}
changes:
  - {id: h1, on: 2026-07-01, node: s1, what: "less for blogs", because: [d2, run-118], owner: cmo}
)yaml";

}  // namespace throughline::plan
