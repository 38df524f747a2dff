export const plan = {
  'plan.title': 'Plan',
};
