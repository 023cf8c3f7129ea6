import { Plus, X } from 'lucide-react'
import { useEditor } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'
import type { CommonValue } from './common-value.ts'
import { ScoreRow } from './ScoreRow.tsx'

interface FutureScoreRowProps {
  readonly value: CommonValue<number | undefined>
  /** `undefined` takes the future feeling away. */
  readonly onChange: (score: number | undefined, continues: boolean) => void
}

/** How it is meant to feel: a second point on the scale, which is there only when somebody wants it. */
export function FutureScoreRow({ value, onChange }: FutureScoreRowProps) {
  const { canEdit } = useEditor()
  const isAbsent = !value.isMixed && value.value === undefined
  if (isAbsent)
    return canEdit ? (
      <Button size="sm" variant="ghost" icon={Plus} onClick={() => onChange(0, false)}>
        Add future feeling
      </Button>
    ) : null
  return (
    <div>
      <ScoreRow label="Future feeling" value={value} onChange={onChange} />
      {canEdit && (
        <Button size="sm" variant="ghost" icon={X} onClick={() => onChange(undefined, false)}>
          Remove future feeling
        </Button>
      )}
    </div>
  )
}
