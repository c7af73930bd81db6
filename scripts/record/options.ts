import { parseArgs } from 'node:util';

export interface RecordOptions {
  readonly url: URL;
  readonly method: Method;
  readonly out: string;
  readonly force: boolean;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyFile: string | null;
  /** Null: from the file's name. */
  readonly id: string | null;
  /** Origins that may be anywhere, such as http://127.0.0.1:4010. */
  readonly allow: readonly string[];
  /** Values taken from the environment: whatever they are, they are secrets. */
  readonly secrets: readonly string[];
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;
type Method = (typeof methods)[number];

export const usage = `npm run record -- --out FILE [options] URL

Makes one call and writes it as a recording (docs/recordings.md), scrubbed of secrets. Exit code 0;
1 when there was no answer, 2 when an option or a file is unusable.

  --out FILE                  the recording; must not exist yet
  --force                     it may exist
  --method METHOD             default GET, with --body POST
  --header 'Name: value'      can be repeated
  --header-env 'Name: $VAR'   as --header, with variables of the environment; can be repeated
  --body FILE                 sent as it is
  --id ID                     default: the last folder and the name of FILE
  --allow ORIGIN              may be called though it is no public https address; can be repeated
  --help                      this text`;

export class UsageError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws UsageError naming the option that is wrong, without the values of headers */
export function parseRecordOptions(
  argv: readonly string[],
  environment: Environment,
): RecordOptions | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help === true) return 'help';
  const [address, ...others] = positionals;
  if (address === undefined || others.length > 0) throw new UsageError('name one URL');
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError('URL: not an absolute http or https address');
  }
  if (values.out === undefined || values.out === '') throw new UsageError('--out is missing');
  const wished = values.method ?? (values.body === undefined ? 'GET' : 'POST');
  const method = methods.find((known) => known === wished.toUpperCase());
  if (method === undefined) {
    throw new UsageError(`--method ${wished}: there are ${methods.join(', ')}`);
  }
  const expanded = (values['header-env'] ?? []).map((header) => expand(header, environment));
  const headers = [
    ...(values.header ?? []).map((header) => readHeader('--header', header)),
    ...expanded.map(({ text }) => readHeader('--header-env', text)),
  ];
  return {
    url,
    method,
    out: values.out,
    force: values.force ?? false,
    headers: Object.fromEntries(headers),
    bodyFile: values.body ?? null,
    id: values.id ?? null,
    allow: (values.allow ?? []).map(readOrigin),
    secrets: expanded.flatMap(({ secrets }) => secrets),
  };
}

function expand(header: string, environment: Environment) {
  const secrets: string[] = [];
  const text = header.replaceAll(/\$(\w+)|\$\{(\w+)\}/g, (_all, bare, braced) => {
    const name: string = bare ?? braced;
    const value = environment[name];
    if (value === undefined || value === '') {
      throw new UsageError(`--header-env: the environment has no ${name}`);
    }
    secrets.push(value);
    return value;
  });
  return { text, secrets };
}

function readHeader(option: string, header: string): [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+): ?([\t\x20-\x7e]+)$/.exec(header) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(`${option}: must be 'Name: value' in visible ASCII`);
  }
  return [name.toLowerCase(), value.trim()];
}

function readOrigin(text: string): string {
  const origin = URL.parse(text)?.origin;
  if (origin === undefined || origin === 'null') {
    throw new UsageError(`--allow ${text}: not an origin such as http://127.0.0.1:4010`);
  }
  return origin;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        force: { type: 'boolean' },
        method: { type: 'string' },
        header: { type: 'string', multiple: true },
        'header-env': { type: 'string', multiple: true },
        body: { type: 'string' },
        id: { type: 'string' },
        allow: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
