import { useEffect, useRef, useState } from 'react'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'

interface RenameFieldProps {
  readonly title: string
  /** The new title, or `null` when it was left as it was. */
  readonly onDone: (title: string | null) => void
}

/** The title as a field in its own place: Enter or leaving keeps, Escape gives up. */
export function RenameField({ title, onDone }: RenameFieldProps) {
  const [draft, setDraft] = useState(title)
  const isDone = useRef(false)
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const place = field.current?.parentElement
    focusOnMount(field.current)
    // Where the field was stands the title again; whoever left by a key is there.
    return () => {
      if (document.activeElement === document.body) place?.querySelector('a')?.focus()
    }
  }, [])

  const finish = (keep: boolean): void => {
    // Leaving the field follows Enter and Escape: answer once.
    if (isDone.current) return
    isDone.current = true
    const next = draft.trim()
    onDone(keep && next !== '' && next !== title ? next : null)
  }

  return (
    <input
      aria-label="Journey title"
      value={draft}
      maxLength={200}
      ref={field}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') finish(true)
        if (event.key === 'Escape') finish(false)
      }}
      className="relative z-10 -ml-1.5 h-8 w-full rounded-md border border-focus bg-surface-raised px-1.5 text-sm font-medium outline-1 outline-focus"
    />
  )
}
