// Texts of the page signals.
export const signals = {};
