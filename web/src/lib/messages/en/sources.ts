// Texts of the page sources.
export const sources = {};
