import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { useSnapshotPart } from '#src/editor/hooks.ts'
import { useCanvas } from '../canvas-context.ts'

const PERSONAS_SHOWN = 3

/** Where the bands meet: whose journey this is, which is also the key to the colours of the curves. */
export function BandCorner() {
  const { editor } = useCanvas()
  const personas = useSnapshotPart(personasInOrder)
  return (
    <div className="band-corner">
      {personas.slice(0, PERSONAS_SHOWN).map(({ id, name, color }) => (
        <button
          key={id}
          type="button"
          data-testid="persona"
          data-element-id={id}
          title={name}
          className="corner-persona"
          onClick={() => editor.select([id])}
        >
          <i style={{ background: `var(--persona-${color})` }} />
          <span>{name || 'Unnamed persona'}</span>
        </button>
      ))}
      {personas.length > PERSONAS_SHOWN && (
        <span className="corner-more">and {personas.length - PERSONAS_SHOWN} more</span>
      )}
    </div>
  )
}
