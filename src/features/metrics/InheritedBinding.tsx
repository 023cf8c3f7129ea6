import { useSnapshotPart } from '#src/editor/hooks.ts'
import { inheritedFrom } from './what-is-bound.ts'

interface InheritedBindingProps {
  readonly elementId: string
  /** Shown when nothing is inherited either. */
  readonly whenNone?: string
}

const NAMES_SHOWN = 4

/** Says where the numbers of a step or stage come from that is not bound itself. */
export function InheritedBinding({ elementId, whenNone }: InheritedBindingProps) {
  // As one text, so that the snapshot may change without drawing this again.
  const titles = useSnapshotPart((snapshot) =>
    JSON.stringify(inheritedFrom(snapshot, elementId).map((title) => title || 'Untitled')),
  )
  const names = JSON.parse(titles) as string[]
  if (names.length === 0) return whenNone === undefined ? null : <p className="text-sm text-ink-muted">{whenNone}</p>
  const more = names.length - NAMES_SHOWN
  return (
    <p className="rounded-md bg-surface-sunken px-3 py-2 text-xs text-pretty text-ink-muted">
      Its numbers are inherited from what is in it: {names.slice(0, NAMES_SHOWN).join(', ')}
      {more > 0 && ` and ${more} more`}. A binding of its own replaces them.
    </p>
  )
}
