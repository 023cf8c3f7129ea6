import { sparkOf } from '#shared/metrics/trend-words.ts'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import type { ElementReadings, LinkReadings } from '#shared/metrics/reading.ts'
import { type Measure, MEASURE_TITLES, readingOf } from '#shared/metrics/measures.ts'
import { targetOf } from '#shared/metrics/target-status.ts'
import type { Target } from '#shared/model/records/target.ts'
import type { Trend } from '#shared/metrics/trend-words.ts'
import { Sparkline } from '#src/ui/Sparkline.tsx'
import { ReadingBar } from './ReadingBar.tsx'
import type { MeasuredRow } from './measured-rows.ts'

interface MeasuresTableProps {
  readonly title: string
  readonly rows: readonly MeasuredRow<ElementReadings | LinkReadings>[]
  /** In this order; those that no row has are left out. */
  readonly measures: readonly Measure[]
  readonly onAsk: (id: string, measure: Measure, anchor: DOMRect) => void
  readonly onGoTo: (id: string) => void
  /** What the numbers of a row are meant to be. */
  readonly targetsOf?: ((id: string) => readonly Target[]) | undefined
  /** How the main number of a row went; absent where none of the rows has a trend. */
  readonly trendOf?: ((id: string) => Trend | undefined) | undefined
}

interface Sort {
  readonly measure: Measure
  readonly isDescending: boolean
}

/** The numbers of one level of the journey as bars, in its order or by one of them. */
export function MeasuresTable({ title, rows, measures, onAsk, onGoTo, targetsOf, trendOf }: MeasuresTableProps) {
  const [sort, setSort] = useState<Sort | null>(null)
  const shown = measures.filter((measure) => rows.some(({ readings }) => readingOf(readings, measure) !== undefined))
  const fullOf = new Map(shown.map((measure) => [measure, fullBar(rows, measure)]))
  const sorted = sort === null ? rows : rows.toSorted((a, b) => bySort(sort, a, b))
  /** The largest first, then the smallest, then as in the journey. */
  const next = (measure: Measure): Sort | null => {
    if (sort?.measure !== measure) return { measure, isDescending: true }
    return sort.isDescending ? { measure, isDescending: false } : null
  }
  return (
    <section className="rounded-xl border border-line bg-surface">
      <h3 className="px-4 pt-3 pb-2 text-sm font-semibold text-ink">{title}</h3>
      <div className="overflow-x-auto pb-2" role="region" aria-label={title} tabIndex={-1}>
        <table className="w-full min-w-140 border-collapse text-sm">
          <thead>
            <tr className="border-b border-line text-xs text-ink-muted">
              <th scope="col" className="px-4 py-1.5 text-left font-medium">
                Name
              </th>
              {shown.map((measure) => {
                const isSorted = sort?.measure === measure
                return (
                  <th
                    key={measure}
                    scope="col"
                    aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}
                    className="w-1/5 px-1 py-0.5 text-left font-medium"
                  >
                    <button
                      type="button"
                      onClick={() => setSort(next(measure))}
                      className="inline-flex min-h-7 items-center gap-1 rounded-md px-1 hover:bg-ink/6 hover:text-ink pointer-coarse:min-h-11"
                    >
                      {MEASURE_TITLES[measure]}
                      {isSorted &&
                        (sort.isDescending ? (
                          <ArrowDown aria-hidden className="size-3.5" />
                        ) : (
                          <ArrowUp aria-hidden className="size-3.5" />
                        ))}
                    </button>
                  </th>
                )
              })}
              {trendOf && (
                <th scope="col" className="w-1/6 px-2 py-1.5 text-left font-medium">
                  Trend
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ id, name, where, readings }) => (
              <tr key={id} className="border-b border-line last:border-0">
                <th scope="row" className="max-w-60 px-3 py-0.5 text-left font-normal">
                  <button
                    type="button"
                    title="Show it on the canvas"
                    onClick={() => onGoTo(id)}
                    className="block min-h-8 w-full min-w-0 rounded-md px-1 text-left hover:bg-ink/6 pointer-coarse:min-h-11"
                  >
                    <span className="block truncate text-ink">{name}</span>
                    {where !== '' && <span className="block truncate text-xs text-ink-faint">{where}</span>}
                  </button>
                </th>
                {shown.map((measure) => {
                  const reading = readingOf(readings, measure)
                  return (
                    <td key={measure} className="px-1 py-0.5">
                      {reading ? (
                        <ReadingBar
                          name={name}
                          measure={measure}
                          reading={reading}
                          target={targetOf(targetsOf?.(id), measure)}
                          full={fullOf.get(measure) ?? 1}
                          onAsk={(anchor) => onAsk(id, measure, anchor)}
                        />
                      ) : (
                        <span className="sr-only">None</span>
                      )}
                    </td>
                  )
                })}
                {trendOf && (
                  <td className="px-2 py-1.5">
                    <TrendCell trend={trendOf(id)} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const TrendCell = ({ trend }: { readonly trend: Trend | undefined }) =>
  trend ? <Sparkline spark={sparkOf(trend)} className="h-6" /> : <span className="sr-only">None</span>

type Row = MeasuresTableProps['rows'][number]

/** All of a share; of anything else the largest that there is, its interval included. */
function fullBar(rows: readonly Row[], measure: Measure): number {
  let full = 0
  for (const { readings } of rows) {
    const reading = readingOf(readings, measure)
    if (reading?.unit === 'share') return 1
    full = Math.max(full, reading?.value ?? 0, reading?.interval?.[1] ?? 0)
  }
  return full
}

/** What cannot be told stands last, whichever way. */
function bySort({ measure, isDescending }: Sort, a: Row, b: Row): number {
  const [left, right] = [readingOf(a.readings, measure)?.value, readingOf(b.readings, measure)?.value]
  if (left === undefined || left === null || right === undefined || right === null)
    return Number(left === undefined || left === null) - Number(right === undefined || right === null)
  return isDescending ? right - left : left - right
}
