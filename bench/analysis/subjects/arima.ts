import ARIMA from 'arima';
import { forecast } from '../settings.ts';
import { joined, readRows, type Subject } from '../subject.ts';

const { period, history, horizon } = forecast;

/** The package's automatic seasonal model, as its README calls it. */
export const arima: Subject = (file, rows) => {
  const series = readRows(file, rows, history + horizon).map((values) => values.slice(0, history));
  return () =>
    joined(
      series.map((values) => {
        const model = new ARIMA({ auto: true, verbose: false, P: 1, D: 1, Q: 1, s: period });
        const [mean] = model.train(values).predict(horizon);
        model.destroy();
        return mean;
      }),
    );
};
