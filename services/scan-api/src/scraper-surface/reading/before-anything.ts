import type { FastifyRequest } from 'fastify';

/**
 * Reads a call before anything is written for its caller, so that a refused one leaves no trace:
 * `preValidation` for the route, `of` for its handler.
 */
export function beforeAnything<Input extends object>(read: (request: FastifyRequest) => Input) {
  const inputs = new WeakMap<object, Input>();
  return {
    preValidation: async (request: FastifyRequest): Promise<void> => {
      inputs.set(request.raw, read(request));
    },
    of: ({ raw }: Pick<FastifyRequest, 'raw'>): Input => {
      const input = inputs.get(raw);
      if (input === undefined) throw new Error('the route does not read its calls');
      return input;
    },
  };
}
