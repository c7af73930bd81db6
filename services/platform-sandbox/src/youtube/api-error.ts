/** One entry of `error.errors`, as Google's APIs write it. */
interface ErrorDetail {
  readonly message: string;
  readonly domain: string;
  readonly reason: string;
  readonly location?: string;
  readonly locationType?: string;
}

/** The envelope of every failed call. */
export interface ErrorBody {
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly errors: readonly ErrorDetail[];
    readonly status?: string;
  };
}

/** Thrown by a route; becomes the platform's error envelope with `code` as HTTP status. */
export class ApiError extends Error {
  readonly code: number;
  readonly detail: ErrorDetail;
  readonly status: string | undefined;

  constructor(code: number, detail: ErrorDetail, status?: string) {
    super(detail.message);
    this.name = 'ApiError';
    this.code = code;
    this.detail = detail;
    this.status = status;
  }

  toBody(): ErrorBody {
    return {
      error: {
        code: this.code,
        message: this.message,
        errors: [this.detail],
        ...(this.status === undefined ? {} : { status: this.status }),
      },
    };
  }
}

export const unregisteredCaller = (): ApiError =>
  new ApiError(
    403,
    {
      message:
        "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
      domain: 'global',
      reason: 'forbidden',
    },
    'PERMISSION_DENIED',
  );

export const invalidCredentials = (): ApiError =>
  new ApiError(401, {
    message: 'Invalid Credentials',
    domain: 'global',
    reason: 'authError',
    location: 'Authorization',
    locationType: 'header',
  });

export const loginRequired = (): ApiError =>
  new ApiError(401, {
    message: 'Login Required.',
    domain: 'global',
    reason: 'required',
    location: 'Authorization',
    locationType: 'header',
  });

export const insufficientPermissions = (): ApiError =>
  new ApiError(
    403,
    {
      message: 'Request had insufficient authentication scopes.',
      domain: 'global',
      reason: 'insufficientPermissions',
    },
    'PERMISSION_DENIED',
  );

export const forbidden = (): ApiError =>
  new ApiError(403, { message: 'Forbidden', domain: 'global', reason: 'forbidden' });

export const notTheOwner = (): ApiError =>
  new ApiError(403, {
    message: 'The request cannot access the file or processing details of the video.',
    domain: 'youtube.video',
    reason: 'forbidden',
    location: 'part',
    locationType: 'parameter',
  });

export const userRateLimitExceeded = (): ApiError =>
  new ApiError(403, {
    message: 'User Rate Limit Exceeded',
    domain: 'usageLimits',
    reason: 'userRateLimitExceeded',
  });

export const rateLimitExceeded = (): ApiError =>
  new ApiError(403, {
    message: 'Rate Limit Exceeded',
    domain: 'usageLimits',
    reason: 'rateLimitExceeded',
  });

export const keyInvalid = (): ApiError =>
  new ApiError(400, { message: 'Bad Request', domain: 'usageLimits', reason: 'keyInvalid' });

export const quotaExceeded = (): ApiError =>
  new ApiError(403, {
    message:
      'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.',
    domain: 'youtube.quota',
    reason: 'quotaExceeded',
  });

export const missingPart = (): ApiError =>
  new ApiError(400, {
    message: 'Required parameter: part',
    domain: 'youtube.parameter',
    reason: 'missingRequiredParameter',
    location: 'part',
    locationType: 'parameter',
  });

export const unknownPart = (part: string): ApiError =>
  new ApiError(400, {
    message: `'${part}'`,
    domain: 'youtube.part',
    reason: 'unknownPart',
    location: 'part',
    locationType: 'parameter',
  });

export const missingFilter = (expected: readonly string[]): ApiError =>
  new ApiError(400, {
    message: `No filter selected. Expected one of: ${expected.join(', ')}`,
    domain: 'youtube.parameter',
    reason: 'missingRequiredParameter',
    location: '',
    locationType: 'parameter',
  });

export const incompatibleFilters = (given: readonly string[]): ApiError =>
  new ApiError(400, {
    message: `Incompatible parameters specified in the request: ${given.join(', ')}`,
    domain: 'youtube.parameter',
    reason: 'incompatibleParameters',
    location: '',
    locationType: 'parameter',
  });

export const invalidFilters = (): ApiError =>
  new ApiError(400, {
    message: 'The request specifies an invalid filter parameter.',
    domain: 'youtube.parameter',
    reason: 'invalidFilters',
    location: 'parameters.',
    locationType: 'other',
  });

export const invalidParameter = (location: string, message: string): ApiError =>
  new ApiError(400, {
    message,
    domain: 'global',
    reason: 'invalidParameter',
    location,
    locationType: 'parameter',
  });

export const invalidPageToken = (): ApiError =>
  new ApiError(400, {
    message: 'The request specifies an invalid page token.',
    domain: 'youtube.parameter',
    reason: 'invalidPageToken',
    location: 'pageToken',
    locationType: 'parameter',
  });

export const notAuthorizedFor = (parameter: string): ApiError =>
  new ApiError(401, {
    message: `The request uses the <code>${parameter}</code> parameter but is not properly authorized.`,
    domain: 'youtube.parameter',
    reason: 'authorizationRequired',
    location: parameter,
    locationType: 'parameter',
  });

export const playlistNotFound = (): ApiError =>
  new ApiError(404, {
    message:
      "The playlist identified with the request's <code>playlistId</code> parameter cannot be found.",
    domain: 'youtube.playlistItem',
    reason: 'playlistNotFound',
    location: 'playlistId',
    locationType: 'parameter',
  });

export const notFound = (): ApiError =>
  new ApiError(404, { message: 'Not Found', domain: 'global', reason: 'notFound' });
