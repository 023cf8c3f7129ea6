import { setTimeout as delay } from 'node:timers/promises'

/** How long somebody who has joined may take to ask for the journey. */
const EXPECT_QUESTION_MS = 250

/** The moment when nobody waits for the journey's first state any more, for work that would make them wait. */
export interface QuietMoment {
  /** Resolves at such a moment; at once when it is one. */
  moment(): Promise<void>
  /** Somebody's question is being answered; call what it returns when the answer is on its way. */
  answering(): () => void
}

export function createQuietMoment(isQuestionExpected: () => boolean): QuietMoment {
  let answers = 0
  let waiting: (() => void)[] = []

  function answered(): void {
    answers--
    if (answers > 0) return
    const all = waiting
    waiting = []
    for (const resolve of all) resolve()
  }

  /** Until all that was asked is answered, or for so long. */
  async function nextAnswered(withinMs: number): Promise<void> {
    const late = new AbortController()
    const answeredAll = new Promise<void>((resolve) => waiting.push(resolve))
    const tooLate = delay(withinMs, undefined, { ref: false, signal: late.signal }).catch(() => undefined)
    await Promise.race([answeredAll, tooLate])
    late.abort()
  }

  return {
    async moment() {
      const until = performance.now() + EXPECT_QUESTION_MS
      for (;;) {
        const leftMs = until - performance.now()
        if (answers > 0) await new Promise<void>((resolve) => waiting.push(resolve))
        else if (isQuestionExpected() && leftMs > 0) await nextAnswered(leftMs)
        else return
      }
    },
    answering() {
      answers++
      let isOver = false
      return () => {
        if (!isOver) answered()
        isOver = true
      }
    },
  }
}
