// The one way to the server. Answers are JSON; a fault is a Problem with a sentence and a hint.
import type { Query } from './route.svelte';

export class Problem extends Error {
  constructor(
    /** The HTTP status; 0 where the server could not be reached. */
    readonly status: number,
    message: string,
    readonly hint: string,
    /** What else the answer held. */
    readonly body: unknown = null,
  ) {
    super(message);
  }
}

export interface Ask {
  query?: Query | undefined;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal | undefined;
}

let csrf = '';

/** Sets what changing requests must carry; /api/v1/workspace tells it. */
export function setCsrf(token: string): void {
  csrf = token;
}

/** The address of an answer: /api/v1/NAME?QUERY. */
export function address(name: string, query: Query = {}): string {
  const search = new URLSearchParams(query).toString();
  return `/api/v1/${name}${search ? `?${search}` : ''}`;
}

function problemOf(status: number, body: unknown): Problem {
  const error = (body as { error?: { message?: string; hint?: string } } | null)?.error;
  return new Problem(status, error?.message ?? `HTTP ${status}`, error?.hint ?? '', body);
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(response.status, `HTTP ${response.status}: ${text.slice(0, 120)}`, '');
  }
}

/** Asks the server. Throws a Problem, or the AbortError of `signal`. */
export async function ask<T>(name: string, { query, method = 'GET', body, signal }: Ask = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET') headers['x-csrf-token'] = csrf;
  let response: Response;
  try {
    const init: RequestInit = { method, headers, credentials: 'same-origin', signal: signal ?? null };
    if (body !== undefined) init.body = JSON.stringify(body);
    response = await fetch(address(name, query), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, '', '');
  }
  const answer = await bodyOf(response);
  if (!response.ok) throw problemOf(response.status, answer);
  return answer as T;
}
