// Ids of figures: SUBJECT[@MONTH][.MEASURE]. A name that itself ends like a measure has `.visits` spelled out behind it.

/** The same rows by another measure, perhaps of one month ("2026-02"). */
export function measured(figure: string, measure: string, month = ''): string {
  const subject = figure.endsWith('.visits') ? figure.slice(0, -'.visits'.length) : figure;
  return `${subject}${month ? `@${month}` : ''}.${measure}`;
}
