// Texts of the page journeys.
export const journeys = {};
