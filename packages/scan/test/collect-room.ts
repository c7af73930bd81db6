import type { Coverage, StepProgress } from '@viral-scan/contracts';
import { type CollectCall, type CollectOutcome, collectAccount } from '@viral-scan/scan';
import { attempt, collectDeps, own, type ScanRoom, scanRoom } from './scan-room.ts';
import { collected, type ScriptedConnector, scriptedConnector } from './scripted-connector.ts';

/** A scan of which the first step is worked on. */
export interface CollectRoom extends ScanRoom {
  /** Has `own` with three pages of posts: a and b, c, d. */
  youtube: ScriptedConnector;
  scanId: string;
  collect(call?: Partial<CollectCall>, connector?: ScriptedConnector): Promise<CollectOutcome>;
  progress(): Promise<StepProgress>;
  coverage(): Promise<Coverage | null>;
  /** Makes the connector throw at one call. */
  failAt(call: string, error: Error): void;
}

export async function collectRoom(): Promise<CollectRoom> {
  const scan = await scanRoom();
  const room: CollectRoom = {
    ...scan,
    youtube: scriptedConnector({
      [own]: [[collected('a'), collected('b')], [collected('c')], [collected('d')]],
    }),
    scanId: await scan.initiated(),
    collect: (call, connector = room.youtube) =>
      collectAccount(
        collectDeps(scan, connector),
        scan.who,
        { scanId: room.scanId, stepKey: 'collect-0' },
        attempt(call),
      ),
    progress: () => scan.step(room.scanId, 'collect-0'),
    coverage: async () => (await room.progress()).coverage,
    failAt(call, error) {
      room.youtube.before = (made) => {
        if (made === call) throw error;
      };
    },
  };
  return room;
}
