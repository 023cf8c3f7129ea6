import { ChevronRight } from 'lucide-react'
import { JOURNEY_ROOT } from '#shared/model/records/journey-info.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import { RichText } from '#src/rich-text/RichText.tsx'
import { sightOf } from '../lens.ts'
import { Freshness } from '../numbers/Freshness.tsx'
import { NumberChips } from '../numbers/NumberChips.tsx'
import { useLens, useSnapshot, useView } from '../view-context.ts'
import { FeelingLine } from './FeelingLine.tsx'
import { type ReadPage, readBeside } from './reading-model.ts'
import { ReadingCard } from './ReadingCard.tsx'

/** The journey in one look: whose it is, how it feels, its stages with their numbers. Without `onPage` they lead nowhere. */
export function OverviewPage({ onPage }: { readonly onPage: ((page: ReadPage) => void) | null }) {
  const snapshot = useSnapshot()
  const { looked } = useView()
  const lens = useLens()
  const { info } = snapshot
  const stages = stagesInOrder(snapshot)
  const personas = personasInOrder(snapshot)
  const beside = readBeside(snapshot, sightOf(lens, snapshot))
  return (
    <div className="mx-auto max-w-2xl px-4 pt-6 pb-24">
      {info.state === 'future' && <p className="mb-1 text-xs font-medium text-ink-muted">As it is meant to become</p>}
      <h2 className="text-2xl font-semibold text-balance break-words text-ink" dir="auto">
        {info.title || 'Untitled journey'}
      </h2>
      {info.scenario !== '' && (
        <div className="mt-2 text-base text-pretty break-words text-ink-muted" dir="auto">
          <RichText text={info.scenario} />
        </div>
      )}
      <Freshness className="mt-3" />
      <NumberChips elementId={JOURNEY_ROOT} measures={[]} className="mt-3" />
      <FeelingLine className="mt-5 h-24" />
      {stages.length === 0 ? (
        <p className="mt-8 text-base text-ink-muted">
          Nothing has been laid out yet. As soon as somebody adds stages, they appear here.
        </p>
      ) : (
        <ol aria-label="Stages" className="mt-5 overflow-hidden rounded-xl bg-surface-raised shadow-card">
          {stages.map((stage, index) => (
            <li key={stage.id} className="relative border-b border-line px-4 py-3 last:border-0 hover:bg-ink/3">
              <div className="flex items-center gap-3">
                <span aria-hidden className="tabular w-4 text-sm text-ink-faint">
                  {index + 1}
                </span>
                {onPage === null ? (
                  <span className="min-w-0 flex-1 text-base font-medium break-words text-ink" dir="auto">
                    {stage.title || 'Untitled stage'}
                  </span>
                ) : (
                  <button
                    type="button"
                    onClick={() => onPage(stage.id)}
                    className="min-w-0 flex-1 text-left text-base font-medium break-words text-ink after:absolute after:inset-0"
                    dir="auto"
                  >
                    {stage.title || 'Untitled stage'}
                  </button>
                )}
                <span className="text-xs text-ink-muted">{stepWords(stepsOfStage(snapshot, stage.id).length)}</span>
                {onPage !== null && <ChevronRight aria-hidden className="size-4 text-ink-faint" />}
              </div>
              <NumberChips
                elementId={stage.id}
                measures={['cases', 'conversion']}
                className="relative z-10 mt-1.5 ml-7 w-fit"
              />
            </li>
          ))}
        </ol>
      )}
      {personas.length > 0 && (
        <section aria-label="Personas" className="mt-6 flex flex-col gap-2">
          <h3 className="text-xs font-medium text-ink-muted">Whose journey it is</h3>
          {personas.map(({ id, name, tagline, color }) => (
            <button
              key={id}
              type="button"
              data-element-id={id}
              onClick={() => looked.setState({ target: { elementId: id, measure: null } })}
              className="flex items-center gap-3 rounded-lg bg-surface-raised px-4 py-2.5 text-left shadow-card hover:bg-ink/3"
            >
              <span
                aria-hidden
                className="size-3 shrink-0 rounded-full forced-color-adjust-none"
                style={{ background: `var(--persona-${String(color)})` }}
              />
              <span className="min-w-0 flex-1">
                <span className="block text-base font-medium break-words text-ink">{name || 'Unnamed persona'}</span>
                {tagline !== '' && <span className="block text-sm break-words text-ink-muted">{tagline}</span>}
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint" />
            </button>
          ))}
        </section>
      )}
      {beside.length > 0 && (
        <section aria-label="Beside the grid" className="mt-6 flex flex-col gap-2">
          <h3 className="text-xs font-medium text-ink-muted">Beside the grid</h3>
          {beside.map(({ card, isDimmed }) => (
            <ReadingCard key={card.id} card={card} isDimmed={isDimmed} />
          ))}
        </section>
      )}
    </div>
  )
}

const stepWords = (count: number): string => (count === 1 ? '1 step' : `${String(count)} steps`)
