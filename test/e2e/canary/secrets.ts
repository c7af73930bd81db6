import { randomBytes } from 'node:crypto';

/** Words that mean nothing and are looked for everywhere in the end; in any case, as text or encoded. */
export interface Canaries {
  readonly caption: string;
  readonly accountName: string;
  readonly comment: string;
  readonly clientSecret: string;
  readonly apiKey: string;
}

const word = (kind: string): string => `qx${kind}${randomBytes(6).toString('hex')}`;

export const newCanaries = (): Canaries => ({
  caption: word('caption'),
  accountName: word('account'),
  comment: word('comment'),
  clientSecret: word('clientsecret'),
  apiKey: word('apikey'),
});

/** The ways in which a secret may stand in a text. */
export const writtenForms = (secret: string): string[] => {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ].map((form) => form.toLowerCase());
};

/** Lines of a text in which a word stands, shortened around it; for a person who has to find out. */
export function linesWith(text: string, secrets: Iterable<string>): string[] {
  const lines = text.split('\n').map((line) => [line, line.toLowerCase()] as const);
  return [...secrets].flatMap((secret) =>
    writtenForms(secret).flatMap((form) =>
      lines.flatMap(([line, lower]) => {
        const at = lower.indexOf(form);
        return at < 0 ? [] : [`${secret}: ${line.slice(Math.max(0, at - 200), at + 200)}`];
      }),
    ),
  );
}
