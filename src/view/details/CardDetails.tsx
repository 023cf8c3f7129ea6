import type { ReactNode } from 'react'
import {
  type Card,
  CARD_MARK_TITLES,
  CARD_TITLES,
  EVIDENCE_TITLES,
  OPPORTUNITY_STATUS_TITLES,
} from '#shared/model/records/card.ts'
import { CHANNELS } from '#shared/model/records/channel.ts'
import { handOffs, handOffWords } from '#shared/model/selectors/hand-offs.ts'
import { scoreName } from '#shared/drawing/card-label.ts'
import { RichText } from '#src/rich-text/RichText.tsx'
import { FeelingStanding } from '../reading/FeelingStanding.tsx'
import { MoodFace } from '../reading/MoodFace.tsx'
import { ViewImage } from '../ViewImage.tsx'
import { useSnapshot, useView } from '../view-context.ts'

/** All that a card says. */
export function CardDetails({ card }: { readonly card: Card }) {
  const snapshot = useSnapshot()
  const rows = rowsOf(card, snapshot.personas)
  return (
    <>
      {card.image && (
        <ViewImage
          imageId={card.image.imageId}
          alt={card.title || 'Picture'}
          className="mb-3 block max-h-96 w-full rounded-lg bg-surface-sunken object-contain"
        />
      )}
      <div className="flex items-start gap-3">
        {card.score !== undefined && <MoodFace score={card.score} className="size-9" />}
        <h3 className="min-w-0 flex-1 text-lg font-semibold break-words text-ink" dir="auto">
          {card.title || `Untitled ${CARD_TITLES[card.kind].toLowerCase()}`}
        </h3>
      </div>
      {card.details !== '' && (
        <div className="mt-2 text-base text-pretty break-words text-ink" dir="auto">
          <RichText text={card.details} />
        </div>
      )}
      {card.kind === 'emotion' && <FeelingStanding card={card} />}
      {rows.length > 0 && (
        <dl className="mt-4 flex flex-col gap-2">
          {rows.map(([label, value]) => (
            <div key={label} className="flex gap-3 text-sm">
              <dt className="w-26 shrink-0 text-ink-muted">{label}</dt>
              <dd className="min-w-0 flex-1 break-words text-ink">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <Ways card={card} />
    </>
  )
}

function rowsOf(
  card: Card,
  personas: ReturnType<typeof useSnapshot>['personas'],
): readonly (readonly [string, ReactNode])[] {
  const about = card.personaIds.flatMap((id) => personas.get(id)?.name || [])
  const rows: (readonly [string, ReactNode])[] = []
  const add = (label: string, value: ReactNode): unknown => rows.push([label, value])
  if (card.score !== undefined) add('Feeling', scoreName(card.score))
  if (card.futureScore !== undefined) add('Is to become', scoreName(card.futureScore))
  if (about.length > 0) add('About', about.join(', '))
  if (card.channels.length > 0) add('Channels', card.channels.map((key) => CHANNELS[key].title).join(', '))
  if (card.marks && card.marks.length > 0) add('Marked as', card.marks.map((mark) => CARD_MARK_TITLES[mark]).join(', '))
  if (card.severity !== undefined) add('Severity', `${String(card.severity)} of 5`)
  if (card.status !== undefined) add('Status', OPPORTUNITY_STATUS_TITLES[card.status])
  if (card.impact !== undefined) add('Impact', `${String(card.impact)} of 5`)
  if (card.effort !== undefined) add('Effort', `${String(card.effort)} of 5`)
  if (card.kind !== 'frame' && card.kind !== 'ink' && card.kind !== 'shape')
    add('Evidence', EVIDENCE_TITLES[card.evidence])
  if (card.owner !== undefined && card.owner !== '') add('Owner', card.owner)
  if (card.tags && card.tags.length > 0) add('Tags', card.tags.join(', '))
  return rows
}

/** Which cards it leads to and comes from, and where the channel changes on the way. */
function Ways({ card }: { readonly card: Card }) {
  const { looked } = useView()
  const snapshot = useSnapshot()
  const links = [...snapshot.links.values()].filter(
    ({ fromCardId, toCardId }) => fromCardId === card.id || toCardId === card.id,
  )
  const changes = handOffs(snapshot).filter(({ from, to }) => from.id === card.id || to.id === card.id)
  if (links.length === 0 && changes.length === 0) return null
  return (
    <section aria-label="Links" className="mt-5">
      <h4 className="text-xs font-medium text-ink-muted">Links</h4>
      <ul className="mt-1.5 flex flex-col gap-1">
        {links.map(({ id, fromCardId, toCardId, label }) => {
          const isAway = fromCardId === card.id
          const other = snapshot.cards.get(isAway ? toCardId : fromCardId)
          return (
            other && (
              <li key={id}>
                <button
                  type="button"
                  className="flex min-h-9 w-full items-center gap-2 rounded-md px-2 py-1 text-left text-sm text-ink hover:bg-ink/6 pointer-coarse:min-h-11"
                  onClick={() => looked.setState({ target: { elementId: other.id, measure: null } })}
                >
                  <span aria-hidden className="text-ink-muted">
                    {isAway ? '→' : '←'}
                  </span>
                  <span className="sr-only">{isAway ? 'Leads to' : 'Comes from'}</span>
                  <span className="min-w-0 flex-1 break-words">{other.title || 'Untitled card'}</span>
                  {label !== '' && <span className="text-xs text-ink-muted">{label}</span>}
                </button>
              </li>
            )
          )
        })}
        {changes.map((change) => (
          <li key={`${change.from.id} ${change.to.id}`} className="px-2 py-1 text-sm text-ink-muted">
            The channel changes: {handOffWords(change)}
          </li>
        ))}
      </ul>
    </section>
  )
}
