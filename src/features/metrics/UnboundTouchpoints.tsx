import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { unboundTouchpoints } from './what-is-bound.ts'

/** Touchpoints without numbers; pressing one selects it, so that the inspector can bind it. */
export function UnboundTouchpoints() {
  const editor = useEditor()
  const parts = useSnapshotPart((snapshot) =>
    JSON.stringify(unboundTouchpoints(snapshot).map(({ id, title }) => [id, title || 'Untitled touchpoint'])),
  )
  const unbound = JSON.parse(parts) as (readonly [string, string])[]
  if (unbound.length === 0) return <p className="text-xs text-ink-muted">Every touchpoint is bound to events.</p>
  return (
    <section aria-labelledby="unbound-touchpoints" className="flex flex-col gap-1.5">
      <h3 id="unbound-touchpoints" className="text-xs font-medium text-ink-muted">
        {unbound.length === 1 ? '1 touchpoint without data' : `${unbound.length} touchpoints without data`}
      </h3>
      <ul className="flex flex-col">
        {unbound.map(([id, title]) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => editor.select([id])}
              className="-mx-2 flex min-h-7 w-[calc(100%+1rem)] items-center rounded-md px-2 text-left text-sm text-ink hover:bg-ink/6 pointer-coarse:min-h-10"
            >
              <span className="truncate">{title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
