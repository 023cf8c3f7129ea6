import { createStore, type StoreApi } from 'zustand/vanilla'
import { SECOND_MS } from '#shared/lib/time.ts'

interface ToastOptions {
  /** One verb that goes with it: “Undo”. */
  readonly action?: { readonly label: string; readonly onClick: () => void }
  /** A second, quieter sentence. */
  readonly description?: string
}

export interface ToastItem extends ToastOptions {
  readonly id: number
  readonly tone: 'plain' | 'success' | 'error'
  readonly message: string
  readonly durationMs: number
}

/** At most so many at once; the oldest gives way. */
const SHOWN_MAX = 3
const SHORT_MS = 4 * SECOND_MS
/** There is something to read twice, or to press. */
const LONG_MS = 8 * SECOND_MS

/** What is shown now, oldest first. */
export const toasts: StoreApi<{ readonly items: readonly ToastItem[] }> = createStore(() => ({ items: [] }))

let lastId = 0

const show = (tone: ToastItem['tone'], message: string, options: ToastOptions): number => {
  const durationMs = tone === 'error' || options.action !== undefined ? LONG_MS : SHORT_MS
  const item: ToastItem = { ...options, id: ++lastId, tone, message, durationMs }
  toasts.setState(({ items }) => ({ items: [...items, item].slice(-SHOWN_MAX) }))
  return item.id
}

/** Takes one away before its time. */
export const dismissToast = (id: number): void =>
  toasts.setState(({ items }) => ({ items: items.filter((item) => item.id !== id) }))

/**
 * Tells an outcome in a corner: `toast('Link revoked')`. Errors that belong to a field stay at the field. Gives what `dismissToast` takes
 * when it is no longer so.
 */
export const toast = Object.assign(
  (message: string, options: ToastOptions = {}): number => show('plain', message, options),
  {
    success: (message: string, options: ToastOptions = {}): number => show('success', message, options),
    error: (message: string, options: ToastOptions = {}): number => show('error', message, options),
  },
)
