import { resizeLane } from '#shared/model/commands/resize-lane.ts'
import { resizeStep } from '#shared/model/commands/resize-step.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { Lane } from '#shared/model/records/lane.ts'
import { LANE_HEIGHT_PX, STEP_WIDTH_PX } from '#shared/model/records/limits.ts'
import type { Step } from '#shared/model/records/step.ts'
import type { Element, ElementKind } from '#shared/model/selectors/element-kind-of.ts'
import { useSnapshot } from '#src/editor/hooks.ts'
import { CardFields } from './CardFields.tsx'
import { commonValue, valueOrNull } from './common-value.ts'
import { ElementDuty } from './ElementDuty.tsx'
import { countWords } from './element-words.ts'
import { FreePlaceRows } from './FreePlaceRows.tsx'
import { NumberRow } from './NumberRow.tsx'
import { useChange } from './use-change.ts'

/** Several things at once: what they have in common can be changed for all of them. */
export function SeveralSection({ elements }: { readonly elements: readonly Element[] }) {
  const snapshot = useSnapshot()
  const change = useChange()
  const pick = <Record,>(kind: ElementKind, records: ReadonlyMap<string, Record>): readonly Record[] =>
    elements.flatMap((element) => (element.kind === kind ? (records.get(element.id) ?? []) : [])) as Record[]
  const cards = pick<Card>('card', snapshot.cards)
  const steps = pick<Step>('step', snapshot.steps)
  const lanes = pick<Lane>('lane', snapshot.lanes)
  const kinds = [...new Set(elements.map(({ kind }) => kind))]
  const summary = kinds.map((kind) => countWords(elements.filter((element) => element.kind === kind).length, kind))

  if (cards.length === elements.length)
    return (
      <>
        <CardFields cards={cards} />
        {cards.every(({ place }) => place.kind === 'free') && <FreePlaceRows cards={cards} />}
      </>
    )
  if (steps.length === elements.length) {
    const resizeAll = (width: number): void => {
      for (const [index, { id }] of steps.entries()) change(resizeStep, { stepId: id, width }, { continues: index > 0 })
    }
    const width = valueOrNull(commonValue(steps, (step) => step.width))
    return (
      <>
        <ElementDuty snapshot={snapshot} elements={elements} />
        <NumberRow label="Width" unit="px" value={width} {...limitsOf(STEP_WIDTH_PX)} onChange={resizeAll} />
      </>
    )
  }
  if (lanes.length === elements.length) {
    const resizeAll = (height: number): void => {
      for (const [index, { id }] of lanes.entries())
        change(resizeLane, { laneId: id, height }, { continues: index > 0 })
    }
    const height = valueOrNull(commonValue(lanes, (lane) => lane.height))
    return (
      <>
        <ElementDuty snapshot={snapshot} elements={elements} />
        <NumberRow label="Least height" unit="px" value={height} {...limitsOf(LANE_HEIGHT_PX)} onChange={resizeAll} />
      </>
    )
  }
  return (
    <>
      <p className="text-sm text-ink-muted">{summary.join(', ')}</p>
      <ElementDuty snapshot={snapshot} elements={elements} />
    </>
  )
}

const limitsOf = ({ min, max }: { readonly min: number; readonly max: number }) => ({ min, max })
