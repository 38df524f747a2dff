// Texts of the page data.
export const data = {};
