import { counted } from '#shared/lib/counted.ts'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { api } from '#src/api/api.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useRejects } from '#src/api/queries.ts'
import { Button, buttonClass } from '#src/ui/Button.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { REJECT_WORDS } from './import-words.ts'
import { Notice } from './Notice.tsx'
import { wholeNumber } from './quantities.ts'
import { ScrollRegion } from './ScrollRegion.tsx'

const ROWS_ON_PAGE = 10

/** The rows that were left out, each with its line in the file and the reason. */
export function RejectsTable({ datasetId }: { readonly datasetId: string }) {
  const [page, setPage] = useState(0)
  const query = useRejects(datasetId, { offset: page * ROWS_ON_PAGE, limit: ROWS_ON_PAGE })
  if (query.isError) {
    return (
      <Notice tone="danger" title="The rows that were left out cannot be shown">
        {wordsOf(query.error)}
      </Notice>
    )
  }
  if (query.data === undefined) return <Spinner label="Loading the rows that were left out" />

  const { total, rejects } = query.data
  const pages = Math.max(1, Math.ceil(total / ROWS_ON_PAGE))
  // One line can hold several records, so its number alone is no key.
  const shown = rejects.map((reject, index) => ({ key: `${page}:${index}`, reject }))
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 className="flex-1 text-sm font-semibold text-ink">Rows left out</h3>
        <a href={api.rejectsCsvUrl(datasetId)} download className={buttonClass('secondary', 'sm')}>
          <Download aria-hidden className="size-4" />
          Download as CSV
        </a>
      </div>
      <ScrollRegion label="Rows left out" className="rounded-lg bg-surface shadow-card">
        <table className="w-full text-left text-xs">
          <thead className="text-ink-muted">
            <tr>
              <th scope="col" className="px-3 py-2 text-right font-medium">
                Line
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                Reason
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                The row as it stood
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ key, reject }) => (
              <tr key={key} className="border-t border-line align-top">
                <td className="tabular px-3 py-2 text-right text-ink-muted">{wholeNumber(reject.line)}</td>
                <td className="min-w-40 px-3 py-2 text-ink">
                  {REJECT_WORDS[reject.reason].title}
                  {reject.detail !== '' && <span className="block text-ink-faint">{reject.detail}</span>}
                </td>
                <td className="max-w-xl px-3 py-2">
                  <code className="line-clamp-2 font-mono text-2xs break-all text-ink-muted">{reject.text}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <div className="flex flex-wrap items-center gap-2 text-xs text-ink-muted">
        <span className="tabular flex-1">{counted(total, 'row')}</span>
        {pages > 1 && (
          <>
            <Button size="sm" disabled={page === 0} onClick={() => setPage(page - 1)}>
              Previous
            </Button>
            <span className="tabular">
              {page + 1} of {pages}
            </span>
            <Button size="sm" disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
              Next
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
