import { HttpProblem } from '../problems/http-problem.ts';

/**
 * Runs at most `places` at once and refuses the others with 503: an import holds a connection to
 * the database for as long as its upload takes.
 */
export function admission(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  return async (work) => {
    if (running >= places) throw busy;
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
    }
  };
}

const busy = new HttpProblem({
  name: 'imports-busy',
  status: 503,
  title: 'Too many imports at once',
  detail: 'All places for imports are taken; try again in a moment.',
  headers: { 'retry-after': '10' },
});
