import { CloudOff } from 'lucide-react'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import { Button } from './Button.tsx'
import { lateParts, tryLateParts } from './late.ts'

/** Says that a part of the page is missing, and that it is being fetched again. Once in the app. */
export function LateNotice() {
  const { count, isOutdated } = useStore(lateParts)
  return createPortal(
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 top-16 z-[60] flex justify-center px-4 empty:hidden"
    >
      {count > 0 && (
        <div className="pointer-events-auto flex max-w-md animate-fade items-center gap-3 rounded-lg bg-surface-raised py-2.5 pr-2.5 pl-3.5 text-sm text-ink shadow-overlay">
          <CloudOff aria-hidden className="size-4 shrink-0 text-warn" />
          <p className="min-w-0 flex-1">
            {isOutdated
              ? 'Waymark was renewed meanwhile, and a part of this page is no longer there. Reload to go on.'
              : 'A part of this page could not be fetched. It comes as soon as the server answers.'}
          </p>
          {isOutdated ? (
            <Button size="sm" variant="primary" onClick={() => location.reload()}>
              Reload
            </Button>
          ) : (
            <Button size="sm" onClick={tryLateParts}>
              Try again
            </Button>
          )}
        </div>
      )}
    </div>,
    document.body,
  )
}
