/** What the counterexample test touches of a library without types. */
declare module 'ml-isolation-forest' {
  export interface TreeNode {
    readonly left?: TreeNode;
    readonly right?: TreeNode;
    readonly maxDepth: number;
    readonly trainingSet?: readonly number[][];
  }
  export class IsolationForest {
    readonly forest: readonly TreeNode[];
    constructor(options: { readonly nEstimators: number });
    train(rows: readonly number[][]): void;
    predict(rows: readonly number[][]): number[];
  }
}
