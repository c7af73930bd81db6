const statuses = {
  access_token_invalid: 401,
  scope_not_authorized: 401,
  scope_permission_missed: 400,
  invalid_params: 400,
  rate_limit_exceeded: 429,
  internal_error: 500,
} as const;
export type DisplayCode = keyof typeof statuses;

const messages: Readonly<Record<DisplayCode, string>> = {
  access_token_invalid: 'Access token is invalid, please refresh token and retry',
  scope_not_authorized:
    'The user did not authorize the scope required for completing this request.',
  scope_permission_missed: 'Additional scopes are required for the requested fields.',
  invalid_params: 'Invalid parameters',
  rate_limit_exceeded: 'The API rate limit was exceeded. Please try again later.',
  internal_error: 'Something went wrong. Please try again later.',
};

/** Thrown by a route of the Display API; becomes its envelope with the code's HTTP status. */
export class DisplayError extends Error {
  readonly code: DisplayCode;
  readonly status: number;

  constructor(code: DisplayCode, detail?: string) {
    super(detail ?? messages[code]);
    this.name = 'DisplayError';
    this.code = code;
    this.status = statuses[code];
  }
}

/** A success carries an error too, with the code `ok`. */
export const displayEnvelope = (
  data: object,
  error: { readonly code: string; readonly message: string },
  logId: string,
) => ({ data, error: { ...error, log_id: logId } });
