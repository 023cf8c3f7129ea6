import { laneKindOfCard } from '#shared/drawing/lane-kind-of-card.ts'
import type { Stage } from '#shared/model/records/stage.ts'
import { sightOf } from '../lens.ts'
import { NumberChips } from '../numbers/NumberChips.tsx'
import { useLens, useSnapshot } from '../view-context.ts'
import { FeelingLine } from './FeelingLine.tsx'
import { type ReadGroup, readStage } from './reading-model.ts'
import { ReadingCard } from './ReadingCard.tsx'

interface StagePageProps {
  readonly stage: Stage
  /** `2 of 5`. */
  readonly place: string
  /** Leaves out what does not pass the filter, also where it would step back only. */
  readonly onlyPassing?: boolean
}

/** One stage from top to bottom: its steps, and at each what every lane says. Its name stays in sight. */
export function StagePage({ stage, place, onlyPassing = false }: StagePageProps) {
  const snapshot = useSnapshot()
  const lens = useLens()
  const steps = readStage(snapshot, stage.id, sightOf(onlyPassing ? { ...lens, others: 'hide' } : lens, snapshot))
  return (
    <>
      <header
        data-element-id={stage.id}
        className="sticky top-0 z-20 border-b border-line bg-canvas/95 px-4 pt-3 pb-2 backdrop-blur-sm"
      >
        <div className="mx-auto max-w-2xl">
          <div className="flex items-baseline gap-2">
            <h2 className="min-w-0 flex-1 text-xl font-semibold text-balance break-words text-ink" dir="auto">
              {stage.title || 'Untitled stage'}
            </h2>
            <span className="tabular shrink-0 text-xs text-ink-muted">{place}</span>
          </div>
          <NumberChips elementId={stage.id} measures={['cases', 'conversion', 'timeToNext']} className="mt-1.5" />
        </div>
      </header>
      <div className="mx-auto max-w-2xl px-4 pb-24">
        <FeelingLine stageId={stage.id} className="mt-3 h-14" />
        {steps.length === 0 && <p className="mt-6 text-sm text-ink-muted">There are no steps in this stage yet.</p>}
        {steps.map(({ step, groups, hiddenCount }) => (
          <section key={step.id} data-element-id={step.id} className="mt-6 scroll-mt-28 rounded-lg">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
              <h3 className="text-lg font-semibold break-words text-ink" dir="auto">
                {step.title || 'Untitled step'}
              </h3>
              <NumberChips elementId={step.id} measures={['cases', 'conversion']} />
            </div>
            {groups.map((group) => (
              <Group key={group.lane.id} group={group} />
            ))}
            {groups.length === 0 && (
              <p className="mt-2 text-sm text-ink-muted">
                {hiddenCount > 0 ? 'Nothing here passes the filter.' : 'Nothing is noted here yet.'}
              </p>
            )}
          </section>
        ))}
      </div>
    </>
  )
}

function Group({ group: { lane, cards } }: { readonly group: ReadGroup }) {
  const kind = lane.kind === 'note' ? laneKindOfCard('note') : lane.kind
  return (
    <div data-lane-id={lane.id} className="mt-3">
      <p className="mb-1.5 flex items-center gap-1.5 text-xs font-medium text-ink-muted">
        <span aria-hidden className="size-2 rounded-sm" style={{ background: `var(--lane-${kind})` }} />
        <span className="min-w-0 break-words" dir="auto">
          {lane.title || 'Unnamed lane'}
        </span>
      </p>
      <div className="flex flex-col gap-2">
        {cards.map(({ card, isDimmed }) => (
          <ReadingCard key={card.id} card={card} isDimmed={isDimmed} />
        ))}
      </div>
    </div>
  )
}
