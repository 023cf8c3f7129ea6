import { Counter, Gauge, type Registry } from '@prometheus-io/client'

/** What a figure is called and means. Names carry their unit; `help` is for whoever looks at the dashboard. */
export interface FigureWords {
  readonly name: string
  readonly help: string
}

/** A figure that goes up and down, looked up whenever somebody reads. */
export function showGauge(registry: Registry, words: FigureWords, read: () => number): void {
  void new Gauge({
    ...words,
    registers: [registry],
    collect() {
      this.set(read())
    },
  })
}

/** A figure that only grows, kept elsewhere and looked up whenever somebody reads. */
export function showCounter(registry: Registry, words: FigureWords, read: () => number): void {
  void new Counter({
    ...words,
    registers: [registry],
    collect() {
      this.reset()
      this.inc(read())
    },
  })
}

/** The same, split by one label. Every label's value is there from the beginning, so that a first event is seen as one. */
export function showCountersBy<Key extends string>(
  registry: Registry,
  words: FigureWords & { readonly label: string },
  read: () => Readonly<Record<Key, number>>,
): void {
  const { label, ...rest } = words
  void new Counter({
    ...rest,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset()
      for (const [key, value] of Object.entries<number>(read())) this.inc({ [label]: key }, value)
    },
  })
}
