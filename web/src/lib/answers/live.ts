import { list, number, record, text } from './read';

// GET /api/v1/live: server-sent events "throughline.live/1". The first holds everything, the others what changed; this puts them
// together.

export interface Person {
  id: string; // of this start of the server only
  site: string;
  source: string; // "" = none told
  since: number; // milliseconds, as all times here
  seen: number;
  pages: number;
  path: string[]; // masked, the newest last; as far as they were seen happening
  friction: number; // marks so far
  marks: string[]; // those that were seen, the newest first
}

export interface NewSource {
  source: string;
  path: string;
  at: number;
}

export interface Spike {
  source: string;
  people: number; // in the last ten minutes
  expected: number;
  began: number;
  answerBy: number;
}

export interface LiveView {
  at: number; // the server's clock
  people: number;
  notKept: number;
  rate: number | null; // events in the last minute
  visits: Person[]; // the newest first
  sources: NewSource[];
  spikes: Spike[];
  happened: boolean; // something ever
}

const STEPS_KEPT = 30;
const SOURCES_KEPT = 60;
const MINUTE = 60_000;

export class LiveNews {
  #people = new Map<string, Person>();
  #sources: NewSource[] = [];
  #events: { at: number; events: number }[] = [];
  #first = 0;

  /** What is so after one more message. */
  take(message: unknown): LiveView {
    const raw = record(message);
    const at = number(raw['at'], Date.now());
    if (raw['whole'] === true) this.#begin(at);
    else this.#events.push({ at, events: number(raw['events']) });
    for (const visit of list(raw['visits'])) this.#visit(record(visit));
    for (const mark of list(raw['friction'])) this.#mark(text(mark['id']), text(mark['mark']), raw['whole'] === true);
    this.#newcomers(list(raw['new_sources']).map((item) => ({ source: text(item['source']), path: text(item['path']), at: number(item['at']) })));
    this.#forget(at, number(raw['stay'], 300_000));
    return {
      at,
      people: number(raw['people'], this.#people.size),
      notKept: number(raw['people_not_kept']),
      rate: this.#rate(at),
      visits: [...this.#people.values()].sort((a, b) => b.seen - a.seen || (a.id < b.id ? -1 : 1)),
      sources: this.#sources,
      spikes: list(raw['spikes']).map((item) => ({
        source: text(item['source']),
        people: number(item['people']),
        expected: number(item['expected']),
        began: number(item['began']),
        answerBy: number(item['answer_by']),
      })),
      happened: this.#people.size > 0 || this.#sources.length > 0 || number(raw['people']) > 0,
    };
  }

  #begin(at: number): void {
    this.#people.clear();
    this.#sources = [];
    this.#events = [];
    this.#first = at;
  }

  #visit(raw: Record<string, unknown>): void {
    const id = text(raw['id']);
    const known = this.#people.get(id);
    const step = text(raw['path']);
    const pages = number(raw['pages']);
    const moved = !known || known.path.at(-1) !== step || pages > known.pages;
    this.#people.set(id, {
      id,
      site: text(raw['site']),
      source: text(raw['source']),
      since: number(raw['since']),
      seen: number(raw['seen']),
      pages,
      path: moved ? [...(known?.path ?? []), step].slice(-STEPS_KEPT) : known.path,
      friction: number(raw['friction']),
      marks: known?.marks ?? [],
    });
  }

  // The whole tells marks newest first, a change the one that came last.
  #mark(id: string, mark: string, behind: boolean): void {
    const person = this.#people.get(id);
    if (!person) return;
    const marks = behind ? [...person.marks, mark] : [mark, ...person.marks];
    this.#people.set(id, { ...person, marks: marks.slice(0, STEPS_KEPT) });
  }

  #newcomers(come: NewSource[]): void {
    const names = new Set(come.map((source) => source.source));
    this.#sources = [...come, ...this.#sources.filter((source) => !names.has(source.source))].slice(0, SOURCES_KEPT);
  }

  #forget(at: number, stay: number): void {
    for (const [id, person] of this.#people) {
      if (person.seen < at - stay) this.#people.delete(id);
    }
    this.#events = this.#events.filter((item) => item.at > at - MINUTE);
  }

  // Told once a whole minute was heard.
  #rate(at: number): number | null {
    return at - this.#first < MINUTE ? null : this.#events.reduce((sum, item) => sum + item.events, 0);
  }
}
