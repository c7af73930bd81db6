/**
 * The error envelope of the Graph API. What HTTP status goes with a code is not documented: what
 * counts is `code`, and here some of the same meaning come with different statuses.
 */
export interface GraphProblem {
  readonly code: number;
  readonly message: string;
  readonly subcode?: number;
  readonly isTransient?: boolean;
  readonly userTitle?: string;
  readonly userMessage?: string;
  /** The usual one of the code by default. */
  readonly status?: number;
}

const usualStatus: Readonly<Record<number, number>> = { 1: 500, 2: 503, 4: 403, 341: 403 };

/** Thrown by a route of Meta's; becomes the envelope. */
export class GraphError extends Error {
  readonly problem: GraphProblem;

  constructor(problem: GraphProblem) {
    super(problem.message);
    this.name = 'GraphError';
    this.problem = problem;
  }

  get status(): number {
    const { code, subcode, status } = this.problem;
    const isExpired = code === 190 && subcode === 463;
    return status ?? (isExpired ? 401 : (usualStatus[code] ?? 400));
  }

  toBody(traceId: string): object {
    const { code, message, subcode, isTransient, userTitle, userMessage } = this.problem;
    return {
      error: {
        message,
        type: 'OAuthException',
        code,
        ...(subcode !== undefined && { error_subcode: subcode }),
        ...(isTransient !== undefined && { is_transient: isTransient }),
        ...(userTitle !== undefined && { error_user_title: userTitle }),
        ...(userMessage !== undefined && { error_user_msg: userMessage }),
        fbtrace_id: traceId,
      },
    };
  }
}

/** 100, with the number in front as the platform writes it. */
export const badParameter = (detail: string): GraphError =>
  new GraphError({ code: 100, message: `(#100) ${detail}` });

/** 100/33: gone, never there, or not to be seen with this token. */
export const noSuchObject = (id: string): GraphError =>
  new GraphError({
    code: 100,
    subcode: 33,
    message: `Unsupported get request. Object with ID '${id.slice(0, 100)}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  });

export const noPermission = (): GraphError =>
  new GraphError({
    code: 10,
    message: '(#10) Application does not have permission for this action',
  });

export const unknownPath = (path: string): GraphError =>
  new GraphError({
    code: 2500,
    message: `Unknown path components: /${path.slice(0, 200)}`,
  });

const pacificMoment = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  dateStyle: 'full',
  timeStyle: 'long',
});

/** Why a token opens nothing. */
export function deadToken(why: 'unknown' | 'expired' | 'revoked', nowMs: number): GraphError {
  if (why === 'expired') {
    return new GraphError({
      code: 190,
      subcode: 463,
      message: `Error validating access token: Session has expired. The current time is ${pacificMoment.format(nowMs)}.`,
    });
  }
  if (why === 'revoked') {
    return new GraphError({
      code: 190,
      subcode: 458,
      message:
        'Error validating access token: The user has not authorized application sandbox-client.',
    });
  }
  return new GraphError({
    code: 190,
    message: 'Invalid OAuth access token - Cannot parse access token',
  });
}

/** Traces that look like the platform's, never the same twice. */
export function createTraceIds(): () => string {
  let calls = 0;
  return () => {
    calls += 1;
    return `A${Buffer.from(`sandbox ${String(calls).padStart(8, '0')}`).toString('base64url')}`;
  };
}
