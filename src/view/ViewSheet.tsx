import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { BarButton } from './BarButton.tsx'

interface ViewSheetProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What is looked at closely: a column beside the journey, on a phone a sheet over its lower part. Escape closes it; the focus goes back. */
export function ViewSheet({ title, onClose, children }: ViewSheetProps) {
  const box = useRef<HTMLElement>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    const opener = document.activeElement
    box.current?.focus({ preventScroll: true })
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      close.current()
    }
    // Before whoever listens for the page as a whole.
    document.addEventListener('keydown', listen, { capture: true })
    return () => {
      document.removeEventListener('keydown', listen, { capture: true })
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true })
    }
  }, [])
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        aria-hidden
        className="fixed inset-0 z-40 animate-fade bg-scrim md:hidden"
        onClick={onClose}
      />
      <section
        ref={box}
        role="dialog"
        aria-label={title}
        tabIndex={-1}
        className="flex w-90 shrink-0 flex-col overflow-hidden border-l border-line bg-surface outline-none max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-40 max-md:max-h-[80dvh] max-md:w-full max-md:animate-sheet max-md:rounded-t-2xl max-md:border-0 max-md:pb-[env(safe-area-inset-bottom)] max-md:shadow-overlay"
      >
        <div className="flex shrink-0 items-center gap-2 border-b border-line py-1.5 pr-2 pl-4">
          <h2 className="min-w-0 flex-1 truncate text-sm font-semibold text-ink">{title}</h2>
          <BarButton icon={X} label="Close" onClick={onClose} />
        </div>
        {/* What scrolls has to be reached by keys. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto p-4 -outline-offset-2">
          {children}
        </div>
      </section>
    </>
  )
}
