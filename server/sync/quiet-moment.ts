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

  const allAnswered = (): Promise<void> => new Promise((resolve) => waiting.push(resolve))

  return {
    async moment() {
      const until = performance.now() + EXPECT_QUESTION_MS
      for (;;) {
        const leftMs = until - performance.now()
        if (answers > 0) await allAnswered()
        else if (isQuestionExpected() && leftMs > 0) await firstOf(allAnswered(), leftMs)
        else return
        // Where people come without end there is no better moment to wait for.
        if (leftMs <= 0) return
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

/** Waits for it, but no longer than so long. */
const firstOf = (moment: Promise<void>, withinMs: number): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(resolve, withinMs)
    late.unref()
    void moment.then(() => {
      clearTimeout(late)
      resolve()
    })
  })
