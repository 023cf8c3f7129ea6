import type { StoreApi } from 'zustand/vanilla'
import { dismissToast, toast } from './toast.ts'

/** Of an editor: its steps back. */
interface Steps {
  readonly undoState: StoreApi<{ readonly undoCount: number }>
  readonly undo: () => unknown
}

/**
 * Tells what the latest step was, with a button that takes it back. It goes as soon as another step is the latest one, taken back
 * elsewhere or followed by more: the button would do something else then.
 */
export function tellUndoable({ undoState, undo }: Steps, message: string): void {
  const id = toast(message, { action: { label: 'Undo', onClick: () => undo() } })
  const stop = undoState.subscribe((now, before) => {
    if (now.undoCount === before.undoCount) return
    stop()
    dismissToast(id)
  })
}
