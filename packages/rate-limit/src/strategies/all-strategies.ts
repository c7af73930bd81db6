import { dailyUnitsLua } from './daily-units.ts';
import { slidingWindowLua } from './sliding-window.ts';
import { steadyLua } from './steady.ts';

/**
 * One strategy a kind of rule, all of one shape. A counter is { key, rule, stretch, day_starts,
 * seen }, a moment { now, epoch, unknown_until, lost }:
 *
 *   ready_at(counter, moment, n, ahead)  when n calls may go out if `ahead` others go first; the
 *                                        past: now. Second result: the budget is used up until then
 *   commit(counter, moment, n)           counts them; gives a receipt
 *   give_back(counter, receipt)          takes it back where that lets nobody out too early
 *   look(counter, moment)                limit, what remains of it, when all of it is there again
 *   fields                               of a rule, whole numbers from 1
 *   has_line                             calls wait for it, fairly
 *   counts_units                         n is the call's units rather than 1
 */
export const strategiesLua = `local strategies = {}
${steadyLua}
${slidingWindowLua}
${dailyUnitsLua}`;
