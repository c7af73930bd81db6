import { ApiError } from '../youtube/api-error.ts';

export const requiredParameter = (name: string): ApiError =>
  new ApiError(400, {
    message: `Required parameter: ${name}`,
    domain: 'global',
    reason: 'required',
    location: name,
    locationType: 'parameter',
  });

const badRequest = (message: string): ApiError =>
  new ApiError(400, { message, domain: 'global', reason: 'badRequest' });

export const invalidValue = (name: string, value: string): ApiError =>
  badRequest(`Invalid value '${value.slice(0, 60)}' given in field parameters.${name}.`);

export const unknownIdentifier = (name: string, identifier: string): ApiError =>
  badRequest(`Unknown identifier (${identifier.slice(0, 60)}) given in field parameters.${name}.`);

export const unsupportedQuery = (): ApiError =>
  badRequest(
    'The query is not supported. Check the documentation at https://developers.google.com/youtube/analytics/v2/available_reports for supported queries.',
  );
