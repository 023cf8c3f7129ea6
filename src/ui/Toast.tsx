import { clsx } from 'clsx'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './Button.tsx'
import { dismissToast, type ToastItem } from './toast.ts'

const ICONS = { plain: null, success: CircleCheck, error: CircleAlert } as const

/** One toast. It stays while the pointer or the focus is on it. */
export function Toast({ item }: { readonly item: ToastItem }) {
  const { id, tone, message, description, action, durationMs } = item
  const [isHeld, setHeld] = useState(false)
  const ToneIcon = ICONS[tone]
  const hold = (): void => setHeld(true)
  const release = (): void => setHeld(false)

  useEffect(() => {
    if (isHeld) return undefined
    const timer = setTimeout(() => dismissToast(id), durationMs)
    return () => clearTimeout(timer)
  }, [id, durationMs, isHeld])

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only keeps it from going away
    <li
      onPointerEnter={hold}
      onPointerLeave={release}
      onFocus={hold}
      onBlur={release}
      className="pointer-events-auto flex w-fit max-w-full animate-pop items-center gap-2.5 rounded-lg bg-surface-raised py-1.5 pr-1.5 pl-3.5 text-sm text-ink shadow-overlay"
    >
      {ToneIcon !== null && (
        <ToneIcon aria-hidden className={clsx('size-4.5 shrink-0', tone === 'error' ? 'text-danger' : 'text-good')} />
      )}
      <div className="min-w-0 flex-1 py-1">
        <p className="font-medium text-pretty">{message}</p>
        {description !== undefined && <p className="text-xs text-ink-muted">{description}</p>}
      </div>
      {action !== undefined && (
        <Button
          size="sm"
          onClick={() => {
            dismissToast(id)
            action.onClick()
          }}
        >
          {action.label}
        </Button>
      )}
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => dismissToast(id)}
        className="flex size-7 shrink-0 items-center justify-center rounded-md text-ink-faint hover:bg-ink/6 hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </button>
    </li>
  )
}
