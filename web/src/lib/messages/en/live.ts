// Texts of the page live.
export const live = {};
