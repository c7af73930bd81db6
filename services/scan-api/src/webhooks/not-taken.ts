import { HttpProblem } from '../problems/http-problem.ts';

/** What an operator has to set before deliveries are taken here. */
export const notTaken = (whose: string, variable: string): HttpProblem =>
  new HttpProblem({
    name: 'not-found',
    status: 404,
    title: 'There is no such thing',
    detail: `Webhooks of ${whose} are not taken by this installation: ${variable} is not set.`,
  });
