/** How long somebody who has joined may take to ask for the journey before the document is built all the same. */
const EXPECT_QUESTION_MS = 250

/**
 * Building a large document keeps the process busy for a good part of a second, and whoever opens the journey does not need it: the
 * log's own bytes answer them. So it is built after they were sent, and only when somebody wants it.
 */
export interface WarmUp {
  /** The document is wanted; resolves when it is built. Rejects with what building it throws. */
  done(): Promise<void>
  /** Somebody's question is being answered; call what it returns when the answer is on its way. */
  answering(): () => void
  close(): void
}

interface Needs {
  /** Somebody has joined and not asked yet. */
  readonly isQuestionExpected: () => boolean
  readonly warm: () => void
}

export function createWarmUp({ isQuestionExpected, warm }: Needs): WarmUp {
  let pending = 0
  let state: 'cold' | 'wanted' | 'warm' = 'cold'
  let timer: NodeJS.Timeout | null = null
  const waiting: { readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = []

  function schedule(delayMs: number): void {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(run, delayMs)
  }

  function run(): void {
    timer = null
    if (state !== 'wanted' || pending > 0) return
    state = 'warm'
    try {
      warm()
      for (const { resolve } of waiting) resolve()
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
    waiting.length = 0
  }

  return {
    done() {
      if (state === 'warm') return Promise.resolve()
      if (state === 'cold') {
        state = 'wanted'
        if (pending === 0) schedule(isQuestionExpected() ? EXPECT_QUESTION_MS : 0)
      }
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    answering() {
      pending++
      let isDone = false
      return () => {
        if (isDone) return
        isDone = true
        pending--
        if (pending === 0 && state === 'wanted') schedule(0)
      }
    },
    close() {
      if (timer !== null) clearTimeout(timer)
      if (state !== 'warm') for (const { reject } of waiting) reject(new Error('The journey was closed.'))
      state = 'warm'
    },
  }
}
