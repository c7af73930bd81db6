import type { AnalysisInput, Principal, Report } from '@viral-scan/contracts';
import {
  type AnalyzeDeps,
  type AnalyzeOutcome,
  analyzeScan,
  collectAccount,
  type SessionDeps,
  sessionsInPlace,
} from '@viral-scan/scan';
import { inMemoryCache, reportBody } from '@viral-scan/testing';
import { attempt, collectDeps, own, rival, type ScanRoom, scanRoom } from './scan-room.ts';
import { collected, type ScriptedConnector, scriptedConnector } from './scripted-connector.ts';

/** Scans of two accounts, and an analysis that remembers what it was given. */
export interface AnalyzeRoom extends ScanRoom {
  /** Has a post of `own` and a post of `rival`. */
  youtube: ScriptedConnector;
  readonly deps: AnalyzeDeps;
  readonly inputs: AnalysisInput[];
  readonly cacheErrors: unknown[];
  /** What analyses: `v1`, which finds nothing, unless told otherwise. */
  analysing(known?: Partial<SessionDeps>): AnalyzeDeps['analysis'];
  collectAll(scanId: string, who?: Principal): Promise<void>;
  analysis(scanId: string, known?: Partial<AnalyzeDeps>, who?: Principal): Promise<AnalyzeOutcome>;
  /** A scan from its request to its report. */
  scanned(
    known?: Partial<AnalyzeDeps>,
    who?: Principal,
  ): Promise<{ readonly outcome: AnalyzeOutcome; readonly report: Report }>;
}

export async function analyzeRoom(): Promise<AnalyzeRoom> {
  const scan = await scanRoom();
  const inputs: AnalysisInput[] = [];
  const cacheErrors: unknown[] = [];
  const analysing: AnalyzeRoom['analysing'] = (known = {}) =>
    sessionsInPlace({
      steps: scan.store.steps,
      analyze: (input) => {
        inputs.push(input);
        return reportBody({ analysis_version: 'v1' });
      },
      rank: () => ({ postIds: [], ranked: [] }),
      analysisVersion: 'v1',
      ...known,
    });
  const deps: AnalyzeDeps = {
    steps: scan.store.steps,
    analysis: analysing(),
    cache: inMemoryCache(),
    clock: scan.clock,
    reuse: true,
    onCacheError: (error) => cacheErrors.push(error),
  };
  const room: AnalyzeRoom = {
    ...scan,
    youtube: scriptedConnector({ [own]: [[collected('a')]], [rival]: [[collected('b')]] }),
    deps,
    inputs,
    cacheErrors,
    analysing,
    async collectAll(scanId, who = scan.who) {
      for (const stepKey of ['collect-0', 'collect-1']) {
        await collectAccount(collectDeps(scan, room.youtube), who, { scanId, stepKey }, attempt());
      }
    },
    analysis: (scanId, known = {}, who = scan.who) =>
      analyzeScan(
        { ...deps, ...known },
        who,
        { scanId, stepKey: 'analyze-scan' },
        { signal: new AbortController().signal },
      ),
    async scanned(known = {}, who = scan.who) {
      const scanId = await scan.initiated({}, who);
      await room.collectAll(scanId, who);
      const outcome = await room.analysis(scanId, known, who);
      const report = await scan.store.scans.report(who, scanId);
      if (report === null) throw new Error('there is no report');
      return { outcome, report };
    },
  };
  return room;
}
