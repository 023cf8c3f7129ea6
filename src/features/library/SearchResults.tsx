import { Link } from 'wouter'
import type { LibraryItem, SearchHit } from '#shared/contract/rest/journeys.ts'
import { CARD_TITLES } from '#shared/model/records/card.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { Badge } from '#src/ui/Badge.tsx'
import { counted } from '#shared/lib/counted.ts'
import { pathWords, useLibraryShared } from './library-context.ts'
import { TagNames } from './TagNames.tsx'

/** The journeys that say what was looked for, each with the elements that do; one click opens it right there. */
export const SearchResults = ({ journeys }: { readonly journeys: readonly LibraryItem[] }) => (
  <ul aria-label="Found" className="flex flex-col gap-3">
    {journeys.map((journey) => (
      <li key={journey.id}>
        <Found journey={journey} />
      </li>
    ))}
  </ul>
)

function Found({ journey }: { readonly journey: LibraryItem }) {
  const { collections, tags } = useLibraryShared()
  const { hits = [], hitCount = 0 } = journey
  const path = pathWords(collections, journey.collectionId)
  // The title says it in its own line.
  const title = hits.find(({ kind }) => kind === 'journey')
  const others = hits.filter(({ kind }) => kind !== 'journey')
  const more = hitCount - new Set(hits.map(({ elementId }) => elementId)).size
  return (
    <article className="overflow-hidden rounded-xl bg-surface shadow-card">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3 pb-2">
        <h2 className="min-w-0 text-sm font-medium">
          <Link href={`/journeys/${journey.id}`} className="rounded-sm hover:underline">
            {title === undefined ? journey.title || 'Untitled journey' : <Marked hit={title} />}
          </Link>
        </h2>
        {path !== '' && <span className="truncate text-xs text-ink-faint">{path}</span>}
        {journey.archivedAt !== null && <Badge>Archived</Badge>}
        <TagNames ids={journey.tags} tags={tags} />
        <time dateTime={new Date(journey.updatedAt).toISOString()} className="ml-auto text-xs text-ink-faint">
          {timeAgo(journey.updatedAt)}
        </time>
      </header>
      {others.length > 0 && (
        <ul aria-label={`In ${journey.title}`} className="pb-1.5">
          {others.map((hit, index) => (
            // One element may say it twice, in its title and below.
            <li key={`${String(hit.elementId)}-${String(index)}`}>
              <Link
                href={addressOf(journey.id, hit)}
                className="flex min-h-9 items-baseline gap-3 px-4 py-1.5 text-sm text-ink-muted hover:bg-ink/4 focus-visible:-outline-offset-2 pointer-coarse:min-h-10"
              >
                <span className="w-24 shrink-0 truncate text-xs text-ink-faint">{kindWords(hit.kind)}</span>
                <span className="min-w-0 break-words">
                  <Marked hit={hit} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && (
        <p className="border-t border-line px-4 py-2 text-xs text-ink-faint">
          {counted(more, 'more element says', 'more elements say')} it.
        </p>
      )}
    </article>
  )
}

/** The words that were looked for are marked. */
function Marked({ hit: { text, marks } }: { readonly hit: SearchHit }) {
  const parts = []
  let at = 0
  for (const [from, to] of marks) {
    parts.push(text.slice(at, from))
    parts.push(
      <mark key={from} className="rounded-sm bg-warn-soft px-px font-medium text-ink">
        {text.slice(from, to)}
      </mark>,
    )
    at = to
  }
  parts.push(text.slice(at))
  return <>{parts}</>
}

function addressOf(journeyId: string, { kind, elementId }: SearchHit): string {
  if (elementId === null) return `/journeys/${journeyId}`
  // A saved way of looking is opened, everything else is looked at.
  return kind === 'view' ? `/journeys/${journeyId}?saved=${elementId}` : `/journeys/${journeyId}#${elementId}`
}

const OTHER_KINDS: Readonly<Record<string, string>> = {
  stage: 'Stage',
  step: 'Step',
  lane: 'Lane',
  persona: 'Persona',
  link: 'Link',
  view: 'Saved view',
  scenario: 'Scenario',
}

const kindWords = (kind: string): string =>
  OTHER_KINDS[kind] ?? (Object.hasOwn(CARD_TITLES, kind) ? CARD_TITLES[kind as keyof typeof CARD_TITLES] : kind)
