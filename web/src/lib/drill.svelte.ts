// Which figure's rows are open at the side. In the address, so that a link opens them too.
import { route } from './route.svelte';

/** Opens the rows behind a figure. */
export function drill(figure: string | null | undefined): void {
  if (figure) route.set({ rows: figure });
}

export function closeDrill(): void {
  route.set({ rows: undefined });
}
