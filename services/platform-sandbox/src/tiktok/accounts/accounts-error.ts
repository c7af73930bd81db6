const messages = {
  40001: 'The account has no permission for this operation.',
  40002: 'The request parameters are invalid.',
  40016: 'Too many requests.',
  40100: 'Requests made too frequently. Please try again later.',
  40102: 'Access token has expired.',
  40103: 'Refresh token has expired.',
  40104: 'Access token is empty.',
  40105: 'Access token is incorrect or has been revoked.',
  40107: 'Refresh token is invalid.',
  40108: 'Grant type is incorrect.',
  40110: 'Auth code is invalid, has been used or has expired.',
  40113: 'The app is forbidden or its credentials are wrong.',
  40130: 'The scope required by this operation was not granted.',
  40132: 'Requests of this user were made too frequently.',
  50000: 'System error.',
  50002: 'The service timed out.',
  51010: 'The service timed out.',
  60001: 'The service is under maintenance.',
  61000: 'Requests made too frequently.',
} as const;
export type AccountsCode = keyof typeof messages;

export const accountsMessage = (code: number): string =>
  (messages as Readonly<Record<number, string>>)[code] ?? 'Unknown error.';

/** Thrown by a route of the Accounts API; becomes its envelope, with HTTP status 200. */
export class AccountsError extends Error {
  readonly code: AccountsCode;

  constructor(code: AccountsCode, detail?: string) {
    super(detail ?? messages[code]);
    this.name = 'AccountsError';
    this.code = code;
  }
}

/** 40002 that names the parameter. */
export const badParameter = (name: string, problem: string): AccountsError =>
  new AccountsError(40002, `${name}: ${problem}`);

export const accountsEnvelope = (
  code: number,
  message: string,
  requestId: string,
  data: object,
) => ({
  code,
  message,
  request_id: requestId,
  data,
});
