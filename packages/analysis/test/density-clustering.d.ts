/** What the counterexample test touches of a library without types. */
declare module 'density-clustering' {
  export class DBSCAN {
    readonly noise: number[];
    run(rows: readonly number[][], eps: number, minSamples: number): number[][];
    _regionQuery(row: number): number[];
    _mergeArrays(a: number[], b: number[]): number[];
  }
}
