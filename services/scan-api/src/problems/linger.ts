import type { App } from '../app.ts';

/** How long a caller may go on sending a body that is not wanted any more. */
const lingerMs = 5_000;

/**
 * After an early answer the rest of the body is read and thrown away for a while: closing at once
 * would reset the connection, and the caller could lose the answer.
 */
export function lingerAfterEarlyAnswers(app: App): void {
  app.addHook('onResponse', async ({ raw }) => {
    if (raw.complete || raw.destroyed || raw.socket === null) return;
    const timer = setTimeout(() => raw.destroy(), lingerMs);
    timer.unref();
    raw.once('close', () => clearTimeout(timer));
    raw.resume();
  });
}
