import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { initSync, MSTL } from '@bsull/augurs/mstl';
import { forecast } from '../settings.ts';
import { joined, readNumbers, type Subject } from '../subject.ts';

const { period, history, horizon } = forecast;

/** STL, its rest continued by exponential smoothing. */
export const augurs: Subject = (file, rows) => {
  const wasm = new URL('mstl_bg.wasm', import.meta.resolve('@bsull/augurs/mstl'));
  initSync({ module: readFileSync(fileURLToPath(wasm)) });
  const numbers = readNumbers(file, rows, history + horizon);
  return () =>
    joined(
      Array.from({ length: rows }, (_, row) => {
        const start = row * (history + horizon);
        const model = MSTL.ets([period]);
        model.fit(numbers.slice(start, start + history));
        const { point } = model.predict(horizon);
        model.free();
        return point;
      }),
    );
};
