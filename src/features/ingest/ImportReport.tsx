import { counted } from '#shared/lib/counted.ts'
import type { ImportResult, RejectReason } from '#shared/contract/rest/datasets.ts'
import { FindingList } from './FindingList.tsx'
import { REJECT_WORDS } from './import-words.ts'
import { Notice } from './Notice.tsx'
import { wholeNumber } from './quantities.ts'
import { RejectsTable } from './RejectsTable.tsx'

interface ImportReportProps {
  readonly datasetId: string
  readonly result: ImportResult
  /** Whoever only looks at a dataset is not shown what is not in it. */
  readonly maySeeRows?: boolean
}

/** What became of every row of the file. */
export function ImportReport({ datasetId, result, maySeeRows = true }: ImportReportProps) {
  const reasons = Object.entries(result.rejectedBy)
    .map(([reason, count]) => ({ reason: reason as RejectReason, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  return (
    <section aria-label="Import result" className="flex flex-col gap-4">
      {!result.complete && (
        <Notice tone="warn" title="The file was not read to its end">
          {result.message ?? 'The rows before the fault were kept.'}
        </Notice>
      )}
      <AcceptedBar result={result} />
      {reasons.length > 0 && (
        <ul className="flex flex-col gap-1.5">
          {reasons.map(({ reason, count }) => (
            <li key={reason} className="flex gap-3 text-sm">
              <span className="tabular w-16 shrink-0 text-right font-medium text-ink">{wholeNumber(count)}</span>
              <span className="min-w-0 text-ink-muted">
                <span className="font-medium text-ink">{REJECT_WORDS[reason].title}.</span>{' '}
                {REJECT_WORDS[reason].meaning}
              </span>
            </li>
          ))}
        </ul>
      )}
      {result.rejected > 0 && maySeeRows && <RejectsTable datasetId={datasetId} />}
      {result.warnings.length > 0 && <FindingList warnings={result.warnings} />}
    </section>
  )
}

/** Rows that became events against rows that did not; said in words too. */
const AcceptedBar = ({ result }: { readonly result: ImportResult }) => (
  <div className="flex flex-col gap-2">
    <p className="tabular text-sm text-ink-muted">
      {counted(result.records, 'row')} read,{' '}
      <b className="font-semibold text-good">{wholeNumber(result.accepted)} accepted</b>
      {result.events !== undefined && result.events !== result.accepted && (
        <> (they became {counted(result.events, 'event')})</>
      )}
      {result.rejected > 0 && (
        <>
          , <b className="font-semibold text-danger">{wholeNumber(result.rejected)} left out</b>
        </>
      )}
    </p>
    {result.records > 0 && (
      <div aria-hidden className="flex h-1.5 gap-0.5 overflow-hidden rounded-full">
        <span className="min-w-0 rounded-full bg-good" style={{ flexGrow: result.accepted }} />
        {result.rejected > 0 && (
          <span className="min-w-1 rounded-full bg-danger" style={{ flexGrow: result.rejected }} />
        )}
      </div>
    )}
  </div>
)
