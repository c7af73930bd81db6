import type { World } from '@viral-scan/worlds';
import { worldNames } from '../config.ts';
import type { Fault } from '../faults/fault-list.ts';
import { escapeHtml, htmlPage } from '../html.ts';
import type { LimitRule } from '../limits/limits.ts';
import { writeLimitRule } from '../limits/limits.ts';
import type { OauthClient } from '../oauth/clients.ts';
import type { PartnerOnPage } from '../partners/partners-on-page.ts';
import { connectLinks, curlLines, platformAddresses } from './by-hand.ts';

export interface IndexView {
  readonly world: World;
  readonly now: Date;
  readonly faults: readonly Fault[];
  readonly limits: readonly LimitRule[];
  readonly client: OauthClient;
  readonly partners: readonly PartnerOnPage[];
  /** Where this page was asked for, such as `http://127.0.0.1:8090`. */
  readonly origin: string;
}

const mostShown = 50;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><tr>${head.map((cell) => `<th>${escapeHtml(cell)}`).join('')}
${rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}`).join('')}`).join('\n')}</table>`;

/** A plain page for people: what is there, how to connect it, how to make it fail. */
export function indexPage(view: IndexView): string {
  const { world, now, faults, client, origin } = view;
  const channels = world.channels
    .slice(0, mostShown)
    .map(({ id, title, totalVideos }) => [id, title, String(totalVideos)]);
  const tiktok = world.tiktok.accounts
    .slice(0, mostShown)
    .map((account) => [
      account.openId,
      `${account.displayName} (@${account.username})`,
      String(account.totalPosts),
      account.displayOpenId,
    ]);
  const instagram = world.instagram.accounts
    .slice(0, mostShown)
    .map(({ id, name, username, totalMedia, appScopedId, pageId }) => [
      id,
      `${name} (@${username})`,
      String(totalMedia),
      appScopedId,
      pageId,
    ]);
  const threads = world.threads.profiles
    .slice(0, mostShown)
    .map(({ id, name, username, totalPosts }) => [
      id,
      `${name} (@${username})`,
      String(totalPosts),
    ]);
  const pending = faults.map((fault) => [
    fault.path_prefix,
    String(fault.status ?? fault.code ?? fault.kind),
    `${fault.times} to come${fault.after_calls ? `, after ${fault.after_calls} calls` : ''}`,
  ]);
  const links = connectLinks(origin, client.id)
    .map(
      ({ name, page, auto }) =>
        `<li><a href="${escapeHtml(page)}">${escapeHtml(name)}</a> (or <a href="${escapeHtml(auto)}">without asking</a>)`,
    )
    .join('\n');
  const partners = view.partners
    .map(
      ({ partner, summary, last }) =>
        `<h3>${escapeHtml(partner)}</h3>\n<p>${escapeHtml(summary)}</p>
${table(['received', 'type', 'partition key', 'event', 'told'], last)}`,
    )
    .join('\n');
  const curls = curlLines(origin)
    .map(({ what, line }) => `<p>${escapeHtml(what)}<pre>${escapeHtml(line)}</pre>`)
    .join('\n');
  return htmlPage(
    'Platform sandbox',
    `<h1>Platform sandbox: ${escapeHtml(world.name)}</h1>
<p>${escapeHtml(world.description)}</p>
<p>The clock stands at ${now.toISOString()}; it runs from ${world.startsAt.toISOString()} to ${world.endsAt.toISOString()}
and moves by <code>PUT /_sandbox/clock</code>.</p>
<h2>Worlds</h2>
<p><code>WORLD</code> can name: ${worldNames.join(', ')}.</p>
<h2>Accounts</h2>
<h3>YouTube</h3>
${table(['id', 'title', 'videos'], channels)}
<h3>TikTok</h3>
${table(['open id (Accounts API)', 'name', 'posts', 'open id (Display API)'], tiktok)}
<h3>Instagram</h3>
${table(['id', 'name', 'media', 'id for the app (Instagram Login)', 'Page (Facebook Login)'], instagram)}
<h3>Threads</h3>
${table(['id', 'name', 'posts'], threads)}
<h2>Connect an account</h2>
<p>As the app <code>${escapeHtml(client.id)}</code> with the secret <code>${escapeHtml(client.secret)}</code>:</p>
<ul>
${links}
</ul>
<h2>Addresses</h2>
${table(['what', 'address'], platformAddresses(origin))}
<h2>Limits</h2>
${table(
  ['calls per second'],
  view.limits.map((rule) => [writeLimitRule(rule)]),
)}
<h2>Faults</h2>
${table(['path', 'what', 'times'], pending)}
<h2>Partners</h2>
<p>Who is told of what was found, and what came last.</p>
${partners}
<h2>By hand</h2>
${curls}`,
  );
}
