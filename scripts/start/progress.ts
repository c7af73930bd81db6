const width = 28;

/** One line that moves on a terminal; a line per tenth elsewhere. */
export class Progress {
  readonly #label: string;
  readonly #out: NodeJS.WriteStream;
  #lastTenth = -1;
  #lastText = '';

  constructor(label: string, out: NodeJS.WriteStream = process.stdout) {
    this.#label = label;
    this.#out = out;
  }

  show(done: number, total: number, detail: string): void {
    const share = total === 0 ? 1 : done / total;
    const filled = Math.round(share * width);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
    const text = `${this.#label.padEnd(12)} ${bar} ${String(Math.round(share * 100)).padStart(3)} %  ${detail}`;
    if (this.#out.isTTY) {
      if (text !== this.#lastText) this.#out.write(`\r\u001B[2K${text}`);
    } else {
      const tenth = Math.floor(share * 10);
      if (tenth !== this.#lastTenth) this.#out.write(`${text}\n`);
      this.#lastTenth = tenth;
    }
    this.#lastText = text;
  }

  end(): void {
    if (this.#out.isTTY && this.#lastText !== '') this.#out.write('\n');
  }
}
