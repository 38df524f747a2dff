export const ledger = {
  'ledger.title': 'Ledger',
};
