#include "evidence/deciding.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace throughline::evidence {
namespace {

using schema::Estimate;
using schema::Grade;

bool failed_a_check(const Estimate& estimate) {
  return std::ranges::any_of(estimate.caveats, [](const std::string& caveat) {
    return caveat.starts_with(schema::kFailedCheck);
  });
}

void lower(Weighed& weighed, Grade to, Remark why) {
  weighed.grade = worse(weighed.grade, to);
  weighed.remarks.push_back(why);
}

void exclude(Weighed& weighed, Remark why) {
  weighed.can_decide = false;
  weighed.remarks.push_back(why);
}

void grade_by_method(Weighed& weighed, const Estimate& estimate) {
  weighed.grade = estimate.grade == Grade::None ? Grade::E : estimate.grade;
  const Grade best = schema::best_grade(estimate.method);
  if (worse(weighed.grade, best) != weighed.grade) {
    lower(weighed, best, Remark::AboveMethod);
  }
  if (failed_a_check(estimate)) {
    lower(weighed, Grade::D, Remark::FailedCheck);
  }
}

// The locked method is a promise: another one may only keep it by being better than it could be.
void hold_against_lock(Weighed& weighed, const Estimate& estimate, const Question& question) {
  if (question.method && estimate.method != *question.method) {
    const Grade best = schema::best_grade(*question.method);
    if (weighed.grade == best || worse(weighed.grade, best) == weighed.grade) {
      lower(weighed, Grade::D, Remark::OtherMethod);
    }
  }
  const bool fixed_before = question.lock.state != LockState::Never && question.lock.on &&
                            days_from_civil(*question.lock.on) <= days_from_civil(estimate.from);
  if (!fixed_before) {
    lower(weighed, Grade::D, Remark::NotFixedBefore);
  }
}

bool is_within(const Estimate& estimate, const TrialDates& dates) {
  const bool begins = !dates.from || days_from_civil(estimate.from) >= days_from_civil(*dates.from);
  const bool ends =
      !dates.until || days_from_civil(estimate.to) <= days_from_civil(*dates.until) + 1;
  return begins && ends;
}

struct Measured {
  double level = 0.9;
  plan::Better better = plan::Better::Up;
  const Draws* draws = nullptr;
};

TurnedEffect effect_of(const Estimate& estimate, const Measured& how) {
  const TurnedEffect effect = turned(estimate.effect, how.better);
  const auto kept = how.draws->find(estimate.id);
  return kept == how.draws->end()
             ? at_level(effect, how.level)
             : at_level(effect, how.level, turned_draws(kept->second, estimate.effect, how.better));
}

Weighed weighed_alone(std::size_t index, const Estimate& estimate, const Measured& how) {
  Weighed weighed{.index = index};
  grade_by_method(weighed, estimate);
  if (!is_usable(estimate.effect)) {
    exclude(weighed, Remark::NotUsable);
  } else {
    weighed.effect = effect_of(estimate, how);
    if (weighed.effect.level_from == LevelFrom::NormalCurve) {
      weighed.remarks.push_back(Remark::LevelByCurve);
    }
  }
  return weighed;
}

double width(const Weighed& weighed) {
  return weighed.effect.interval.high - weighed.effect.interval.low;
}

bool misses(const schema::Interval& a, const schema::Interval& b) {
  return a.high < b.low || b.high < a.low;
}

bool is_usable(const Weighed& weighed) {
  return std::ranges::find(weighed.remarks, Remark::NotUsable) == weighed.remarks.end();
}

Weighing in_order(std::vector<Weighed> all, std::span<const Estimate> estimates) {
  std::ranges::sort(all, {}, [&](const Weighed& weighed) {
    const Estimate& estimate = estimates[weighed.index];
    return std::tuple(!weighed.can_decide,
                      weighed.grade,
                      -days_from_civil(estimate.to),
                      width(weighed),
                      std::string_view(estimate.id),
                      weighed.index);
  });
  Weighing weighing{std::move(all)};
  if (const Weighed* first = weighing.deciding(); first != nullptr) {
    for (Weighed& other : weighing.all) {
      other.conflicts = is_usable(other) && other.effect.scale == first->effect.scale &&
                        misses(other.effect.interval, first->effect.interval);
    }
  }
  return weighing;
}

bool is_about(const Estimate& estimate, const Question& question) {
  return estimate.about.tactic == question.tactic && estimate.about.link.empty() &&
         estimate.about.second.empty() && estimate.metric == question.metric &&
         estimate.market == question.market;
}

template <class Remarks>
Weighing weigh_each(std::span<const Estimate> estimates,
                    const Question& question,
                    const Measured& how,
                    Remarks remark) {
  std::vector<Weighed> all;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    if (is_about(estimates[i], question)) {
      Weighed weighed = weighed_alone(i, estimates[i], how);
      remark(weighed, estimates[i]);
      if (!is_within(estimates[i], question.dates)) {
        exclude(weighed, Remark::OutsideWindow);
      }
      all.push_back(std::move(weighed));
    }
  }
  return in_order(std::move(all), estimates);
}

}  // namespace

Grade worse(Grade a, Grade b) {
  return std::max(a, b);  // None is the smallest number and E the greatest
}

bool is_causal(Grade grade) { return grade == Grade::A || grade == Grade::B || grade == Grade::C; }

std::string_view sentence_of(Remark remark) {
  switch (remark) {
    case Remark::AboveMethod:
      return "its grade is above what its method can give";
    case Remark::FailedCheck:
      return "a check of its method failed";
    case Remark::OtherMethod:
      return "not by the locked method";
    case Remark::NotFixedBefore:
      return "not fixed beforehand";
    case Remark::OutsideWindow:
      return "its window lies outside the trial";
    case Remark::NotUsable:
      return "its numbers make no interval";
    case Remark::LevelByCurve:
      return "its interval was brought to the level of the verdict by a normal curve";
  }
  return "";
}

Weighing weigh(std::span<const Estimate> estimates,
               const Question& question,
               double level,
               const Draws& draws) {
  return weigh_each(estimates,
                    question,
                    {level, question.better, &draws},
                    [&](Weighed& weighed, const Estimate& estimate) {
                      hold_against_lock(weighed, estimate, question);
                    });
}

Weighing weigh_guardrail(std::span<const Estimate> estimates,
                         const Question& question,
                         double level,
                         const Draws& draws) {
  return weigh_each(
      estimates, question, {level, question.better, &draws}, [](Weighed&, const Estimate&) {});
}

Weighing weigh_link(std::span<const Estimate> estimates,
                    std::string_view link,
                    std::string_view metric,
                    std::string_view market,
                    plan::Better better,
                    double level,
                    const Draws& draws) {
  std::vector<Weighed> all;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    const Estimate& estimate = estimates[i];
    if (estimate.about.link == link && estimate.metric == metric && estimate.market == market) {
      all.push_back(weighed_alone(i, estimate, {level, better, &draws}));
    }
  }
  return in_order(std::move(all), estimates);
}

}  // namespace throughline::evidence
