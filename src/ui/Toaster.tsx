import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import { Toast } from './Toast.tsx'
import { toasts } from './toast.ts'

/** Where toasts appear; once in the app, above the bars at the bottom of pages. They are read out as they come, without taking the focus. */
export function Toaster() {
  const items = useStore(toasts, (state) => state.items)
  return createPortal(
    <ol
      aria-live="polite"
      aria-label="Notifications"
      className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex flex-col items-center gap-2 p-4 pb-27 max-md:pb-45"
    >
      {items.map((item) => (
        <Toast key={item.id} item={item} />
      ))}
    </ol>,
    document.body,
  )
}
