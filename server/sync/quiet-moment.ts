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

  return {
    async moment() {
      if (answers === 0 && isQuestionExpected()) await delay(EXPECT_QUESTION_MS, undefined, { ref: false })
      if (answers > 0) await new Promise<void>((resolve) => waiting.push(resolve))
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
