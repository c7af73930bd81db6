import { at, elements, type JsonNode, optionalText } from '../answer/json-node.ts';
import { optionalNumber } from '../answer/numbers.ts';
import { parseJson } from '../answer/parse-json.ts';
import { type ExchangeOwner, isOnHost, type ReadExchange } from '../replay/exchange.ts';
import { noSuchCall } from '../replay/no-such-call.ts';
import { parseAccountDays } from './analytics/account-days.ts';
import { analyticsOperation } from './analytics/analytics-api.ts';
import { parseReport, type ReportRow, readColumns } from './analytics/report.ts';
import { parseRetention } from './analytics/retention.ts';
import { parseWatchFigures } from './analytics/watch-figures.ts';
import { type FailedCall, toDomainError } from './api-error.ts';
import { parseChannel, parseProfile, uploadsOf } from './channel.ts';
import { parsePlaylistPage } from './playlist-page.ts';
import { parseVideoFigures, parseVideos } from './video.ts';

const methods: Readonly<Record<string, string>> = {
  GET: 'list',
  POST: 'insert',
  PUT: 'update',
  DELETE: 'delete',
};

type Read = (answer: JsonNode, exchange: ReadExchange) => unknown;

const readByDataCall: Readonly<Record<string, Read>> = {
  'channels.list': readChannels,
  'playlistItems.list': parsePlaylistPage,
  'videos.list': readVideos,
};

/** Exchanges with the YouTube Data API v3. */
export const interpretYoutubeData: ExchangeOwner = (exchange) => {
  const { url, method } = exchange;
  if (!isOnHost(url, ['www.googleapis.com', 'youtube.googleapis.com'])) return null;
  const resource = /\/youtube\/v3\/([A-Za-z/]+)$/.exec(url.pathname)?.[1];
  if (resource === undefined) return null;
  const operation = `${resource.replaceAll('/', '.')}.${methods[method] ?? method}`;
  const withKey = url.searchParams.has('key') || 'x-goog-api-key' in exchange.requestHeaders;
  const credential = withKey ? 'key' : 'token';
  const read = readByDataCall[operation];
  return {
    owner: 'youtube-data',
    call: operation,
    read: () => readAnswer({ api: 'YouTube', operation, credential }, exchange, read),
  };
};

const readByDimension: Readonly<Record<string, Read>> = {
  '': readTotals,
  day: (answer, { at: now }) => ({ days: parseAccountDays(parseReport(answer), now) }),
  video: (answer) => ({ figures: Object.fromEntries(parseWatchFigures(parseReport(answer))) }),
  elapsedVideoTimeRatio: (answer) => ({ retention: parseRetention(parseReport(answer)) }),
};

/** Exchanges with the YouTube Analytics API v2. */
export const interpretYoutubeAnalytics: ExchangeOwner = (exchange) => {
  const { url, method } = exchange;
  if (!isOnHost(url, ['youtubeanalytics.googleapis.com'])) return null;
  if (!url.pathname.endsWith('/v2/reports')) return null;
  const read = readByDimension[url.searchParams.get('dimensions') ?? ''];
  const failed = {
    api: 'YouTube Analytics',
    operation: analyticsOperation,
    credential: 'token',
  } as const;
  return {
    owner: 'youtube-analytics',
    call: analyticsOperation,
    read: () => readAnswer(failed, exchange, method === 'GET' ? read : undefined),
  };
};

function readAnswer(call: FailedCall, exchange: ReadExchange, read: Read | undefined): unknown {
  const { answer, at: now } = exchange;
  if (answer.status !== 200) throw toDomainError(call, answer, now);
  if (read === undefined) throw noSuchCall(`${call.api} ${call.operation}`);
  return read(parseJson(`${call.api} ${call.operation}`, answer.text), exchange);
}

/** What there is of a channel: a recording may hold fewer parts than we ask for. */
function readChannels(answer: JsonNode) {
  const items = elements(at(answer, 'items'));
  if (items.length === 0) return parseChannel(answer);
  const channels = items.map((item) => ({
    profile: parseProfile(item),
    uploadsPlaylistId: optionalText(uploadsOf(item)),
  }));
  return { channels };
}

function readVideos(answer: JsonNode, { url: { searchParams } }: ReadExchange) {
  const part = searchParams.get('part');
  return part === null || part.split(',').includes('snippet')
    ? { posts: parseVideos(answer) }
    : { figures: elements(at(answer, 'items')).map(parseVideoFigures) };
}

/** A report without dimensions has one row: the figures by their names. */
function readTotals(answer: JsonNode) {
  const [row]: (ReportRow | undefined)[] = parseReport(answer);
  if (row === undefined) return { totals: null };
  const names = [...readColumns(answer).keys()];
  return { totals: Object.fromEntries(names.map((name) => [name, optionalNumber(row(name))])) };
}
