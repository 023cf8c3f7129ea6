import { Plus } from 'lucide-react'
import { useState } from 'react'
import { TARGET_MEASURES, type Target, type TargetMeasure } from '#shared/model/records/target.ts'
import { MEASURE_TITLES } from '#shared/metrics/measures.ts'
import { Button } from '#src/ui/Button.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { TargetEditor } from './TargetEditor.tsx'

interface TargetFieldsProps {
  /** It is bound. */
  readonly elementId: string
  readonly targets: readonly Target[]
}

/** What the numbers of a bound element are meant to be, one after the other. */
export function TargetFields({ elementId, targets }: TargetFieldsProps) {
  // Begun, but without a number: nothing is written for it yet.
  const [begun, setBegun] = useState<readonly TargetMeasure[]>([])
  const isShown = (measure: TargetMeasure): boolean =>
    begun.includes(measure) || targets.some((target) => target.measure === measure)
  const left = TARGET_MEASURES.filter((measure) => !isShown(measure))
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <h4 className="text-xs font-semibold text-ink">Targets</h4>
      {targets.length + begun.length === 0 && (
        <p className="text-xs text-pretty text-ink-muted">
          Say what a number should be, and the journey shows whether it is met, near or missed.
        </p>
      )}
      {TARGET_MEASURES.filter(isShown).map((measure) => (
        <TargetEditor
          key={measure}
          elementId={elementId}
          measure={measure}
          target={targets.find((target) => target.measure === measure)}
          onDrop={() => setBegun((before) => before.filter((one) => one !== measure))}
        />
      ))}
      {left.length > 0 && (
        <Menu
          trigger={
            <Button size="sm" variant="ghost" icon={Plus} className="self-start">
              Add a target
            </Button>
          }
          entries={left.map((measure) => ({
            label: MEASURE_TITLES[measure],
            onSelect: () => setBegun((before) => [...before, measure]),
          }))}
        />
      )}
    </div>
  )
}
