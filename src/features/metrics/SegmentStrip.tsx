import { UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatReading } from '#shared/metrics/format-reading.ts'
import { isOtherData, OTHER_DATA, overlapWords } from '#shared/metrics/held-words.ts'
import type { HeldSegment, ReadSegment } from '#shared/metrics/reading.ts'
import { Spinner } from '#src/ui/Spinner.tsx'

interface SegmentStripProps {
  /** The persona that is looked at. */
  readonly name: string
  /** `null`: not counted yet. */
  readonly segment: ReadSegment | null
  /** The other segment that they are held against; absent: they are held against none. */
  readonly held?: HeldSegment | undefined
  /** Why there are no numbers of its own; everybody's stand. */
  readonly failure: string | null
  /** Chooses what they are held against. */
  readonly children?: ReactNode
}

const count = new Intl.NumberFormat('en')

/** Says whose numbers stand on the journey, since they look the same as everybody's. */
export function SegmentStrip({ name, segment, held, failure, children }: SegmentStripProps) {
  const persona = name || 'this persona'
  return (
    <section
      aria-label="Whose numbers these are"
      className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-accent-soft px-3 py-1 text-xs text-ink"
    >
      <UsersRound aria-hidden className="size-4 shrink-0 text-accent max-sm:hidden" />
      <output className="tabular min-w-0 flex-1 text-pretty max-sm:basis-full">
        {failure !== null ? (
          `No numbers of ${persona} alone, so everybody’s are shown. ${failure}`
        ) : segment === null ? (
          <span className="inline-flex items-center gap-2">
            <Spinner /> Counting the customers of {persona}. Until then the last numbers stand.
          </span>
        ) : (
          <>
            Numbers of <b className="font-semibold">{persona}</b>: {casesWords(segment)}{' '}
            <span className="text-ink-muted" title={segment.words}>
              · {segment.name}: {segment.words}
            </span>
            {held && (
              <span className="block text-ink-muted">
                {isOtherData(held, segment.datasetId)
                  ? `“${held.name}” ${OTHER_DATA}.`
                  : `“${held.name}”: ${overlapWords(held)}.`}
              </span>
            )}
          </>
        )}
      </output>
      {children}
    </section>
  )
}

function casesWords({ cases, of }: ReadSegment): string {
  if (cases === null) return 'how many cannot be told just now'
  const share = of > 0 ? ` (${formatReading({ value: cases / of, unit: 'share' })})` : ''
  return `${count.format(cases)} of ${count.format(of)} cases${share}`
}
