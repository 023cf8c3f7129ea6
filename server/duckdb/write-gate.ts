import { EngineError } from './engine.ts'

/** Lets writes through, any number at once, and now and then one thing that needs none of them to be under way. */
export interface WriteGate {
  write<Value>(work: () => Promise<Value>): Promise<Value>
  /** Waits for a moment without a write; those that come while the work is done wait for its end. Those that came before do not. */
  whenQuiet<Value>(withinMs: number, work: () => Promise<Value>): Promise<Value>
}

export function createWriteGate(): WriteGate {
  let writing = 0
  /** What needs quiet, the longest waiting first. */
  const waiting: (() => void)[] = []
  let quiet: Promise<unknown> | null = null

  const isQuiet = (): boolean => quiet !== null

  function next(): void {
    if (writing === 0 && !isQuiet()) waiting.shift()?.()
  }

  /** Resolves with the beginning of the quiet, in the same turn in which the last write ended. */
  const becomesQuiet = (withinMs: number, work: () => Promise<void>): Promise<void> =>
    new Promise((resolve, reject) => {
      const begin = (): void => {
        clearTimeout(timer)
        quiet = work().then(resolve, reject)
        void quiet.finally(() => {
          quiet = null
          next()
        })
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(begin), 1)
        reject(new EngineError('timeout', 'Something was written all the time.'))
      }, withinMs)
      waiting.push(begin)
      next()
    })

  return {
    async write(work) {
      while (isQuiet()) await quiet
      writing++
      try {
        return await work()
      } finally {
        writing--
        next()
      }
    },
    async whenQuiet(withinMs, work) {
      let value: Awaited<ReturnType<typeof work>> | undefined
      await becomesQuiet(withinMs, async () => {
        value = await work()
      })
      return value as Awaited<ReturnType<typeof work>>
    },
  }
}
