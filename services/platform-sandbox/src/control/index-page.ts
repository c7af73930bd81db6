import type { World } from '@viral-scan/worlds';
import { worldNames } from '../config.ts';
import type { Fault } from '../faults/fault-list.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? '');

const rows = (cells: readonly (readonly string[])[]): string =>
  cells.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}`).join('')}`).join('\n');

/** A plain page for people: the world, its clock, its largest accounts, the pending faults. */
export function indexPage(world: World, now: Date, faults: readonly Fault[]): string {
  const accounts = world.channels
    .slice(0, 50)
    .map(({ id, title, totalVideos }) => [id, title, String(totalVideos)]);
  const pending = faults.map((fault) => [
    fault.path_prefix,
    String(fault.status ?? fault.kind),
    `${fault.times} to come`,
  ]);
  return `<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Platform sandbox</title>
<h1>Platform sandbox: ${escapeHtml(world.name)}</h1>
<p>${escapeHtml(world.description)}</p>
<p>The clock stands at ${now.toISOString()}; it runs from ${world.startsAt.toISOString()} to ${world.endsAt.toISOString()}
and moves by <code>PUT /_sandbox/clock</code>. The YouTube Data API is at <code>/youtube/v3</code>.</p>
<p>Worlds that <code>WORLD</code> can name: ${worldNames.join(', ')}.</p>
<h2>Accounts</h2>
<table><tr><th>id<th>title<th>videos
${rows(accounts)}</table>
<h2>Faults</h2>
<table><tr><th>path<th>what<th>times
${rows(pending)}</table>
</html>
`;
}
